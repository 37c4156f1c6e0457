import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

/// Policies that others may write with PutResourcePolicy, beside those of AddPermission.
@Suite("The permission to call a function and its URL")
struct FunctionPolicyTests {
    static let function = FakeLambda.arnPrefix + "visitor-counter"
    static let alias = function + ":live"

    private func statement(
        _ id: String? = "by-hand", _ effect: String = "Allow", principal: any Sendable = "*",
        action: any Sendable = "lambda:InvokeFunction", on resource: String
    ) -> FakeLambda.Object {
        var statement: FakeLambda.Object = [
            "Effect": effect, "Principal": principal, "Action": action, "Resource": resource,
        ]
        if let id { statement["Sid"] = id }
        return statement
    }

    /// The observation, with these further statements in the policy of the function or of the alias.
    private func found<R: Resource<AWS>>(
        _ part: KeyPath<LambdaFixture, R>, _ statements: [FakeLambda.Object]
    ) async throws -> (fixture: LambdaFixture, observation: Observation<R>, changes: [Change]) {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let key = R.self == FunctionURL.self ? "visitor-counter:live" : "visitor-counter"
        fixture.lambda.policies[key, default: []] += statements
        let described = try await fixture[keyPath: part].prepared(in: fixture.context)
        let seen = try await described.observe(in: fixture.context)
        let observation = try #require(seen)
        return (fixture, observation, described.changes(from: observation.value))
    }

    @Test(
        "is seen at the function if a pattern opens it, its versions or its aliases, and is removed",
        arguments: [":*", "*", ":li?e", ":li*"])
    func patternsOnFunction(_ end: String) async throws {
        let open = statement(on: Self.function + end)
        let (fixture, seen, changes) = try await found(\.function, [open])
        let text = "lambda:InvokeFunction for everyone on \(Self.function)\(end) (statement by-hand)"
        #expect(changes.map(\.property) == ["publicAccess"] && changes.first?.from == .list([.text(text)]))
        #expect(seen.changeObstacle == nil && seen.notices == [])
        #expect(try await reconcile(fixture.function, in: fixture.context) == [["publicAccess"]])
        #expect(fixture.lambda.writes == ["RemovePermission"])
    }

    @Test("is left to the alias if the function's policy names only the alias, as in a local AWS")
    func aliasAlone() async throws {
        let (_, seen, changes) = try await found(\.function, [statement(on: Self.alias)])
        #expect(changes == [] && seen.notices == [])
    }

    @Test(
        "is seen at the URL if a pattern opens its alias, and is removed",
        arguments: [function + ":*", "arn:aws:lambda:*:*:function:*", "*"])
    func patternsOnAlias(_ resource: String) async throws {
        let (fixture, _, changes) = try await found(\.url, [statement(on: resource)])
        #expect(changes.map(\.property) == ["permissions"])
        #expect(try await reconcile(fixture.url, in: fixture.context) == [["permissions"]])
        #expect(fixture.lambda.writes == ["RemovePermission"])
        #expect(fixture.lambda.policies["visitor-counter:live"]?.count == 2)
    }

    @Test(
        "cannot be removed if the statement has no valid Sid, and says what to do",
        arguments: [nil, "a b"])
    func withoutSid(_ id: String?) async throws {
        let (_, function, changes) = try await found(\.function, [statement(id, on: Self.function)])
        #expect(changes.map(\.property) == ["publicAccess"])
        let obstacle = try #require(function.changeObstacle)
        #expect(obstacle.contains("lambda:InvokeFunction for everyone"))
        #expect(obstacle.contains("aws lambda get-policy --region eu-west-1 --function-name visitor-counter --query"))
        #expect(obstacle.contains("put-resource-policy --region eu-west-1 --resource-arn \(Self.function) --policy"))
        let (_, url, _) = try await found(\.url, [statement(id, on: Self.alias)])
        #expect(url.changeObstacle?.contains("--function-name visitor-counter:live --query") == true)
        #expect(url.changeObstacle?.contains("--resource-arn \(Self.alias) --policy") == true)
    }

    @Test("is reported and kept if it is someone else's")
    func others() async throws {
        let event = statement("event", principal: ["Service": "events.amazonaws.com"], on: Self.function)
        let account = statement(nil, principal: ["AWS": "arn:aws:iam::999999999999:root"], on: Self.function)
        let (_, seen, changes) = try await found(\.function, [event, account])
        #expect(changes == [] && seen.changeObstacle == nil)
        #expect(
            seen.notices == [
                "not described: lambda:InvokeFunction for Service: events.amazonaws.com (statement event)",
                "not described: lambda:InvokeFunction for AWS: arn:aws:iam::999999999999:root (a statement without Sid)",
            ])
        let (_, url, none) = try await found(
            \.url, [statement("event", principal: ["Service": "events.amazonaws.com"], on: Self.alias)])
        #expect(none == [])
        #expect(
            url.notices == ["not described: lambda:InvokeFunction for Service: events.amazonaws.com (statement event)"])
    }

    @Test(
        "is restored if a denial blocks every caller of the URL, whatever else allows them",
        arguments: ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction", "lambda:*", "*", "lambda:invoke*"])
    func denial(_ action: String) async throws {
        let (fixture, _, changes) = try await found(
            \.url, [statement("by-hand", "Deny", action: action, on: Self.function + ":*")])
        #expect(changes.map(\.property) == ["permissions"])
        #expect(try await reconcile(fixture.url, in: fixture.context) == [["permissions"]])
        #expect(fixture.lambda.writes == ["RemovePermission"])
    }

    @Test(
        "counts a condition as certain only if every call of the URL meets it",
        arguments: [
            (#"{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}"#, true),
            (#"{"StringNotEquals":{"lambda:FunctionUrlAuthType":"AWS_IAM"}}"#, true),
            (#"{"Bool":{"lambda:InvokedViaFunctionUrl":"true"}}"#, true),
            (#"{"StringEquals":{"lambda:FunctionUrlAuthType":"AWS_IAM"}}"#, false),
            (#"{"NotIpAddress":{"aws:SourceIp":"192.0.2.0/24"}}"#, false),
            (#"{"Bool":{"aws:SecureTransport":"false"}}"#, false), ("[]", false),
        ])
    func conditions(_ condition: String, _ isCertain: Bool) throws {
        let text = """
            {"Statement": [{"Sid": "s", "Effect": "Deny", "Principal": "*", "Action": "lambda:InvokeFunctionUrl",
             "Resource": "\(Self.alias)", "Condition": \(condition)}]}
            """
        let policy = try FunctionPolicy(text, ofAlias: Self.alias)
        let denial = try #require(policy.statements.first)
        #expect((URLStatement(denial, arn: Self.alias, auth: "NONE") != nil) == isCertain)
        #expect(policy.notices(beside: []) == ["not described: \(denial.text)"])
    }

    @Test("reports a denial of other callers or actions, and one at the function")
    func otherDenials() async throws {
        let account = statement("a", "Deny", principal: ["AWS": "999999999999"], on: Self.alias)
        let code = statement("b", "Deny", action: "lambda:GetFunction", on: Self.alias)
        let (_, url, changes) = try await found(\.url, [account, code])
        #expect(changes == [])
        #expect(
            url.notices == [
                "not described: lambda:InvokeFunction denied to AWS: 999999999999 (statement a)",
                "not described: lambda:GetFunction denied to everyone (statement b)",
            ])
        let (_, function, none) = try await found(\.function, [statement("d", "Deny", on: Self.function + ":*")])
        #expect(none == [])
        let text = "lambda:InvokeFunction denied to everyone on \(Self.function):* (statement d)"
        #expect(function.notices == ["not described: \(text)"])
    }
}
