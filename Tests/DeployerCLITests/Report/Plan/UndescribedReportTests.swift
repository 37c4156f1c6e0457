import Testing

@testable import Deployer
@testable import DeployerCLI
@testable import DeployerTestSupport

@Suite("A resource that is ours and no longer described, in reports")
struct UndescribedReportTests {
    private let cloud = FakeCloud()
    private let a = Queue(name: "a")

    private func plan(
        _ resources: [any Resource<FakeCloud>], finds found: [any Resource<FakeCloud>],
        _ mode: PlanMode = .deploy(adopting: [])
    ) async throws -> Plan {
        try await Planner(cloud.deployment(resources, search: { FoundResources(found) })).plan(mode).plan
    }

    @Test("is never reported as described, whether it cannot be removed or is kept", arguments: [true, false])
    func honest(_ isStuck: Bool) async throws {
        cloud.put(Queue(name: "old"))
        cloud.put(a)
        let old = Vault(name: "old", guarded: isStuck)
        let plan = try await plan([a], finds: [old], .deploy(adopting: [], includingData: isStuck))
        let text = PlanText(plan: plan, width: 80).lines.map(\.text)
        #expect(text.last == "No changes to make.")
        #expect(text.contains { $0.hasPrefix(isStuck ? "  ! vault  old" : "  = vault  old") })
        #expect(PlanMarkdown(plan: plan).text().contains("vault old · no longer described"))
        let status = StackStatus(plan: plan)
        #expect(status.hasDrifted == isStuck)
        let verdict = status.lines(width: 80).map(\.text)
        #expect(!verdict.contains("Deployed, and as described."))
        #expect(verdict.contains { $0.contains("old") })
    }

    @Test("is reported to programs as no longer described")
    func json() async throws {
        cloud.put(Queue(name: "old"))
        let text = JSONText.text(ReportJSON.plan(try await plan([a], finds: [Vault(name: "old")])))
        #expect(text.contains(#""name": "old", "action": "none", "changes": [], "isUndescribed": true"#), "\(text)")
    }

    @Test("is named if it could not be looked at")
    func unlookable() {
        let location = Location(account: "1", region: "here", identity: "me")
        let gap = Unseen("unlookable b, which is not described", why: "Looking at it failed.")
        let plan = Plan(stack: "stack", stage: "test", location: location, steps: [], unseen: [gap])
        #expect(PlanText(plan: plan, width: 80).lines.contains { $0.text.hasPrefix("Not looked at: unlookable b") })
    }
}
