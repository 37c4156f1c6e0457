import AWSClient
import AWSResources
public import Deployer

extension AWSStack {
    /// The plan of a stage's next deploy, for a test of the stack: nothing is sent, and nothing is built.
    ///
    /// ```swift
    /// @Test func productionHasItsNames() async throws {
    ///     let plan = try await Guestbook.planned(Stage(name: "prod", settings: NoSettings()))
    ///     #expect(plan.steps.contains { $0.id.kind == "table" && $0.id.name == "Entries" })
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - stage: the stage.
    ///   - account: what exists: nothing, or what the command `record` found.
    ///   - tags: the `tags` of the stage's file.
    ///   - permissionsBoundary: the `permissionsBoundary` of the stage's file.
    /// - Throws: what a plan throws, such as ``/Deployer/InvalidStack``; ``WrongRecording``.
    public static func planned(
        _ stage: Stage<Settings>, in account: RecordedAccount = .empty, tags: [String: String] = [:],
        permissionsBoundary: String? = nil
    ) async throws -> Plan {
        if let recorded = account.account, let region = account.region,
            recorded != stage.account || region != stage.region
        {
            throw WrongRecording(account: recorded, region: region)
        }
        let (resources, kinds, owner) = description(of: stage, tags: tags)
        let context = AWS(
            partition: Partition(forRegion: stage.region).id, region: stage.region, account: stage.account,
            owner: owner,
            permissionsBoundary: permissionsBoundary, packager: Packager(), localEnvironment: account.localEnvironment,
            clients: { account.client(of: $0, in: stage.region, for: kinds) })
        let deployment = Deployment(
            stack: name, stage: stage.name, resources: resources.map { $0.erased }, context: context,
            search: UndescribedSearch(context: context, kinds: kinds, isReachable: true).run,
            confirmLocation: { Location(account: stage.account, region: stage.region, identity: "test") },
            digest: { _, _ in "never saved" })
        return try await Planner(deployment).plan(.deploy(adopting: [])).plan
    }
}

/// A recording is of another account or region than the stage that a test plans.
public struct WrongRecording: Error, Equatable, CustomStringConvertible {
    /// The account of the recording.
    public let account: String
    /// The region of the recording.
    public let region: String

    /// What to do.
    public var description: String {
        "the recording is of account \(account) in \(region): make the stage with Stage(name:settings:region:account:) so"
    }
}
