import HostTestSupport
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("What belongs to a function")
struct FunctionBelongingsTests {
    private static let ours = [
        "deployer:stack": "visitor-counter", "deployer:stage": "test", "deployer:region": "eu-west-1",
    ]

    private func found<R: FindsRelated<AWS>>(_ resource: R, _ fixture: LambdaFixture) async throws -> [String] {
        try await DeclaredOperations.running(R.self) {
            try await resource.belongings(in: fixture.context).resources.map { "\($0.id)" }
        }
    }

    @Test("includes its aliases, the URL of each, and that of the unqualified function")
    func lists() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.aliases["visitor-counter:old"] = ["FunctionVersion": "1"]
        fixture.lambda.urls["visitor-counter:old"] = ["AuthType": "NONE"]
        fixture.lambda.urls["visitor-counter:"] = ["AuthType": "NONE"]
        let aliases = ["release visitor-counter:live", "release visitor-counter:old"]
        #expect(try await found(fixture.function, fixture) == aliases + ["url visitor-counter"])
        #expect(try await found(fixture.release, fixture) == ["url visitor-counter:live"])
        let old = Release(of: Function(undescribed: "visitor-counter"), as: "old")
        #expect(try await found(old, fixture) == ["url visitor-counter:old"])
        fixture.lambda.urls = [:]
        #expect(try await found(fixture.function, fixture) == aliases)
        #expect(try await found(fixture.release, fixture) == [])
    }

    @Test("is reported as not found if the login may not search for it")
    func denied() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.failures["ListAliases"] = [(403, "AccessDeniedException", "not authorized")]
        fixture.lambda.failures["GetFunctionUrlConfig"] = [(403, "AccessDeniedException", "not authorized")]
        let found = try await fixture.function.belongings(in: fixture.context)
        #expect(found.resources.isEmpty)
        #expect(
            found.unseen == [
                Unseen(
                    "aliases of visitor-counter that are no longer described",
                    why: "This login may not lambda:ListAliases."),
                Unseen("url visitor-counter", why: "This login may not lambda:GetFunctionUrlConfig."),
            ])
    }

    @Test("has no URLs in a region without them, which AWS reports as a denial")
    func noURLs() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.failures["GetFunctionUrlConfig"] = [
            (403, "AccessDeniedException", "Unable to determine service/operation name to be authorized")
        ]
        let found = try await fixture.function.belongings(in: fixture.context)
        #expect(found.unseen == [] && found.resources.map { "\($0.id)" } == ["release visitor-counter:live"])
    }

    @Test("includes a URL of which only its own statements are left in the alias's policy, but not someone else's")
    func leftStatements() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.urls = [:]
        let seen = try await fixture.release.observe(in: fixture.context)
        #expect(seen?.value.related(in: fixture.context).map { "\($0.id)" } == ["url visitor-counter:live"])

        fixture.lambda.policies["visitor-counter:live"] = [
            FakeLambda.statement(
                ["StatementId": "open", "Principal": "*", "Action": "lambda:InvokeFunction"],
                arn: FakeLambda.arnPrefix + "visitor-counter:live")
        ]
        let strangers = try await fixture.release.observe(in: fixture.context)
        #expect(strangers?.value.related(in: fixture.context).isEmpty == true)
        #expect(strangers?.notices == ["not described: lambda:InvokeFunction for everyone (statement open)"])
    }

    @Test("includes its former role: it is noted before the change, and the note goes with the role")
    func formerRole() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.roles["counter-role"]?.tags = Self.ours
        fixture.lambda.roles["new-role"] = ("AROANEW", Self.ours)
        let renamed = Function(
            "visitor-counter", code: .binary(path: fixture.folder.path + "/program"),
            role: Role("new-role", trusts: .lambda, allows: []), environment: ["TABLE_NAME": "visits"],
            tags: ["team": "web"])
        // The binary is the fixture's; nothing here compares it.
        var described = fixture.function
        described.configuration.role = renamed.configuration.role
        #expect(try await reconcile(described, in: fixture.context) == [["role", "role.former"], ["role"]])
        #expect(fixture.lambda.writes == ["TagResource", "UpdateFunctionConfiguration"])
        #expect(fixture.lambda.tags["visitor-counter"]?["deployer:formerRole:counter-role"] == "")

        let seen = try #require(try await described.observe(in: fixture.context))
        #expect(seen.value.related(in: fixture.context).map { "\($0.id)" } == ["role counter-role"])
        let former = FormerRole("counter-role", of: fixture.function.id)
        for _ in 0..<2 {
            let observed = try #require(try await former.observe(in: fixture.context))
            #expect(observed.ownership == .ours)
            try await former.delete(observed.value, in: fixture.context)
        }
        #expect(try await former.observe(in: fixture.context) == nil)
        #expect(fixture.lambda.roles.keys.sorted() == ["new-role"])
        #expect(try await described.observe(in: fixture.context)?.value.related(in: fixture.context).isEmpty == true)
    }

    @Test("includes a former role that this login may not read: another login may, and deletes it")
    func formerRoleOutOfSight() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.roles["new-role"] = ("AROANEW", Self.ours)
        var described = fixture.function
        described.configuration.role = "new-role"
        let prepared = try await described.prepared(in: fixture.context)
        let observed = try #require(try await prepared.observe(in: fixture.context))
        fixture.lambda.failures["GetRole"] = [(403, "AccessDenied", "not authorized")]
        fixture.lambda.forgetRequests()
        try await prepared.update(prepared.changes(from: observed.value), from: observed.value, in: fixture.context)
        #expect(fixture.lambda.writes == ["TagResource"])
        #expect(fixture.lambda.tags["visitor-counter"]?["deployer:formerRole:counter-role"] == "")
    }

    @Test("includes a former role of several functions once: it is deleted once, with the notes on all of them")
    func sharedFormerRole() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.roles["old-role"] = ("AROAOLD", Self.ours)
        fixture.lambda.functions["other"] = fixture.lambda.functions["visitor-counter"]
        let functions = ["visitor-counter", "other"]
        for function in functions { fixture.lambda.tags[function, default: [:]]["deployer:formerRole:old-role"] = "" }
        let found = functions.map { FormerRole("old-role", of: ResourceID(kind: Function.kind, name: $0)) }
        let former = found[0].joined(with: found[1])
        #expect(former.dependencies.map(\.name) == functions)
        for _ in 0..<2 {
            let observed = try #require(try await former.observe(in: fixture.context))
            try await former.delete(observed.value, in: fixture.context)
        }
        #expect(try await former.observe(in: fixture.context) == nil)
        #expect(fixture.lambda.roles["old-role"] == nil)
        for function in functions {
            #expect(fixture.lambda.tags[function]?["deployer:formerRole:old-role"] == nil)
        }
    }

    @Test("is deleted in order: the function before its log group, which its last lines would recreate")
    func order() {
        #expect(Function(undescribed: "f").dependencies == [LogGroup(for: "f").id])
    }

    @Test("does not include someone else's role: no note of it is left")
    func strangersRole() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.roles["theirs"] = ("AROATHEIRS", ["owner": "them"])
        fixture.lambda.functions["visitor-counter"]?["Role"] = "arn:aws:iam::123456789012:role/theirs"
        #expect(try await reconcile(fixture.function, in: fixture.context) == [["role", "role.former"]])
        #expect(fixture.lambda.writes == ["UpdateFunctionConfiguration"])
    }

    @Test("notes a role's name in a tag that can be read back, with its commas", arguments: ["a,b", "x+=@-_.y", "r"])
    func notes(_ name: String) {
        let note = FormerRole(name, of: ResourceID(kind: "function", name: "f")).note
        #expect(FormerRole.role(inNote: note) == name)
        #expect(TextRule(tag: 1...128).allows(note))
        #expect(FormerRole.role(inNote: "deployer:stack") == nil)
    }
}
