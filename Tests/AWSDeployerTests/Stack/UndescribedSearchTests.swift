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
