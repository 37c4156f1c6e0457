import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The resources of a stack")
struct ResourcesBuilderTests {
    private enum Stack: AWSStack {
        static let name = "built"

        static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
            let first = Table("first", partitionKey: .string("id"))
            first
            _ = first
            if stage.isProduction { LogGroup("audit") }
            if stage.name == "dev" {
                LogGroup("dev")
            } else {
                LogGroup("other")
            }
            for number in 1...2 { LogGroup("part-\(number)") }
            [LogGroup("listed"), Table("listed", partitionKey: .string("id"))]
        }
    }

    private enum Empty: AWSStack {
        static let name = "empty"
        static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {}
    }

    @Test("are listed line by line, in their order, with conditions and loops")
    func lines() {
        func names(_ stage: String) -> [String] {
            Stack.resources(Stage(name: stage, settings: NoSettings())).map { "\($0.id)" }
        }
        let end = ["logGroup part-1", "logGroup part-2", "logGroup listed", "table listed"]
        #expect(names("dev") == ["table first", "logGroup dev"] + end)
        #expect(names("prod") == ["table first", "logGroup audit", "logGroup other"] + end)
        #expect(Empty.resources(Stage(name: "dev", settings: NoSettings())).isEmpty)
    }

    private func names(_ resources: [any AWSResource]) -> [String] { resources.completed().map { "\($0.id)" } }

    @Test("include those that they are described with, in the order in which they depend on one another")
    func implicit() {
        let table = Table("entries", partitionKey: .string("id"))
        let logs = LogGroup(for: "f")
        let role = Role("r", trusts: .lambda, allows: [.read(table), .write(logs)])
        let live = Release(of: Function("f", code: .executable("F"), role: role), as: "live")
        let all = [
            "table entries", "logGroup /aws/lambda/f", "role r", "function f", "release f:live", "url f:live",
        ]
        #expect(names([FunctionURL(to: live, access: .everyone)]) == all)
        // What is listed keeps its place, and is not added again.
        #expect(
            names([role, FunctionURL(to: live, access: .everyone), table, logs]) == [
                "role r", "function f", "release f:live", "url f:live", "table entries", "logGroup /aws/lambda/f",
            ])
        #expect(names([]).isEmpty)
    }

    @Test("of a function's short form are those of the long one")
    func shortForm() async throws {
        let table = Table("entries", partitionKey: .string("id"))
        let cors = CORS(origins: ["https://a.example"])
        let short = Function(
            "f", code: .executable("F"), allows: [.readWrite(table)], logs: .days(7), url: .public(cors: cors),
            memoryMiB: 256, timeoutSeconds: 20, environment: ["A": "b"], tags: ["team": "x"])
        let resources = [short as any AWSResource].completed()
        let ids = [
            "table entries", "logGroup /aws/lambda/f", "role f-role", "function f", "release f:live", "url f:live",
        ]
        #expect(resources.map { "\($0.id)" } == ids)

        let logs = LogGroup(for: "f", retention: .days(7), tags: ["team": "x"])
        let role = Role("f-role", trusts: .lambda, allows: [.readWrite(table), .write(logs)], tags: ["team": "x"])
        let function = Function(
            "f", code: .executable("F"), role: role, memoryMiB: 256, timeoutSeconds: 20, environment: ["A": "b"],
            tags: ["team": "x"])
        let live = Release(of: function, as: "live")
        let long: [any AWSResource] = [
            table, logs, role, function, live, FunctionURL(to: live, access: .everyone, cors: cors),
        ]
        let aws = try AWS.silent()
        for (one, other) in zip(resources, long) {
            #expect(try await Self.hasNoDifference(one, from: other, in: aws), "\(one.id)")
            #expect(one.dependencies == other.dependencies)
        }
        let silent = Function("g", code: .executable("F"), allows: [], url: nil)
        #expect(names([silent]) == ["logGroup /aws/lambda/g", "role g-role", "function g", "release g:live"])
        let named = Function("g", code: .executable("F"), allows: [], alias: "beta", url: .signed())
        #expect(names([named]).suffix(2) == ["release g:beta", "url g:beta"])
        let further = Release(of: named, as: "live")
        #expect(names([named, further]).filter { $0.hasPrefix("release") } == ["release g:beta", "release g:live"])
        let signed = Function("g", code: .executable("F"), allows: [], url: .signed())
        #expect(names([signed]).last == "url g:live")
    }

    /// Whether two descriptions of a kind mean the same once they are prepared.
    private static func hasNoDifference<Kind: AWSResource>(
        _ one: Kind, from other: any AWSResource, in aws: AWS
    ) async throws -> Bool {
        guard let other = other as? Kind else { return false }
        if one is Function || one is Release { return Kind.differences(desired: one, observed: other).isEmpty }
        return Kind.differences(
            desired: try await one.prepared(in: aws), observed: try await other.prepared(in: aws)
        ).isEmpty
    }
}
