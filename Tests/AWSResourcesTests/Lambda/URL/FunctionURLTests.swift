import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A function's URL")
struct FunctionURLTests {
    private static let key = "visitor-counter:live"
    private static let arn = FakeLambda.arnPrefix + key

    struct Tampering: Sendable, CustomTestStringConvertible {
        let property: String
        let member: String
        let value: any Sendable
        var testDescription: String { property }
    }

    @Test("is created, then opened by two statements, one in each round")
    func creation() async throws {
        let fixture = try await LambdaFixture()
        _ = try await reconcile(fixture.function, in: fixture.context)
        _ = try await reconcile(fixture.release, in: fixture.context)
        fixture.lambda.forgetRequests()
        #expect(
            try await reconcile(fixture.url, in: fixture.context) == [["created"], ["permissions"], ["permissions"]])
        #expect(fixture.lambda.writes == ["CreateFunctionUrlConfig", "AddPermission", "AddPermission"])
        #expect(fixture.lambda.mostPolicyWritesAtOnce == 1)
        let statements = try #require(fixture.lambda.policies[Self.key])
        #expect(
            statements.map { $0["Sid"] as? String }
                == ["FunctionURLAllowPublicAccess", "FunctionURLInvokeAllowPublicAccess"])
        let last = try #require(fixture.lambda.bodies["AddPermission"])
        #expect(last["InvokedViaFunctionUrl"] as? Bool == true)
        #expect(last["FunctionUrlAuthType"] == nil)
        #expect(last["Action"] as? String == "lambda:InvokeFunction")
        #expect((last["RevisionId"] as? String)?.isEmpty == false)
    }

    @Test(
        "names no revision for its first statement if there is no policy, and the observed one for every other"
    )
    func revisions() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.policies[Self.key] = nil
        let described = try await fixture.url.prepared(in: fixture.context)
        let bare = try #require(try await described.observe(in: fixture.context))
        #expect(bare.value.policyRevisionID == nil)
        try await described.update(described.changes(from: bare.value), from: bare.value, in: fixture.context)
        #expect(fixture.lambda.bodies["AddPermission"]?["RevisionId"] == nil)

        let seen = try #require(try await described.observe(in: fixture.context))
        #expect(seen.revision?.isEmpty == false)
        fixture.lambda.aliases[Self.key]?["RevisionId"] = "newer"
        await #expect(throws: Conflict.self) {
            try await described.update(described.changes(from: seen.value), from: seen.value, in: fixture.context)
        }
        let left = try #require(seen.value.statements.first)
        await #expect(throws: Conflict.self) {
            var gone = seen.value
            gone.auth = nil
            try await described.delete(gone, in: fixture.context)
        }
        #expect(fixture.lambda.policies[Self.key]?.map { $0["Sid"] as? String } == [left.id])
    }

    @Test("is created and deleted if there are no revisions, as on some local AWSs")
    func noRevisions() async throws {
        let fixture = try await LambdaFixture()
        fixture.lambda.knowsRevisions = false
        try await fixture.deploy()
        let found = try #require(try await fixture.url.observe(in: fixture.context))
        #expect(found.revision == nil)
        #expect(fixture.lambda.policies[Self.key]?.count == 2)
        for _ in 0..<5 {
            guard let found = try await fixture.url.observe(in: fixture.context) else { break }
            try await fixture.url.delete(found.value, in: fixture.context)
        }
        #expect(fixture.lambda.policies[Self.key]?.isEmpty == true)
    }

    @Test("is opened and deleted without a policy's revision if each one is refused, as on a local AWS")
    func revisionsRefused() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.policies[Self.key]?.removeLast()
        fixture.lambda.refusesPolicyRevisions = true
        let described = try await fixture.url.prepared(in: fixture.context)
        let half = try #require(try await described.observe(in: fixture.context)).value
        let changes = described.changes(from: half)
        await #expect(throws: Conflict.self) {
            try await described.update(changes, from: half, in: fixture.context)
        }
        try await described.update(changes, from: half.unconditional, in: fixture.context)
        #expect(fixture.lambda.policies[Self.key]?.count == 2)
        for _ in 0..<5 {
            guard let found = try await described.observe(in: fixture.context) else { break }
            try await described.delete(found.value.unconditional, in: fixture.context)
        }
        #expect(fixture.lambda.policies[Self.key]?.isEmpty == true)
    }

    @Test("does not exist if only someone else's public statement does")
    func strangersStatementAlone() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        var statement = try #require(fixture.lambda.policies[Self.key]?.first)
        statement["Sid"] = "somebody-elses"
        fixture.lambda.policies[Self.key] = [statement]
        #expect(try await fixture.url.observe(in: fixture.context) != nil)
        fixture.lambda.urls[Self.key] = nil
        #expect(try await fixture.url.observe(in: fixture.context) == nil)
    }

    @Test("is read again if someone else was faster to add its statement")
    func statementExists() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let described = try await fixture.url.prepared(in: fixture.context)
        var before = try #require(try await described.observe(in: fixture.context)).value
        before.statements = []
        await #expect(throws: NotYet("already exists; looking again")) {
            try await described.update(described.changes(from: before), from: before, in: fixture.context)
        }
        #expect(fixture.lambda.policies[Self.key]?.count == 2)
    }

    @Test("needs no write the second time, and is read with parallel requests")
    func second() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.answersTogether = 2
        #expect(try await reconcile(fixture.url, in: fixture.context).isEmpty)
        #expect(fixture.lambda.writes.isEmpty)
        #expect(Set(fixture.lambda.requests) == ["GetFunctionUrlConfig", "GetPolicy"])
    }

    @Test("gives its address as AWS reports it, and is owned through its function")
    func address() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let found = try await fixture.url.observe(in: fixture.context)
        #expect(found?.outputs == [Output("url", "https://abc.lambda-url.eu-west-1.on.aws/", isAddress: true)])
        #expect(found?.ownership == .through(fixture.function.id))
        #expect(fixture.url.remarks(on: []) == ["PUBLIC"])
    }

    @Test(
        "that was changed by hand is corrected by one request",
        arguments: [
            Tampering(property: "auth", member: "AuthType", value: "AWS_IAM"),
            Tampering(property: "invokeMode", member: "InvokeMode", value: "RESPONSE_STREAM"),
            Tampering(property: "cors.origins", member: "AllowOrigins", value: ["*"]),
            Tampering(property: "cors.methods", member: "AllowMethods", value: ["*"]),
            Tampering(property: "cors.headers", member: "AllowHeaders", value: ["x-one", "x-three"]),
            Tampering(property: "cors.exposeHeaders", member: "ExposeHeaders", value: [String]()),
            Tampering(property: "cors.credentials", member: "AllowCredentials", value: true),
            Tampering(property: "cors.maxAge", member: "MaxAge", value: 60),
        ])
    func drift(_ tampering: Tampering) async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        if tampering.property.hasPrefix("cors.") {
            var cors = fixture.lambda.urls[Self.key]?["Cors"] as? FakeLambda.Object ?? [:]
            cors[tampering.member] = tampering.value
            fixture.lambda.urls[Self.key]?["Cors"] = cors
        } else {
            fixture.lambda.urls[Self.key]?[tampering.member] = tampering.value
        }
        #expect(try await reconcile(fixture.url, in: fixture.context) == [[tampering.property]])
        #expect(fixture.lambda.writes == ["UpdateFunctionUrlConfig"])
    }

    @Test("is the same whatever the order of its lists and the case of its headers")
    func normalised() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.urls[Self.key]?["Cors"] = [
            "AllowOrigins": ["https://b.example", "https://a.example"], "AllowMethods": ["HEAD", "GET"],
            "AllowHeaders": ["X-ONE"], "ExposeHeaders": ["x-TWO"], "MaxAge": 3600,
        ]
        #expect(try await differences(fixture.url, in: fixture.context).isEmpty)
    }

    @Test("without CORS is the same as with an empty rule, and removes an existing one")
    func noCORS() async throws {
        let fixture = try await LambdaFixture()
        let url = FunctionURL(to: fixture.release, access: .everyone)
        _ = try await reconcile(url, in: fixture.context)
        #expect((fixture.lambda.bodies["CreateFunctionUrlConfig"]?["Cors"] as? FakeLambda.Object)?.isEmpty == true)
        fixture.lambda.urls[Self.key]?["Cors"] = nil
        #expect(try await differences(url, in: fixture.context).isEmpty)
        fixture.lambda.urls[Self.key]?["Cors"] = ["AllowOrigins": ["*"]]
        #expect(try await reconcile(url, in: fixture.context) == [["cors.origins"]])
        #expect((fixture.lambda.urls[Self.key]?["Cors"] as? FakeLambda.Object)?.isEmpty == true)
    }

    @Test("gets back a missing statement", arguments: [0, 1])
    func missing(index: Int) async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.policies[Self.key]?.remove(at: index)
        #expect(try await reconcile(fixture.url, in: fixture.context) == [["permissions"]])
        #expect(fixture.lambda.writes == ["AddPermission"])
        #expect(fixture.lambda.policies[Self.key]?.count == 2)
    }

    @Test("loses another public statement, whatever its id, and keeps other statements")
    func further() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let service: FakeLambda.Object = [
            "StatementId": "theirs", "Principal": ["Service": "events.amazonaws.com"],
            "Action": "lambda:InvokeFunction",
        ]
        let open: FakeLambda.Object = [
            "StatementId": "open", "Principal": ["AWS": "*"], "Action": "lambda:InvokeFunction",
        ]
        fixture.lambda.policies[Self.key]? += [service, open].map { FakeLambda.statement($0, arn: Self.arn) }
        let change = try #require(try await differences(fixture.url, in: fixture.context).first)
        #expect(
            change.from
                == .list([
                    .text("lambda:InvokeFunction for everyone (statement open)"),
                    .text("lambda:InvokeFunction for everyone, through the URL only"),
                    .text("lambda:InvokeFunctionUrl for everyone, auth NONE"),
                ]))
        #expect(try await reconcile(fixture.url, in: fixture.context) == [["permissions"]])
        #expect(fixture.lambda.writes == ["RemovePermission"])
        #expect(fixture.lambda.policies[Self.key]?.map { $0["Sid"] as? String }.contains("theirs") == true)
    }

    @Test("gets a statement with its id rewritten if it says something else")
    func altered() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        // Without its condition, anyone may run the function by an API call.
        fixture.lambda.policies[Self.key]?[1]["Condition"] = nil
        #expect(try await reconcile(fixture.url, in: fixture.context) == [["permissions"], ["permissions"]])
        #expect(fixture.lambda.writes == ["RemovePermission", "AddPermission"])
        #expect(try await differences(fixture.url, in: fixture.context).isEmpty)
    }

    @Test("is the same if a condition is written as a flag, in lists or in another case")
    func sameCondition() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.policies[Self.key]?[1]["Condition"] = ["Bool": ["lambda:InvokedViaFunctionUrl": [true]]]
        fixture.lambda.policies[Self.key]?[0]["Principal"] = ["AWS": ["*"]]
        fixture.lambda.policies[Self.key]?[0]["Condition"] = ["stringEquals": ["Lambda:FunctionURLAuthType": "NONE"]]
        #expect(try await differences(fixture.url, in: fixture.context).isEmpty)
    }

    @Test("is the same if a local AWS stores a permission in the form of the request", arguments: [0, 1])
    func conditionsAsAsked(index: Int) async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.policies[Self.key]?[index]["Condition"] = nil
        #expect(try await differences(fixture.url, in: fixture.context).map(\.property) == ["permissions"])
        let member: FakeLambda.Object =
            index == 0 ? ["FunctionUrlAuthType": "NONE"] : ["InvokedViaFunctionUrl": true]
        fixture.lambda.policies[Self.key]?[index].merge(member) { _, new in new }
        #expect(try await differences(fixture.url, in: fixture.context).isEmpty)
    }

    @Test("that lost its endpoint still exists, and gets it again")
    func lostEndpoint() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.urls[Self.key] = nil
        let changes = try await differences(fixture.url, in: fixture.context)
        #expect(changes.first == Change("auth", from: .none, to: .text("NONE")))
        #expect(try await reconcile(fixture.url, in: fixture.context).count == 1)
        #expect(fixture.lambda.writes == ["CreateFunctionUrlConfig"])
    }

    @Test("is gone only when its statements are gone", arguments: [false, true])
    func deletion(emptyPolicy: Bool) async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.answersEmptyPolicy = emptyPolicy
        for _ in 0..<5 {
            guard let found = try await fixture.url.observe(in: fixture.context) else { break }
            try await fixture.url.delete(found.value, in: fixture.context)
        }
        #expect(fixture.lambda.writes == ["DeleteFunctionUrlConfig", "RemovePermission", "RemovePermission"])
        #expect(try await fixture.url.observe(in: fixture.context) == nil)
    }

    @Test("for signed requests has no public statement")
    func signed() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let url = FunctionURL(to: fixture.release, access: .signed, cors: LambdaFixture.cors)
        #expect(
            try await reconcile(url, in: fixture.context) == [
                ["auth", "permissions"], ["permissions"], ["permissions"],
            ])
        #expect(fixture.lambda.writes == ["UpdateFunctionUrlConfig", "RemovePermission", "RemovePermission"])
        #expect(url.remarks(on: []) == [])
    }

    @Test("whose policy cannot be read is an error that says so")
    func unreadable() async throws {
        #expect(throws: UnreadableResponse.self) {
            try ResourcePolicy(#"{"Statement": 7}"#, from: LambdaClient.getPolicy)
        }
        #expect(throws: UnreadableResponse.self) { try ResourcePolicy("no JSON", from: LambdaClient.getPolicy) }
        #expect(try ResourcePolicy(nil, from: LambdaClient.getPolicy).statements.isEmpty)
        #expect(try ResourcePolicy("", from: LambdaClient.getPolicy).statements.isEmpty)
        #expect(try ResourcePolicy(#"{"Statement": []}"#, from: LambdaClient.getPolicy).statements.isEmpty)
    }
}

@Suite("A CORS rule")
struct CORSTests {
    private let id = ResourceID(kind: "url", name: "f:live")

    private func refused(_ cors: CORS) -> String? {
        var errors = DescriptionErrors(of: id)
        cors.check(&errors)
        return errors.all.first?.property
    }

    @Test("names origins as browsers do")
    func origins() throws {
        #expect(refused(CORS(origins: ["https://a.example", "http://localhost:8080", "*"])) == nil)
        for origin in ["https://a.example/", "a.example", "https://", "https://*.example", "", "HTTPS://A.example"] {
            #expect(refused(CORS(origins: [origin])) == "cors.origins")
        }
        for end in ["\"", ",https://b.example", "\r\nX: y", "#", "/.."] {
            let origin = "https://a.example" + end
            #expect(refused(CORS(origins: [origin])) == "cors.origins")
        }
        #expect(refused(CORS(origins: Array(repeating: "https://a.example", count: 101))) == "cors.origins")
    }

    @Test("never lets every site act as the visitor")
    func credentials() throws {
        #expect(refused(CORS(origins: ["https://a.example", "*"], credentials: true)) == "cors.origins")
        #expect(refused(CORS(origins: ["https://a.example"], credentials: true)) == nil)
    }

    @Test("names one header in each entry, and is cached for at most a day")
    func headers() throws {
        #expect(
            refused(CORS(origins: [], headers: ["X-A", "*"], exposeHeaders: ["ETag"], maxAgeSeconds: 86_400)) == nil)
        #expect(refused(CORS(origins: [], headers: ["A,B"])) == "cors.headers")
        #expect(refused(CORS(origins: [], exposeHeaders: [""])) == "cors.exposeHeaders")
        #expect(refused(CORS(origins: [], maxAgeSeconds: 86_401)) == "cors.maxAge")
        #expect(refused(CORS(origins: [], maxAgeSeconds: -1)) == "cors.maxAge")
    }

    @Test("has no OPTIONS among its methods, since the URL answers those itself")
    func methods() {
        #expect(Set(CORS.Method.allCases.map(\.rawValue)) == ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "*"])
    }
}
