import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

/// Policies as PutResourcePolicy lets others write them, beside those that AddPermission makes.
@Suite("Who may call a function and its URL")
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

    /// What stands, with these further statements in the policy of the function or of the alias.
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
        "is seen at the function where a pattern opens it, its versions or its aliases, and is closed",
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

    @Test("leaves to the alias what the function's policy says of it alone, as a local AWS shows it")
    func aliasAlone() async throws {
        let (_, seen, changes) = try await found(\.function, [statement(on: Self.alias)])
        #expect(changes == [] && seen.notices == [])
    }

    @Test(
        "is seen at the URL where a pattern opens its alias, and is closed",
        arguments: [function + ":*", "arn:aws:lambda:*:*:function:*", "*"])
    func patternsOnAlias(_ resource: String) async throws {
        let (fixture, _, changes) = try await found(\.url, [statement(on: resource)])
        #expect(changes.map(\.property) == ["permissions"])
        #expect(try await reconcile(fixture.url, in: fixture.context) == [["permissions"]])
        #expect(fixture.lambda.writes == ["RemovePermission"])
        #expect(fixture.lambda.policies["visitor-counter:live"]?.count == 2)
    }

    @Test(
        "cannot be closed where the statement has no Sid, and says what stands there and what to do",
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

    @Test("reports whom else its policy lets in, and keeps them")
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
        "is put back where a denial keeps every caller of the URL out, whatever else allows them",
        arguments: ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction", "lambda:*", "*", "lambda:invoke*"])
    func denial(_ action: String) async throws {
        let (fixture, _, changes) = try await found(
            \.url, [statement("by-hand", "Deny", action: action, on: Self.function + ":*")])
        #expect(changes.map(\.property) == ["permissions"])
        #expect(try await reconcile(fixture.url, in: fixture.context) == [["permissions"]])
        #expect(fixture.lambda.writes == ["RemovePermission"])
    }

    @Test(
        "tells a condition that each call of the URL meets from one that it may not",
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

    @Test("tells of a denial that keeps others out, or callers under a condition, and of one at the function")
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
