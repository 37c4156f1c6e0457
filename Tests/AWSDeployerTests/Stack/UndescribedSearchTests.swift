import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

private let here = ":eu-west-1:123456789012:"

@Suite("The search for resources with a stack's tags")
struct UndescribedSearchTests {
    private func found(_ answers: [ScriptedAWS.Answer], isReachable: Bool = true) async throws -> (
        FoundResources<AWS>, ScriptedAWS
    ) {
        let transport = ScriptedAWS(["GetResources": answers])
        let search = UndescribedSearch(context: try .answered(by: transport), isReachable: isReachable)
        return (try await search.run(), transport)
    }

    private func page(_ arns: [String], token: String = "") -> ScriptedAWS.Answer {
        let list = arns.map { #"{"ResourceARN": "\#($0)", "Tags": []}"# }.joined(separator: ", ")
        return .json(#"{"PaginationToken": "\#(token)", "ResourceTagMappingList": [\#(list)]}"#)
    }

    @Test("finds tables, functions and log groups on every page, even after an empty one")
    func pages() async throws {
        let (found, _) = try await found([
            page(["arn:aws:dynamodb\(here)table/Visits"], token: "a"), page([], token: "b"),
            page([
                "arn:aws:lambda\(here)function:counter",
                "arn:aws:logs\(here)log-group:/aws/lambda/counter:*",
                "arn:aws:logs\(here)log-group:/plain",
            ]),
        ])
        #expect(
            found.resources.map { "\($0.id)" } == [
                "table Visits", "function counter", "logGroup /aws/lambda/counter", "logGroup /plain",
            ])
        #expect(found.unseen == [])
    }

    /// A kind that only its own service lists.
    private struct Topic: AWSResource {
        static let list = ServiceOperation(.logs, "ListTopics", .read)
        static let kind = "topic"
        static let schema: [Property<Topic>] = []
        static let operations = (reads: [list], writes: [ServiceOperation]())
        static let errors: [ErrorRule] = []
        let name: String
        let dependencies: [ResourceID] = []
        func arn(in aws: AWS) -> String { aws.arn(service: "sns", resource: name) }
        func observe(in context: AWS) async throws -> Observation<Topic>? { nil }
        func create(in context: AWS) async throws {}
        func update(_ changes: [Change], from observed: Topic, in context: AWS) async throws {}
        func delete(_ observed: Topic, in context: AWS) async throws {}

        struct Answer: Decodable { let topics: [String] }
        static func listed(in aws: AWS) async throws -> [Topic] {
            try await client(for: .logs, in: aws).call(list, [String: String](), as: Answer.self).topics.map {
                Topic(name: $0)
            }
        }
    }

    @Test(
        "asks a kind's own service as well, and once, also if the other search is not possible",
        arguments: [true, false])
    func listed(isReachable: Bool) async throws {
        let transport = ScriptedAWS([
            "GetResources": [page(["arn:aws:dynamodb\(here)table/Visits"])],
            "ListTopics": [.json(#"{"topics": ["news", "mail"]}"#)],
        ])
        let search = UndescribedSearch(
            context: try .answered(by: transport), kinds: [Topic.self, Table.self, Topic.self], isReachable: isReachable
        )
        let found = try await DeclaredOperations.running(Topic.self) { try await search.run() }
        let topics = ["topic news", "topic mail"]
        #expect(found.resources.map { "\($0.id)" } == (isReachable ? ["table Visits"] : []) + topics)
        #expect(transport.operations.filter { $0 == "ListTopics" }.count == 1)
        #expect(found.unseen.count == (isReachable ? 0 : 1))
    }

    @Test("says which kind's list AWS does not give")
    func notListed() async throws {
        let transport = ScriptedAWS(["GetResources": [page([])], "ListTopics": [.error("ACode", "as AWS says")]])
        let search = UndescribedSearch(context: try .answered(by: transport), kinds: [Topic.self], isReachable: true)
        let found = try await DeclaredOperations.running(Topic.self) { try await search.run() }
        #expect(found.unseen.map(\.what) == ["resources of the kind topic that are no longer described"])
        #expect(found.unseen[0].why.contains("as AWS says"))
    }

    @Test(
        "ignores resources of another region, account or kind, and parts of resources",
        arguments: [
            "arn:aws:dynamodb:eu-west-2:123456789012:table/Visits", "arn:aws:lambda:eu-west-1:1:function:counter",
            "arn:aws:dynamodb\(here)table/Visits/index/a", "arn:aws:lambda\(here)function:counter:live",
            "arn:aws:logs\(here)log-group:a:log-stream:b", "arn:aws:lambda\(here)function:", "arn:aws:sqs\(here)q", "",
        ])
    func others(_ arn: String) async throws {
        #expect(try await found([page([arn])]).0.resources.isEmpty)
    }

    @Test("that is denied or fails is reported, with AWS's words", arguments: [400, 403, 404, 500])
    func refused(_ status: Int) async throws {
        let (found, _) = try await found([.error("ACode", "as AWS says", status: status)])
        #expect(found.resources.isEmpty && found.unseen.count == 1)
        let gap = try #require(found.unseen.first)
        #expect(gap.what == "tables, functions and log groups that are no longer described")
        let words = status == 404 ? "GetResources is not known here." : "as AWS says"
        #expect(gap.why.contains(words), "\(gap.why)")
    }

    @Test(
        "that is unreadable, or names the same page for ever, is reported too", .timeLimit(.minutes(1)),
        arguments: ["<html>", "[]"])
    func unreadable(_ body: String) async throws {
        let (found, _) = try await found([.init(status: 200, body: body)])
        #expect(found.unseen.count == 1 && found.resources.isEmpty)
        let (round, _) = try await self.found(Array(repeating: page([], token: "a"), count: 3))
        #expect(round.unseen.count == 1)
    }

    @Test("is not sent to AWS if the other services are local ones")
    func unreachable() async throws {
        let (found, transport) = try await found([], isReachable: false)
        #expect(
            found.unseen.map(\.why) == [
                "AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API is not set, as those of other services are."
            ])
        #expect(transport.operations.isEmpty)
    }
}
