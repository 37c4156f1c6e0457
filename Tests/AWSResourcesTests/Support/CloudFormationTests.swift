import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A resource of a CloudFormation stack")
struct CloudFormationTests {
    private let tags = ["aws:cloudformation:stack-name": "web", "aws:cloudformation:logical-id": "T", "team": "x"]

    private func plan(_ tags: [String: String], adopting: Set<ResourceID>) async throws -> Plan {
        let table = Table("visits", partitionKey: .string("id"), deletionProtection: true, pointInTimeRecovery: true)
        let context = try AWS.answered(by: ScriptedAWS(TableTests.script(tags: tags)))
        let deployment = Deployment<AWS>(
            stack: "visitor-counter", stage: "test", resources: [table], context: context,
            confirmLocation: { Location(account: "123456789012", region: "eu-west-1", identity: "me") },
            digest: { _, _ in "" })
        return try await Planner(deployment).plan(.deploy(adopting: adopting)).plan
    }

    private let table = ResourceID(kind: "table", name: "visits")

    @Test("is refused with the stack's name and the effect of deleting that stack")
    func refused() async throws {
        let error = await #expect(throws: Refusal.self) { try await plan(tags, adopting: []) }
        guard case .foreign(table, tags, let origin) = error?.reasons.first else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(origin.contains("the CloudFormation stack web") && origin.contains("deleting that stack deletes it"))
    }

    @Test("is adopted with a warning in the plan, and AWS's own tags are not compared")
    func takenOver() async throws {
        let step = try #require(try await plan(tags, adopting: [table]).steps.first)
        #expect(
            step.remarks == [
                "taken over", "part of the CloudFormation stack web: deleting that stack deletes it",
            ])
        #expect(step.changes.map(\.property) == ["tags.deployer:stack", "tags.deployer:stage"])
    }

    @Test("is still reported once it is ours")
    func stillReported() throws {
        let owner = Owner(stack: "visitor-counter", stage: "test")
        #expect(CloudFormationStack.notices(tags, owner) == [])
        #expect(
            CloudFormationStack.notices(tags.merging(owner.tags) { $1 }, owner)
                == ["part of the CloudFormation stack web: deleting that stack deletes it"])
    }

    @Test("is recognised by every kind with tags")
    func everyKind() async throws {
        #expect(CloudFormationStack(["team": "x"]) == nil)
        let tagged = TestedKind.all.compactMap(\.sample).filter { sample in
            type(of: sample).operations.writes.contains { ["TagResource", "TagRole"].contains($0.name) }
        }
        #expect(tagged.count == 4)
        for sample in tagged {
            let presented = try #require(sample as? any PresentedResource)
            #expect(presented.origin(ofForeign: tags).contains("the CloudFormation stack web"), "\(sample.id)")
            #expect(presented.remarks(onTakingOver: [:]) == ["taken over"], "\(sample.id)")
        }
    }
}
