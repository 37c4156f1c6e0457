import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A table's time to live")
struct TableTimeToLiveTests {
    private func table(_ attribute: String?, stream: TableStream? = nil) -> Table {
        Table(
            "visits", partitionKey: .string("id"), timeToLive: attribute, stream: stream, deletionProtection: true,
            pointInTimeRecovery: true, tags: ["team": "web"])
    }

    private func script(_ status: String, _ attribute: String?) -> [String: [ScriptedAWS.Answer]] {
        let name = attribute.map { ", \"AttributeName\": \"\($0)\"" } ?? ""
        return TableTests.script(timeToLive: "\"TimeToLiveStatus\": \"\(status)\"\(name)")
    }

    @Test(
        "that is as described is no change, also while AWS still switches it, which takes up to an hour",
        arguments: [
            (nil, "DISABLED", nil), (nil, "DISABLED", "a"), (nil, "DISABLING", "a"), ("a", "ENABLED", "a"),
            ("a", "ENABLING", "a"),
        ] as [(String?, String, String?)])
    func asDescribed(_ described: String?, _ status: String, _ seen: String?) async throws {
        let context = try AWS.answered(by: ScriptedAWS(script(status, seen)))
        #expect(try await table(described).round(in: context) == [])
        #expect(try await table(described).observe(in: context)?.readiness == .ready)
    }

    /// What is described, what AWS has, what is sent, and how the plan's remark begins.
    @Test(
        "is switched on, off, or off before it is switched on for another attribute",
        arguments: [
            ("a", "DISABLED", nil, true, "a", "items are deleted once the time in a has passed"),
            ("a", "DISABLING", "a", true, "a", "items are deleted once the time in a has passed"),
            (nil, "ENABLED", "a", false, "a", "items are no longer deleted once the time in a has passed"),
            (nil, "ENABLING", "a", false, "a", "items are no longer deleted once the time in a has passed"),
            ("b", "ENABLED", "a", false, "a", "the time to live is switched off and not yet on again"),
        ] as [(String?, String, String?, Bool, String, String)])
    func drift(
        _ described: String?, _ status: String, _ seen: String?, _ enabled: Bool, _ attribute: String, _ remark: String
    ) async throws {
        let aws = ScriptedAWS(script(status, seen))
        let changes = try await table(described).round(in: try AWS.answered(by: aws))
        #expect(changes.map(\.property) == ["timeToLive"])
        #expect(
            aws.request("UpdateTimeToLive")?.body == [
                "TableName": "visits",
                "TimeToLiveSpecification": #"{"AttributeName":"\#(attribute)","Enabled":\#(enabled)}"#,
            ])
        let remarks = table(described).remarks(on: changes)
        #expect(remarks.count == 1 && remarks[0].hasPrefix(remark))
    }

    @Test("is no remark with a new table, which has no items")
    func newTable() {
        let changes = Table.differences(desired: table("a", stream: .newImages), observed: nil)
        #expect(changes.contains { $0.property == "timeToLive" } && table("a").remarks(on: changes) == [])
    }

    @Test("is written after everything else, since AWS may refuse it for an hour")
    func last() async throws {
        let aws = ScriptedAWS(script("DISABLED", nil))
        _ = try await table("a", stream: .newImages).round(in: try AWS.answered(by: aws))
        #expect(aws.operations.filter { !ScriptedAWS.isRead($0) } == ["UpdateTable"])
    }

    @Test("that AWS has switched already is looked at again; a second change within the hour ends with what to do")
    func refused() async throws {
        func answers(_ message: String) -> [String: [ScriptedAWS.Answer]] {
            script("DISABLED", nil).merging(["UpdateTimeToLive": [.error("ValidationException", message)]]) { $1 }
        }
        await #expect(throws: NotYet("the change cannot be seen everywhere yet")) {
            let aws = ScriptedAWS(answers("TimeToLive is already enabled"))
            _ = try await table("a").round(in: try AWS.answered(by: aws))
        }
        let error = await #expect(throws: ServiceError.self) {
            let aws = ScriptedAWS(answers("Time to live has been modified multiple times within a fixed interval"))
            _ = try await table("a").round(in: try AWS.answered(by: aws))
        }
        #expect(error?.words?.advice("eu-west-1").contains("Deploy again in an hour") == true)
    }

    @Test("that may not be read is an error, and not a table without one")
    func denied() async throws {
        let answers = script("ENABLED", "a").merging(["DescribeTimeToLive": [.error("AccessDeniedException")]]) { $1 }
        let error = await #expect(throws: ServiceError.self) {
            try await table("a").observe(in: try AWS.answered(by: ScriptedAWS(answers)))
        }
        #expect(error?.operation == "DescribeTimeToLive")
    }
}
