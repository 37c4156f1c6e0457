import Testing

@testable import AWSClient

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("An error of AWS's client")
struct ExplanationsTests {
    static func service(
        _ code: String, _ status: Int = 400, message: String = "as AWS says", requestID: String? = "req-1",
        from service: Service = .dynamoDB
    ) -> ServiceError {
        ServiceError(
            service: service.name, operation: "CreateTable", code: code, message: message, status: status,
            requestID: requestID, rules: TestedService.errors(of: service))
    }

    static let declined = CredentialError.Attempt(
        provider: "environment variables", reason: "AWS_ACCESS_KEY_ID is not set")

    static let createFunction = ServiceOperation(.lambda, "CreateFunction", .write)

    static let errors: [any Error & Sendable] = [
        CredentialError(declined: [declined]),
        CredentialError(declined: []),
        CredentialError(
            declined: [declined], broken: .init(provider: "profile ci", reason: "it has half a pair of keys")),
        InvalidSetting(setting: "AWS_ENDPOINT_URL", value: "ftp://x", reason: "it must be http:// or https://"),
        InvalidSetting(setting: "AWS_ENDPOINT_URL", value: "", reason: "it must not carry a user or password"),
        TransportError(
            host: "dynamodb.eu-west-1.amazonaws.com", code: 6, message: "no such host", mayHaveArrived: false),
        TransportError(
            host: "h", code: 60, message: "certificate has expired", mayHaveArrived: false, cause: .certificateTime),
        TransportError(
            host: "h", code: 77, message: "cannot read roots.pem", mayHaveArrived: false,
            cause: .unreadableRoots(namedBy: "AWS_CA_BUNDLE")),
        TransportError(
            host: "h", code: 23, message: "the answer is longer than 9 bytes", mayHaveArrived: true,
            cause: .endlessAnswer),
        TransportError(
            host: "h", code: 56, message: "the proxy that https_proxy names says no", mayHaveArrived: false,
            cause: .proxy(variable: "https_proxy", status: 403)),
        TransportError(host: "h", code: 28, message: "timed out", mayHaveArrived: true),
        LostResponse(createFunction, cause: service("Bad Gateway", 502, message: "")),
        LostResponse(
            createFunction, cause: TransportError(host: "h", code: 56, message: "reset", mayHaveArrived: true)),
        LostResponse(createFunction, cause: CancellationError()),
        InvalidSetting(setting: "AWS_RETRY_MODE", value: "fast", reason: "it must be legacy, standard or adaptive"),
        service("Temporary Redirect", 307, message: "it redirects to host, which is not followed"),
        service("ValidationException"), service("ExpiredToken", 403), service("InvalidClientTokenId", 403),
        service("AccessDeniedException", 403), service("PublicPolicyException"),
        service("Bad Gateway", 502, message: ""),
        service("ThrottlingException", requestID: nil),
        UnreadableResponse(
            service: "Lambda", operation: "GetPolicy", reason: "the body is cut short", requestID: "req-1"),
        InvalidDescription(
            ResourceID(kind: "table", name: "x"), property: "name", value: "x", allowed: "3 to 255 letters"),
        InvalidCall(operation: "GetFunction", reason: "a parameter of the path is missing"),
    ]

    @Test("says what happened and what to do, in whole sentences", arguments: errors)
    func everyError(_ error: any Error & Sendable) throws {
        let text = try #require(Explanations.explain(error))
        #expect(!text.what.isEmpty && !text.what.hasSuffix("."))
        #expect(!text.advice.isEmpty && text.advice.hasSuffix("."))
        #expect(text.why.isEmpty || text.why.hasSuffix("."))
        // A host's name and libcurl's words are not changed.
        let isOfTransport = error is TransportError || (error as? LostResponse)?.cause is TransportError
        #expect(text.why.first?.isLowercase != true || isOfTransport, "\(text.why)")
        #expect(!text.why.contains("..") && !text.why.contains(": ."))
        #expect(text.exitCode == .failed)
    }

    @Test("of an unknown type is left to others")
    func unknown() {
        #expect(Explanations.explain(CancellationError()) == nil)
        #expect(Explanations.explain(UsageError("x", advice: "y")) == nil)
    }

    @Test("names the operation, AWS's code and message, the status and the request id")
    func serviceError() throws {
        let text = try #require(Explanations.explain(Self.service("ValidationException")))
        #expect(text.what == "AWS refused")
        #expect(
            text.why == "DynamoDB answered CreateTable with ValidationException (400): as AWS says. Request id req-1.")
        #expect(text.advice.hasPrefix("Correct what AWS names"))
        let bare = try #require(Explanations.explain(Self.service("Forbidden", 403, message: "", requestID: nil)))
        #expect(bare.why == "DynamoDB answered CreateTable with Forbidden (403).")
    }

    @Test("has the request id of an unreadable response")
    func unreadable() throws {
        let error = UnreadableResponse(service: "Lambda", operation: "GetPolicy", reason: "no JSON", requestID: "req-1")
        #expect(Explanations.explain(error)?.why == "No JSON. Request id req-1.")
    }

    @Test(
        "says what its kind means",
        arguments: [
            ("ExpiredTokenException", 400, "have expired", "Log in again"),
            ("RequestExpired", 400, "have expired", "Log in again"),
            ("SignatureDoesNotMatch", 403, "does not accept the credentials", "clock"),
            ("UnrecognizedClientException", 400, "does not accept the credentials", "keys"),
            ("AccessDenied", 403, "not allowed", "--profile"),
            ("InternalServerError", 500, "could not do it now", "again in a while"),
            ("ThrottlingException", 400, "could not do it now", "again in a while"),
            ("Throttling", 400, "could not do it now", "again in a while"),
            ("TooManyRequestsException", 429, "could not do it now", "again in a while"),
        ])
    func kinds(_ code: String, _ status: Int, _ what: String, _ advice: String) throws {
        let text = try #require(Explanations.explain(Self.service(code, status)))
        #expect(text.what.contains(what))
        #expect(text.advice.contains(advice))
    }

    @Test("on a forbidden public policy says whom to ask")
    func publicPolicy() throws {
        let text = try #require(Explanations.explain(Self.service("PublicPolicyException", from: .lambda)))
        #expect(text.what == "AWS refused" && text.advice.contains("administrator"))
    }

    @Test("on a denial that no statement helps names the kind of policy, and who can change it")
    func forbidden() throws {
        for (kind, holder) in [
            ("a service control policy", "organization"), ("a permissions boundary", "administers IAM"),
            ("a session policy", "session"), ("a VPC endpoint policy", "network"),
            ("an identity-based policy", "attached to this login"), ("a resource-based policy", "resource itself"),
        ] {
            let message = "User: u is not authorized to perform: dynamodb:CreateTable on resource: arn:aws:x "
            let text = try #require(
                Explanations.explain(
                    Self.service("AccessDeniedException", message: message + "with an explicit deny in \(kind)"),
                    policy: AccessDenialTests.policy))
            #expect(text.advice.hasPrefix("No further permission helps, since \(kind.lowercased()) forbids it"))
            #expect(text.advice.contains(holder) && !text.advice.contains("{"))
            #expect(text.details.map(\.name) == ["forbiddenBy"])
        }
    }

    @Test("on a denial by a limit of the login says where the statement is missing")
    func limited() throws {
        let message =
            "User: u is not authorized to perform: dynamodb:CreateTable on resource: \(AccessDenialTests.arn) because no "
            + "permissions boundary allows the dynamodb:CreateTable action"
        let text = try #require(
            Explanations.explain(
                Self.service("AccessDeniedException", message: message), policy: AccessDenialTests.policy))
        #expect(text.advice.hasPrefix("A permission of the login's own is not enough, since no permissions boundary"))
        #expect(
            text.advice.hasSuffix(
                "\n  {\"Action\":\"dynamodb:CreateTable\",\"Effect\":\"Allow\",\"Resource\":\"\(AccessDenialTests.arn)\"}"
            ))
    }

    @Test("on a denied change of a role without a boundary says where to name one, and on others does not")
    func boundary() throws {
        func advice(_ action: String, _ reason: String, by policy: StagePolicy) throws -> String {
            let message =
                "User: u is not authorized to perform: \(action) on resource: arn:aws:iam::123456789012:role/f-role "
            return try #require(
                Explanations.explain(Self.service("AccessDenied", message: message + reason), policy: policy)
            ).advice
        }
        let hint = "Where a policy asks for a permissions boundary, name it as permissionsBoundary"
        let limited = StagePolicyTests.policy([
            Role("f-role", trusts: .lambda, allows: [], permissionsBoundary: StagePolicyTests.limits)
        ])
        for reason in [
            "because no identity-based policy allows it", "with an explicit deny in a service control policy",
        ] {
            #expect(try advice("iam:CreateRole", reason, by: AccessDenialTests.policy).contains(hint))
            #expect(try !advice("iam:DeleteRole", reason, by: AccessDenialTests.policy).contains(hint))
            #expect(try !advice("iam:CreateRole", reason, by: limited).contains(hint))
        }
        #expect(try advice("iam:CreateRole", "", by: limited).contains(#""iam:PermissionsBoundary":"arn:aws:iam::"#))
    }

    @Test("on a boundary that is no policy says what to do")
    func missingBoundary() throws {
        let error = Self.service(
            "NoSuchEntity", 404, message: "Scope ARN: \(StagePolicyTests.limits) does not exist or is not attachable.",
            from: .iam)
        #expect(try #require(Explanations.explain(error)).advice.contains("correct permissionsBoundary"))
    }

    @Test("on a login that may not assume its role ends with the missing statement")
    func refusedLogin() throws {
        func text(_ reason: String) throws -> Explanation {
            try #require(
                Explanations.explain(
                    CredentialError(declined: [], broken: .init(provider: "profile ci", reason: reason))))
        }
        let refused = try text(
            "STS answered AssumeRole with AccessDenied (403): User: arn:aws:iam::1:user/ci is not authorized to perform: "
                + "sts:AssumeRole on resource: arn:aws:iam::1:role/deployer (request id r-1)")
        #expect(
            refused.advice.hasSuffix(
                "\n  {\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\",\"Resource\":\"arn:aws:iam::1:role/deployer\"}"
            ))
        #expect(refused.advice.contains("The role's trust policy has to name the login"))
        let trust = try text(
            "STS answered AssumeRole with AccessDenied (403): User: arn:aws:iam::1:user/ci is not authorized to perform: "
                + "sts:AssumeRole on resource: arn:aws:iam::1:role/deployer because no resource-based policy allows the "
                + "sts:AssumeRole action")
        #expect(trust.advice.contains("does not let this login in") && !trust.advice.contains("{"))
        let token = try text(
            "STS answered AssumeRoleWithWebIdentity with AccessDenied (403): Not authorized to perform "
                + "sts:AssumeRoleWithWebIdentity")
        #expect(token.advice.contains("`policy --trust github:OWNER/REPO`"))
        #expect(try text("it has half a pair of keys").details.isEmpty)
    }

    @Test("on a write without a response says that the outcome is unknown, why, and that the same command continues")
    func unknownOutcome() throws {
        let error = LostResponse(
            Self.createFunction,
            cause: TransportError(host: "lambda.aws", code: 56, message: "reset by peer", mayHaveArrived: true))
        let text = try #require(Explanations.explain(error))
        #expect(text.what == "It is not known whether Lambda carried out CreateFunction")
        #expect(text.why == "lambda.aws gave no answer. Reset by peer.")
        #expect(text.advice.hasPrefix("Run the same command again"))
    }

    @Test("distinguishes a host that was not reached, that did not respond, and that cannot be trusted")
    func transport() throws {
        func text(_ cause: TransportError.Cause, _ mayHaveArrived: Bool = false) throws -> Explanation {
            let error = TransportError(host: "h", code: 7, message: "m", mayHaveArrived: mayHaveArrived, cause: cause)
            return try #require(Explanations.explain(error))
        }
        #expect(try text(.network).what == "h could not be reached")
        #expect(try text(.network, true).what == "h gave no answer")
        #expect(try text(.untrusted(rootsNamedBy: nil)).what == "h cannot be trusted, so nothing was sent")
        #expect(try text(.untrusted(rootsNamedBy: nil)).advice.contains("name its file in AWS_CA_BUNDLE"))
        #expect(try text(.untrusted(rootsNamedBy: "ca_bundle of profile p")).advice.hasPrefix("ca_bundle of profile p"))
        #expect(try text(.certificateTime).advice.hasPrefix("Look at this machine's clock, which says 2"))
        #expect(
            try text(.unreadableRoots(namedBy: "ca_bundle of profile p")).advice == "Correct ca_bundle of profile p.")
        #expect(try text(.unreadableRoots(namedBy: nil)).advice.contains("ca-certificates"))
        #expect(try text(.proxy(variable: "https_proxy", status: 407)).advice.hasPrefix("Correct https_proxy"))
        #expect(try text(.endlessAnswer, true).what.contains("more than"))
    }

    @Test("on a redirect says so, and names its possible sources")
    func redirect() throws {
        let text = try #require(Explanations.explain(Self.service("Found", 302, message: "it redirects to host")))
        #expect(text.what.contains("sends elsewhere"))
        #expect(text.why.contains("302") && text.why.contains("it redirects to host."))
        #expect(text.advice.contains("AWS_ENDPOINT_URL"))
    }

    @Test("says what to do if the account has no concurrency to reserve")
    func noConcurrency() throws {
        let error = Self.service(
            "InvalidParameterValueException", 400,
            message: "Specified ReservedConcurrentExecutions for function decreases account's "
                + "UnreservedConcurrentExecution below its minimum value of [10].", from: .lambda)
        #expect(try #require(Explanations.explain(error)).advice.contains("without a reserved concurrency"))
    }

    @Test("names every source where credentials were searched")
    func noCredentials() throws {
        let error = CredentialError(declined: [Self.declined, .init(provider: "profile default", reason: "no file")])
        let text = try #require(Explanations.explain(error))
        #expect(text.what == "There are no AWS credentials")
        #expect(
            text.why
                == "Tried: environment variables (AWS_ACCESS_KEY_ID is not set), profile default (no file).")
        #expect(text.advice.contains("--profile"))
    }

    @Test("names the broken login, and says that no other was tried")
    func brokenCredentials() throws {
        let error = CredentialError(
            declined: [Self.declined], broken: .init(provider: "profile ci", reason: "half a pair of keys"))
        let text = try #require(Explanations.explain(error))
        #expect(text.why == "Profile ci: half a pair of keys.")
        #expect(text.advice.contains("Correct that") && text.advice.contains("Nothing else was tried"))
    }

    @Test("names the property and what is allowed, if AWS would refuse the description")
    func invalidDescription() throws {
        let error = InvalidDescription(
            ResourceID(kind: "table", name: "x"), property: "name", value: "x", allowed: "3 to 255 letters")
        let text = try #require(Explanations.explain(error))
        #expect(text.what.contains("table x"))
        #expect(text.why == "Its property name is \"x\"; it must be 3 to 255 letters.")
    }

    @Test("shows no endpoint with a password")
    func password() throws {
        let error = try #require(throws: InvalidSetting.self) {
            try Endpoint(custom: "http://ann:pa55word@localhost", region: "eu-west-1", setting: "AWS_ENDPOINT_URL")
        }
        let text = try #require(Explanations.explain(error))
        #expect(text.what == "AWS_ENDPOINT_URL cannot be used")
        #expect(!"\(text)".contains("pa55word"))
    }
}
