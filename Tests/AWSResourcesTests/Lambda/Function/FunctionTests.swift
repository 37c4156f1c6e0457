import AWSClient
import Foundation
import HostTestSupport
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A function")
struct FunctionTests {
    /// An external change in AWS's words, the properties that then differ, and the one write.
    struct Tampering: Sendable, CustomTestStringConvertible {
        let properties: [String]
        let write: String
        let tamper: @Sendable (FakeLambda) -> Void
        var testDescription: String { properties.joined(separator: ", ") }

        init(_ properties: String..., write: String, _ tamper: @escaping @Sendable (FakeLambda) -> Void) {
            self.properties = properties
            self.write = write
            self.tamper = tamper
        }

        /// A member of the configuration that UpdateFunctionConfiguration corrects.
        init(_ property: String, _ member: String, _ value: any Sendable) {
            self.init(property, write: "UpdateFunctionConfiguration") { lambda in
                lambda.functions["visitor-counter"]?[member] = value
            }
        }
    }

    /// An environment with these variables, and with the one that notes the role.
    static func variables(_ variables: [String: String]) -> [String: [String: String]] {
        ["Variables": variables.merging(["DEPLOYER_ROLE_ID": "AROACOUNTER"]) { $1 }]
    }

    static let tamperings: [Tampering] = [
        Tampering("memory", "MemorySize", 256),
        Tampering("timeout", "Timeout", 3),
        Tampering("runtime", "Runtime", "provided.al2"),
        Tampering("handler", "Handler", "other"),
        Tampering("role", "role.former", write: "UpdateFunctionConfiguration") {
            $0.functions["visitor-counter"]?["Role"] = "arn:aws:iam::123456789012:role/another"
        },
        Tampering("role", "Role", "arn:aws:iam::999999999999:role/counter-role"),
        Tampering("role", "Role", "arn:aws:iam::123456789012:role/path/counter-role"),
        Tampering("environment.TABLE_NAME", "Environment", variables(["TABLE_NAME": "other"])),
        Tampering("environment.TABLE_NAME", "Environment", variables([:])),
        Tampering("environment.MORE", "Environment", variables(["TABLE_NAME": "visits", "MORE": "1"])),
        Tampering("role.id", "Environment", ["Variables": ["TABLE_NAME": "visits"]]),
        Tampering("layers", "Layers", [["Arn": "arn:aws:lambda:eu-west-1:1:layer:spy:1"]]),
        Tampering("ephemeralStorage", "EphemeralStorage", ["Size": 1024]),
        Tampering("tracing", "TracingConfig", ["Mode": "Active"]),
        Tampering(
            "logging.format", "LoggingConfig", ["LogFormat": "JSON", "LogGroup": "/aws/lambda/visitor-counter"]),
        Tampering("logging.group", "LoggingConfig", ["LogFormat": "Text", "LogGroup": "elsewhere"]),
        Tampering("description", "Description", "by hand"),
        Tampering("code", write: "UpdateFunctionCode") { $0.functions["visitor-counter"]?["CodeSha256"] = "other" },
        Tampering("architecture", write: "UpdateFunctionCode") {
            $0.functions["visitor-counter"]?["Architectures"] = ["other"]
        },
        Tampering("reservedConcurrency", write: "DeleteFunctionConcurrency") { $0.reserved["visitor-counter"] = 0 },
        Tampering("tags.team", write: "TagResource") { $0.tags["visitor-counter"]?["team"] = "other" },
        Tampering("tags.deployer:tags", write: "TagResource") {
            $0.tags["visitor-counter"]?["deployer:tags"] = nil
        },
        Tampering("publicAccess", write: "RemovePermission") {
            $0.policies["visitor-counter"] = [
                FakeLambda.statement(
                    ["StatementId": "open", "Principal": "*", "Action": "lambda:InvokeFunction"],
                    arn: FakeLambda.arnPrefix + "visitor-counter")
            ]
        },
    ]

    @Test("is created with its tags and without a version, and has no differences then")
    func creation() async throws {
        let fixture = try await LambdaFixture()
        #expect(try await reconcile(fixture.function, in: fixture.context) == [["created"]])
        #expect(fixture.lambda.writes == ["CreateFunction"])
        let body = try #require(fixture.lambda.bodies["CreateFunction"])
        #expect(body["Publish"] == nil)
        #expect(
            body["Tags"] as? [String: String]
                == marked(["team": "web"]))
        #expect(body["Role"] as? String == "arn:aws:iam::123456789012:role/counter-role")
        #expect(body["Runtime"] as? String == "provided.al2023")
        #expect(body["Handler"] as? String == "bootstrap")
        #expect(fixture.lambda.versions.isEmpty)
    }

    @Test("needs no write the second time, and is read with parallel requests")
    func second() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.answersTogether = 4
        #expect(try await reconcile(fixture.function, in: fixture.context).isEmpty)
        #expect(fixture.lambda.writes.isEmpty)
        #expect(Set(fixture.lambda.requests) == ["GetFunction", "ListTags", "GetPolicy", "GetRole"])
    }

    @Test("that was changed by hand is corrected by one request", arguments: tamperings)
    func drift(_ tampering: Tampering) async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        tampering.tamper(fixture.lambda)
        let differing = try await differences(fixture.function, in: fixture.context)
        #expect(differing.map(\.property) == tampering.properties)
        #expect(try await reconcile(fixture.function, in: fixture.context) == [tampering.properties])
        #expect(fixture.lambda.writes == [tampering.write])
    }

    @Test("keeps the tags of others, and loses those that the program set and no longer describes")
    func othersTags() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let others = Dictionary(uniqueKeysWithValues: (0..<20).map { ("organisation-\($0)", "v") })
        fixture.lambda.tags["visitor-counter"]?.merge(others) { $1 }
        #expect(try await reconcile(fixture.function, in: fixture.context).isEmpty)
        let former = marked(["team": "web", "former tag": "1"]).merging(others) { $1 }
        fixture.lambda.tags["visitor-counter"] = former
        #expect(try await reconcile(fixture.function, in: fixture.context) == [["tags.former tag"]])
        #expect(fixture.lambda.writes == ["UntagResource", "TagResource"])
        #expect(fixture.lambda.tags["visitor-counter"] == marked(["team": "web"]).merging(others) { $1 })
    }

    @Test("hides values that someone else put into its environment")
    func hidden() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.functions["visitor-counter"]?["Environment"] = Self.variables([
            "TABLE_NAME": "visits", "TOKEN": "secret",
        ])
        let changes = try await differences(fixture.function, in: fixture.context)
        #expect(changes == [Change("environment.TOKEN", from: .hidden, to: .none)])
    }

    @Test("that differs in code, configuration and tags is changed in rounds of one write each")
    func rounds() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.functions["visitor-counter"]?["CodeSha256"] = "other"
        fixture.lambda.functions["visitor-counter"]?["MemorySize"] = 512
        fixture.lambda.functions["visitor-counter"]?["Timeout"] = 1
        fixture.lambda.tags["visitor-counter"]?["team"] = "other"
        #expect(try await reconcile(fixture.function, in: fixture.context).count == 3)
        #expect(fixture.lambda.writes == ["TagResource", "UpdateFunctionCode", "UpdateFunctionConfiguration"])
        let body = try #require(fixture.lambda.bodies["UpdateFunctionConfiguration"])
        #expect(Set(body.keys) == ["MemorySize", "Timeout", "RevisionId"])
    }

    @Test("never overwrites someone else's newer change")
    func revision() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let described = try await fixture.function.prepared(in: fixture.context)
        let found = try #require(try await described.observe(in: fixture.context))
        fixture.lambda.functions["visitor-counter"]?["RevisionId"] = "newer"
        for property in ["memory", "code"] {
            await #expect(throws: Conflict.self) {
                try await described.update(
                    [Change(property, from: .text("1"), to: .text("2"))], from: found.value, in: fixture.context)
            }
        }
    }

    @Test("is observed with its revision, which changes start from")
    func observedRevision() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let found = try #require(try await fixture.function.observe(in: fixture.context))
        #expect(found.revision == fixture.lambda.functions["visitor-counter"]?["RevisionId"] as? String)
        #expect(found.revision != nil)
    }

    @Test("loses public statements one in each round, each from the policy's observed revision")
    func publicStatements() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.policies["visitor-counter"] = ["a", "b"].map {
            FakeLambda.statement(
                ["StatementId": $0, "Principal": "*", "Action": "lambda:InvokeFunction"],
                arn: FakeLambda.arnPrefix + "visitor-counter")
        }
        let described = try await fixture.function.prepared(in: fixture.context)
        let found = try #require(try await described.observe(in: fixture.context))
        let changes = described.changes(from: found.value)
        try await described.update(changes, from: found.value, in: fixture.context)
        #expect(fixture.lambda.writes == ["RemovePermission"])
        // The policy has a new revision now: the same observation allows no further write.
        await #expect(throws: Conflict.self) {
            var second = found.value
            second.publicStatements.removeFirst()
            try await described.update(changes, from: second, in: fixture.context)
        }
        // If AWS refuses the policy's revision nevertheless, a write can omit it.
        #expect(found.value.unconditional.policyRevisionID == nil)
        #expect(found.value.unconditional.revisionID == found.value.revisionID && found.value.revisionID != nil)
        #expect(try await reconcile(fixture.function, in: fixture.context) == [["publicAccess"]])
        #expect(fixture.lambda.policies["visitor-counter"]?.isEmpty == true)
    }

    @Test("in a failed state gets all its configuration written, including its description")
    func failedState() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.functions["visitor-counter"]?["State"] = "Failed"
        fixture.lambda.functions["visitor-counter"]?["StateReasonCode"] = "InternalError"
        var described = fixture.function
        described.description = "counts"
        fixture.lambda.functions["visitor-counter"]?["Description"] = "counts"
        let changes = try await differences(described, in: fixture.context)
        #expect(changes.map(\.property) == ["state"])
        let found = try #require(try await described.observe(in: fixture.context))
        try await described.prepared(in: fixture.context).update(changes, from: found.value, in: fixture.context)
        let body = try #require(fixture.lambda.bodies["UpdateFunctionConfiguration"])
        #expect(body["Description"] as? String == "counts")
        #expect(Set(body.keys).isSuperset(of: ["Role", "Environment", "MemorySize", "Timeout", "Runtime"]))
    }

    @Test("whose last update failed says why, and gets all its configuration written")
    func failedUpdate() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.functions["visitor-counter"]?["LastUpdateStatus"] = "Failed"
        fixture.lambda.functions["visitor-counter"]?["LastUpdateStatusReasonCode"] = "InsufficientRolePermissions"
        fixture.lambda.functions["visitor-counter"]?["LastUpdateStatusReason"] = "no"
        let changes = try await differences(fixture.function, in: fixture.context)
        #expect(changes == [Change("lastUpdate", from: .text("InsufficientRolePermissions: no"), to: .none)])
        #expect(try await reconcile(fixture.function, in: fixture.context) == [["lastUpdate"]])
        #expect(fixture.lambda.writes == ["UpdateFunctionConfiguration"])
        let body = try #require(fixture.lambda.bodies["UpdateFunctionConfiguration"])
        #expect(body["Role"] != nil && body["Description"] != nil)
    }

    @Test("waits for its role and does not fail")
    func roleNotAssumable() async throws {
        let fixture = try await LambdaFixture()
        let described = try await fixture.function.prepared(in: fixture.context)
        fixture.lambda.failures["CreateFunction"] = [
            (400, "InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda.")
        ]
        await #expect(throws: NotYet("role not assumable yet")) { try await described.create(in: fixture.context) }
    }

    @Test("with our name but another's tags is foreign")
    func foreign() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.tags["visitor-counter"] = ["team": "other", "aws:cloudformation:stack-name": "theirs"]
        let found = try await fixture.function.observe(in: fixture.context)
        #expect(
            found?.ownership == .foreign(tags: ["team": "other", "aws:cloudformation:stack-name": "theirs"]))
    }

    @Test("that another deployer creates between the reads is not taken for foreign")
    func madeBetween() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.failures["ListTags"] = [(404, "ResourceNotFoundException", "Function not found")]
        let found = try await fixture.function.observe(in: fixture.context)
        #expect(found?.ownership == .ours)
    }

    @Test("that is being deleted is leaving, even if its tags are already gone")
    func tagsGone() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.functions["visitor-counter"]?["State"] = "Deleting"
        let gone = (404, "ResourceNotFoundException", "Function not found")
        fixture.lambda.failures["ListTags"] = [gone, gone]
        #expect(try await fixture.function.observe(in: fixture.context)?.readiness == .leaving("Deleting"))
    }

    @Test("whose tags may not be listed is an error, not foreign")
    func tagsDenied() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.failures["ListTags"] = [(403, "AccessDeniedException", "no lambda:ListTags")]
        let error = await #expect(throws: ServiceError.self) {
            try await fixture.function.observe(in: fixture.context)
        }
        #expect(error?.operation == "ListTags")
    }

    @Test("is deleted, and one that is already gone is no error")
    func deletion() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        try await fixture.function.delete(fixture.function, in: fixture.context)
        #expect(try await fixture.function.observe(in: fixture.context) == nil)
        try await fixture.function.delete(fixture.function, in: fixture.context)
    }

    @Test("depends on its role and on all resources of the role's permissions")
    func dependencies() {
        let table = Table("visits", partitionKey: .string("id"))
        let logs = LogGroup(for: "f")
        let role = Role("r", trusts: .lambda, allows: [.update(table, keys: ["a"]), .write(logs)])
        let function = Function("f", code: .executable("X"), role: role)
        #expect(function.dependencies == [role.id, table.id, logs.id])
        #expect(Release(of: function, as: "live").dependencies == [function.id])
    }

    @Test("gets a local AWS's variables, but its own have priority")
    func localEnvironment() async throws {
        let context = try AWS.answered(
            by: FakeLambda(), localEnvironment: ["AWS_ENDPOINT_URL": "http://l", "PAGES": "x"])
        let function = Function("f", code: .executable("X"), role: LambdaFixture.role, environment: ["PAGES": "main"])
        let prepared = try await function.prepared(in: context)
        #expect(prepared.configuration.environment == ["AWS_ENDPOINT_URL": "http://l", "PAGES": "main"])
    }

    @Test("whose code is not packed is not compared by code or architecture")
    func unpacked() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let context = try AWS.answered(by: fixture.lambda)
        #expect(try await differences(fixture.function, in: context).isEmpty)
        #expect(try await differences(fixture.release, in: context).isEmpty)
        let described = try await fixture.function.prepared(in: context)
        await #expect(throws: PackageError.self) { try await described.create(in: context) }
    }

    @Test("has a short summary")
    func summary() async throws {
        let fixture = try await LambdaFixture()
        let prepared = try await fixture.function.prepared(in: fixture.context)
        let architecture = try #require(prepared.configuration.architecture)
        #expect(prepared.summary == "128 MiB, \(architecture), 0.0 MB")
        #expect(fixture.function.summary == "128 MiB")
    }

    @Test("described for another processor than its binary's is refused")
    func architecture() async throws {
        let fixture = try await LambdaFixture()
        var bytes = try await TestBinary.bytes(.staticProgram)
        bytes[18] = 183
        let path = try fixture.folder.write(bytes, as: "arm")
        let function = Function("f", code: .binary(path: path), role: LambdaFixture.role, architecture: .x86)
        let error = await #expect(throws: PackageError.self) { try await function.prepared(in: fixture.context) }
        #expect(error?.reason == "It is a binary for arm64, and function f is described as x86_64.")
    }
}

@Suite("A function's readiness")
struct FunctionReadinessTests {
    private func readiness(_ json: String) throws -> Readiness {
        try JSONDecoder().decode(FunctionDetails.self, from: Data(json.utf8)).readiness
    }

    @Test(
        "follows from its state and its last update",
        arguments: [
            (#"{"State": "Active", "LastUpdateStatus": "Successful"}"#, Readiness.ready),
            (#"{"State": "Inactive", "LastUpdateStatus": "Successful"}"#, .ready),
            (#"{"State": "Active", "LastUpdateStatus": "Failed"}"#, .ready),
            (#"{"State": "Active"}"#, .pending("InProgress")),
            (
                #"{"State": "Active", "LastUpdateStatus": "InProgress", "LastUpdateStatusReason": "code"}"#,
                .pending("InProgress: code")
            ),
            (#"{"State": "Pending", "StateReason": "Creating"}"#, .pending("Pending: Creating")),
            (#"{}"#, .pending("Pending")),
            (#"{"State": "Deactivating"}"#, .pending("Deactivating")),
            (#"{"State": "Deleting"}"#, .leaving("Deleting")),
            (
                #"{"State": "Failed", "StateReasonCode": "InvalidRuntime", "StateReason": "no such"}"#,
                .failed("InvalidRuntime: no such")
            ),
            (
                #"{"State": "Active", "Environment": {"Error": {"ErrorCode": "KMS", "Message": "denied"}}}"#,
                .failed("its environment cannot be read: KMS: denied")
            ),
        ])
    func states(json: String, expected: Readiness) throws {
        #expect(try readiness(json) == expected)
    }
}

@Suite("A function's description")
struct FunctionRulesTests {
    private func errors(_ function: Function) -> [InvalidDescription] {
        (try? AWS.silent()).map(function.errors) ?? []
    }

    private func refused(_ function: Function) -> InvalidDescription? {
        errors(function).first
    }

    private func function(
        _ name: String = "f", memoryMiB: Int = 128, timeoutSeconds: Int = 10, environment: [String: String] = [:],
        concurrency: Int? = nil, description: String = ""
    ) -> Function {
        Function(
            name, code: .executable("X"), role: LambdaFixture.role, memoryMiB: memoryMiB,
            timeoutSeconds: timeoutSeconds, environment: environment, reservedConcurrency: concurrency,
            description: description)
    }

    @Test("at Lambda's limits is accepted")
    func edges() throws {
        #expect(errors(function(String(repeating: "a", count: 64), memoryMiB: 10_240, timeoutSeconds: 900)).isEmpty)
        #expect(errors(function(timeoutSeconds: 1, environment: ["Ab": "", "a_9": "x"], concurrency: 0)).isEmpty)
    }

    @Test("beyond the limits is refused before any request, with the property and the allowed values")
    func refusals() {
        #expect(refused(function(""))?.property == "name")
        #expect(refused(function("a.b"))?.property == "name")
        #expect(refused(function(String(repeating: "a", count: 65)))?.property == "name")
        #expect(refused(function(memoryMiB: 127))?.allowed == "128 to 10240 MiB")
        #expect(refused(function(memoryMiB: 10_241))?.value == "10241 MiB")
        #expect(refused(function(timeoutSeconds: 0))?.property == "timeout")
        #expect(refused(function(timeoutSeconds: 901))?.property == "timeout")
        #expect(refused(function(concurrency: -1))?.property == "reservedConcurrency")
        #expect(refused(function(description: String(repeating: "a", count: 257)))?.property == "description")
    }

    @Test("may not have variables that Lambda refuses", arguments: ["A", "1A", "_A", "A-B", "Ä1", "", "AWS_REGION"])
    func environment(key: String) {
        #expect(refused(function(environment: [key: "x"]))?.value == key)
    }

    @Test("may have any text as a variable's value")
    func environmentValue() async throws {
        let fixture = try await LambdaFixture()
        var function = fixture.function
        let value = #"", "Role": "arn:aws:iam::1:role/admin"}} ${aws:userid} \u0022"# + "\n"
        function.configuration.environment["VALUE"] = value
        #expect(try await reconcile(function, in: fixture.context) == [["created"]])
        let body = try #require(fixture.lambda.bodies["CreateFunction"])
        #expect(body["Role"] as? String == "arn:aws:iam::123456789012:role/counter-role")
        let environment = body["Environment"] as? [String: [String: String]]
        #expect(environment?["Variables"]?["VALUE"] == value)
    }

    @Test("has at most 4 KB of variables")
    func environmentSize() throws {
        #expect(errors(function(environment: ["AB": String(repeating: "x", count: 4087)])).isEmpty)
        let large = refused(function(environment: ["AB": String(repeating: "x", count: 4088)]))
        #expect(large?.allowed == "at most 4096 bytes altogether")
    }
}
