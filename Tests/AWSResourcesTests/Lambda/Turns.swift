import AWSClient
import Foundation
import Synchronization

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerTestSupport

/// Lets only one of two deployers call AWS at a time, and switches before chosen calls, so that each run is the same.
actor Turns {
    /// Which calls of a deployer are counted.
    enum Counting: Sendable {
        case calls
        case writes
    }

    private let counting: Counting
    /// How many calls the active deployer may still make, then the other, and so on; the last turn has no end.
    private var lengths: [Int]
    private var active = 0
    private var finished: Set<Int> = []
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameter lengths: how many calls the first deployer makes, then the second, then the first again, and so on.
    init(_ lengths: [Int], counting: Counting = .calls) {
        self.lengths = lengths
        self.counting = counting
    }

    /// Returns when it is this deployer's turn to make the call.
    func enter(_ deployer: Int, writes: Bool) async {
        while active != deployer, !finished.contains(1 - deployer) { await wait() }
        guard counting == .calls || writes, let length = lengths.first else { return }
        guard length == 0 else {
            lengths[0] = length - 1
            return
        }
        lengths.removeFirst()
        if finished.contains(1 - deployer) { return }
        change()
        while active != deployer, !finished.contains(1 - deployer) { await wait() }
    }

    /// The deployer sends no further calls.
    func finish(_ deployer: Int) {
        finished.insert(deployer)
        if active == deployer { change() }
    }

    private func change() {
        active = 1 - active
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    private func wait() async { await withCheckedContinuation { waiting.append($0) } }
}

/// One deployer's connection to the Lambda that both share.
struct SharedLambda: Transport {
    let lambda: FakeLambda
    let turns: Turns
    let deployer: Int

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        // A read of a role is a POST, like every request to IAM.
        let isLook = request.method == "GET" || request.body.starts(with: Data("Action=Get".utf8))
        await turns.enter(deployer, writes: !isLook)
        return try await lambda.send(request)
    }
}

/// A whole deploy of resources by the engine itself; waits take no time.
func deploy(_ resources: [any Resource<AWS>], in context: AWS) async throws -> Outcome {
    let deployment = Deployment(
        stack: "visitor-counter", stage: "test", resources: resources, context: context,
        confirmLocation: { Location(account: context.account, region: context.region, identity: "test") },
        digest: { _, _ in "never saved" })
    let planned = try await Planner(deployment).plan(.deploy(adopting: []))
    return await Executor(clock: ManualClock()).apply(planned) { _ in }
}
