import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("A plan of a stack in a test")
struct PlannedStackTests {
    /// One resource of each kind that programs describe.
    private enum Everything: AWSStack {
        static let name = "everything"
        static let tags = ["team": "x"]
        static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
            Function(
                stage.named("f"), code: .executable("F"),
                allows: [.read(Table(stage.named("entries"), partitionKey: .string("id")))], url: .public(),
                reservedConcurrency: 5)
        }
    }

    /// A table with two wrong properties, a function with one, and two tables of one name.
    private enum Wrong: AWSStack {
        static let name = "wrong"
        static let tags = ["aws:team": "x"]
        static let firstLine = #line + 2
        static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
            Table("no name", partitionKey: .string(""))
            Function(
                "f", code: .executable("F"),
                allows: [.allow("sqs:SendMesage", on: Table("t", partitionKey: .string("id")))])
            Table("twice", partitionKey: .string("id"))
            Table("twice", partitionKey: .string("id"))
        }
    }

    private func plan<Stack: AWSStack>(
        _ stack: Stack.Type, _ stage: String = "prod", region: String = "eu-west-1"
    ) async throws -> Plan where Stack.Settings == NoSettings {
        try await Stack.planned(Stage(name: stage, settings: NoSettings(), region: region))
    }

    @Test("of an empty account looks at everything, and finds nothing that is not described")
    func whole() async throws {
        let plan = try await plan(Everything.self)
        #expect(plan.unseen.isEmpty && plan.steps.count == 6)
    }

    @Test("has the tags and the boundary of the stage's file")
    func common() async throws {
        let boundary = "arn:aws:iam::123456789012:policy/limits"
        let plan = try await Everything.planned(
            Stage(name: "prod", settings: NoSettings()), tags: ["team": "y"], permissionsBoundary: boundary)
        let role = try #require(plan.steps.first { $0.id.kind == "role" })
        #expect(role.changes.first { $0.property == "tags.team" }?.to == .text("y"))
        #expect(role.changes.first { $0.property == "permissionsBoundary" }?.to == .text(boundary))
    }

    @Test("creates each resource of a stack, with its properties, in the stage's names", arguments: ["prod", "dev"])
    func creations(stage: String) async throws {
        let plan = try await plan(Everything.self, stage)
        let end = stage == "prod" ? "" : "-\(stage)"
        #expect(
            plan.steps.map { "\($0.id)" } == [
                "table entries\(end)", "logGroup /aws/lambda/f\(end)", "role f\(end)-role", "function f\(end)",
                "release f\(end):live", "url f\(end):live",
            ])
        #expect(plan.steps.allSatisfy { $0.action == .create && $0.failure == nil })
        let table = try #require(plan.steps.first)
        #expect(table.changes.first { $0.property == "tags.team" }?.to == .text("x"))
        #expect(table.changes.first { $0.property == "deletionProtection" }?.to == .flag(false))
        let function = try #require(plan.steps.first { $0.id.kind == "function" })
        #expect(function.changes.contains { $0.property == "reservedConcurrency" && $0.to == .number(5) })
    }

    @Test("has the partition of its region in ARNs")
    func partition() async throws {
        let plan = try await plan(Everything.self, region: "cn-north-1")
        #expect(plan.location.region == "cn-north-1" && plan.location.account == "123456789012")
    }

    @Test("names all errors of a description at once, each with its line")
    func refused() async throws {
        let error = try #require(await #expect(throws: InvalidStack.self) { try await plan(Wrong.self) })
        let places = error.errors.map { $0.locations.map { $0.line - Wrong.firstLine } }
        #expect(places == [[0], [0], [], [3], [1], [4, 5]])
        #expect(error.errors.allSatisfy { $0.locations.allSatisfy { $0.file.hasSuffix("/PlannedStackTests.swift") } })
        let causes = error.errors.map { error in
            (error.cause as? InvalidDescription).map { "\($0.resource) \($0.property)" } ?? "\(error.cause)"
        }
        #expect(
            causes.dropLast() == [
                "table no name name", "table no name key", "stack wrong AWSStack.tags", "table t name",
                "role f-role permissions",
            ])
        #expect(error.errors.last?.cause as? GraphError == .duplicate(ResourceID(kind: "table", name: "twice")))
    }

    @Test("knows the answer of every service for what does not exist")
    func services() async throws {
        let kinds = TestedKind.all.map { $0.type }
        for service in TestedService.all {
            let client = RecordedAccount.empty.client(of: service.service, in: "eu-west-1", for: kinds)
                .withErrorRules(service.errors)
            let read = try #require(service.operations.first { $0.access == .read })
            let error = await #expect(throws: ServiceError.self) {
                switch service.service.encoding {
                case .json: let _: NoOutput = try await client.call(read, ["a": "b"])
                case .query: _ = try await client.call(read, [(name: String, value: String)]())
                case .rest:
                    let _: NoOutput = try await client.call(
                        read, path: ["FunctionName": "f", "Name": "n", "Qualifier": "q", "Resource": "r"])
                }
            }
            #expect(error?.classification(during: .readOrDelete) == .absent, "\(service.service.name)")
        }
    }
}
