import AWSClient
import DeployerCLI
import Foundation
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import CounterStack
@testable import Deployer

@Suite("The counter's stack")
struct CounterStackTests {
    func stage(_ name: String, _ more: String = "") throws -> Stage<CounterSettings> {
        let text = #"{"allowedOrigins": ["https://a.example"], "pages": ["main_page", "about"]\#(more)}"#
        return Stage(
            name: name,
            settings: try SettingsFile(stage: name, path: "x", contents: Data(text.utf8)).read())
    }

    func context(region: String = "eu-west-1") async throws -> AWS {
        let connection = try await AWSConnection(
            environment: ["HOME": "/nowhere"], region: region, transport: HeldTransport(answer: FakeAccount.empty))
        return AWS(
            partition: connection.partition.id, region: region, account: "123456789012",
            owner: Owner(stack: CounterStack.name, stage: "prod"), packager: Packager(),
            clients: connection.client(for:))
    }

    /// The one resource of that type.
    func the<R>(_ type: R.Type, in resources: [any AWSResource]) throws -> R {
        let found = resources.compactMap { $0 as? R }
        return try #require(found.count == 1 ? found.first : nil)
    }

    @Test("has in prod the names that its owner chose, in display order")
    func production() throws {
        #expect(
            CounterStack.resources(try stage("prod")).map(\.id) == [
                ResourceID(kind: "table", name: "VisitorCount"),
                ResourceID(kind: "logGroup", name: "/aws/lambda/visitor-counter"),
                ResourceID(kind: "role", name: "UpdateVisitorCount-role"),
                ResourceID(kind: "function", name: "visitor-counter"),
                ResourceID(kind: "release", name: "visitor-counter:live"),
                ResourceID(kind: "url", name: "visitor-counter:live"),
            ])
    }

    @Test("has the stage's name after them in every other stage", arguments: ["dev", "local", "pr-17"])
    func otherStages(_ name: String) throws {
        #expect(
            CounterStack.resources(try stage(name)).map(\.name) == [
                "VisitorCount-\(name)", "/aws/lambda/visitor-counter-\(name)", "UpdateVisitorCount-role-\(name)",
                "visitor-counter-\(name)", "visitor-counter-\(name):live", "visitor-counter-\(name):live",
            ])
    }

    @Test("warns if any web site may count in production, and only then")
    func openToEverySite() throws {
        func warnings(_ stage: String, _ origins: String) throws -> [Explanation] {
            let text = #"{"allowedOrigins": \#(origins)}"#
            return CounterStack.warnings(
                on: Stage(
                    name: stage, settings: try SettingsFile(stage: stage, path: "x", contents: Data(text.utf8)).read()))
        }
        let warning = try #require(try warnings("prod", #"["https://a.example", "*"]"#).first)
        #expect(warning.what == "any web site may count visits and read the numbers")
        #expect(warning.advice.contains("Name the origins"))
        #expect(try warnings("prod", #"["https://a.example"]"#) == [])
        #expect(try warnings("dev", #"["*"]"#) == [])
    }

    @Test("makes the function after everything that it uses, then its release, then the URL")
    func dependencies() throws {
        let resources = CounterStack.resources(try stage("prod"))
        let kinds = Dictionary(
            uniqueKeysWithValues: resources.map { resource in
                (resource.id.kind, Set(resource.dependencies.map(\.kind)))
            })
        #expect(
            kinds == [
                "table": [], "logGroup": [], "role": [], "function": ["role", "table", "logGroup"],
                "release": ["function"],
                "url": ["release", "function"],
            ])
        let known = Set(resources.map(\.id))
        #expect(resources.allSatisfy { known.isSuperset(of: $0.dependencies) })
    }

    @Test("lets the role update the pages' items and write its log, and nothing else")
    func policy() async throws {
        let context = try await context()
        let role = try the(Role.self, in: CounterStack.resources(try stage("prod")))
        let policy = try await role.prepared(in: context).permissions
        #expect(policy.json == FakeAccount.policy(stage: "", region: "eu-west-1", account: "123456789012"))
        #expect(
            !policy.statements.contains { $0.resources.contains("*") || $0.actions.contains { $0.text.contains("*") } })
        #expect(!policy.json.contains("CreateLogGroup"))
        #expect(policy.statements.allSatisfy { $0.effect == "Allow" && $0.resources.count == 1 })
    }

    @Test("names the partition of its region in the policy")
    func partition() async throws {
        let role = try the(Role.self, in: CounterStack.resources(try stage("prod")))
        let policy = try await role.prepared(in: try await context(region: "cn-north-1")).permissions.json
        #expect(policy.contains("arn:aws-cn:dynamodb:cn-north-1:123456789012:table/VisitorCount"))
        #expect(!policy.contains("arn:aws:"))
    }

    @Test("gives the function the table's name and the pages, and its settings")
    func function() throws {
        let settings = #", "memoryMiB": 256, "timeoutSeconds": 7"#
        let function = try the(Function.self, in: CounterStack.resources(try stage("dev", settings)))
        #expect(function.configuration.environment == ["TABLE_NAME": "VisitorCount-dev", "PAGES": "main_page,about"])
        #expect(function.configuration.memoryMiB == 256 && function.configuration.timeoutSeconds == 7)
        #expect(function.configuration.role == "UpdateVisitorCount-role-dev")
        #expect(function.configuration.logGroup == "/aws/lambda/visitor-counter-dev")
        #expect(function.code == .executable("CounterFunction"))
    }

    @Test("keys the table by id, pays by request, and protects it if the stage says so", arguments: [true, false])
    func table(isProtected: Bool) throws {
        let stage = try stage("prod", #", "protection": \#(isProtected)"#)
        let table = try the(Table.self, in: CounterStack.resources(stage))
        let expected = Table(
            "VisitorCount", partitionKey: .string("id"), billing: .onDemand, deletionProtection: isProtected,
            pointInTimeRecovery: isProtected)
        #expect(Table.schema.flatMap { $0.changes(table, expected) }.isEmpty)
    }

    @Test("has the limits that the stage names, and no others")
    func limits() throws {
        for (settings, concurrency, writes) in [
            ("", nil, nil), (#", "maxConcurrency": 10, "maxWritesPerSecond": 100"#, 10, 100),
        ] as [(String, Int?, Int?)] {
            let resources = CounterStack.resources(try stage("dev", settings))
            #expect(try the(Function.self, in: resources).reservedConcurrency == concurrency)
            #expect(try the(Table.self, in: resources).maxWriteUnits == writes)
        }
    }

    @Test("keeps the log as long as the stage says", arguments: [("30", 30), ("null", nil)])
    func logs(_ json: String, _ days: Int?) throws {
        let logs = try the(
            LogGroup.self, in: CounterStack.resources(try stage("dev", #", "logRetentionDays": \#(json)"#)))
        #expect(logs.retention.numberOfDays == days)
    }

    @Test("opens the URL to everyone, and to pages of the stage's origins")
    func url() throws {
        let url = try the(FunctionURL.self, in: CounterStack.resources(try stage("dev")))
        #expect(url.auth == "NONE" && url.alias == "live")
        #expect(url.describedCORS?.origins == ["https://a.example"])
        #expect(url.describedCORS?.methods == [.get])
        #expect(url.describedCORS?.credentials == false)
        #expect(url.statements == URLStatement.forEveryone)
    }

    @Test("is accepted by AWS, with every stage that is shipped and with the largest settings")
    func prepared() async throws {
        let context = try await context()
        var stages = try Repository.stages().map { name in
            let data = try Repository.data("config/\(name).json")
            let file = try SettingsFile(stage: name, path: name, contents: data)
            return Stage(name: name, settings: try file.read(StackSettings<CounterSettings>.self).own)
        }
        let pages = (0..<50).map { "\"\(String(repeating: "p", count: 62))\($0 + 10)\"" }.joined(separator: ",")
        let hosts = (0..<100).map { "\"https://\($0 + 100)\(String(repeating: "a", count: 242))\"" }
        let most = #"{"allowedOrigins": [\#(hosts.joined(separator: ","))], "pages": [\#(pages)], "memoryMiB": 10240}"#
        let longest = String(repeating: "s", count: 20)
        let file = try SettingsFile(stage: longest, path: longest, contents: Data(most.utf8))
        stages.append(Stage(name: longest, settings: try file.read()))
        for stage in stages {
            for resource in CounterStack.resources(stage) { _ = try await resource.prepared(in: context) }
        }
    }
}
