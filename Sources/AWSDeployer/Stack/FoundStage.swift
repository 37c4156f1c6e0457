import AWSClient
import AWSResources
import Deployer
import DeployerCLI

/// The stage that a command line names, before any request.
struct FoundStage<Stack: AWSStack>: Sendable {
    /// The package's folder.
    let root: String
    let file: SettingsFile
    let settings: StackSettings<Stack.Settings>
    let connection: AWSConnection
    let caller: CallerLocation

    /// Whether it is in a local AWS, which runs functions on this machine.
    var isLocal: Bool { connection.endpoint(for: .lambda).isOnThisMachine }

    /// The stage's description, if it is in that account.
    ///
    /// - Throws: `InvalidSetting` for an invalid endpoint URL of a service that only the stack's own kinds call.
    func described(in account: String) throws -> DescribedStage<Stack.Settings> {
        let stage = Stage(name: file.stage, settings: settings.own, region: connection.region, account: account)
        let (resources, kinds, owner) = Stack.description(of: stage, tags: settings.tags)
        var connection = connection
        try connection.add(Set(kinds.flatMap { $0.allOperations }.map(\.service)))
        return DescribedStage(
            stage: stage, resources: resources, kinds: kinds, owner: owner,
            permissionsBoundary: settings.permissionsBoundary, connection: connection)
    }

    /// The same, in the account of the settings, or else of the login.
    ///
    /// - Parameter check: refuses what does not depend on the account, before AWS is asked for it.
    /// - Returns: also the login's account, if AWS was asked for it.
    func described(
        checking check: (DescribedStage<Stack.Settings>) throws -> Void = { _ in }
    ) async throws -> (DescribedStage<Stack.Settings>, confirmed: Location?) {
        let outline = try described(in: settings.account ?? Stage<Stack.Settings>.unknownAccount)
        try check(outline)
        // If the settings name the account, reading need not wait for the caller's: the two requests run at the same
        // time.
        guard settings.account == nil else { return (outline, nil) }
        let confirmed = try await caller.confirm()
        return (try described(in: confirmed.account), confirmed)
    }
}

extension AWSStack {
    /// A stage's resources, the kinds that the stack has or had, and who owns them.
    ///
    /// - Parameter tags: those of the stage's file.
    static func description(
        of stage: Stage<Settings>, tags: [String: String]
    ) -> (resources: [any AWSResource], kinds: [any AWSResource.Type], owner: Owner) {
        let resources = resources(stage).completed()
        return (
            resources, kinds + resources.map { type(of: $0) },
            Owner(stack: name, stage: stage.name, commonTags: Self.tags.merging(tags) { $1 })
        )
    }
}

/// A stage's description in its account.
struct DescribedStage<Settings: StageSettings>: Sendable {
    let stage: Stage<Settings>
    let resources: [any AWSResource]
    /// The kinds that the stack has or had.
    let kinds: [any AWSResource.Type]
    let owner: Owner
    /// The permissions boundary in the settings.
    let permissionsBoundary: String?
    /// Ready for the services of all kinds.
    let connection: AWSConnection

    var functions: [Function] { resources.compactMap { $0 as? Function } }

    /// The access to its account; a recorder keeps the answers.
    func aws(packager: Packager, recorder: AccountRecorder? = nil) -> AWS {
        AWS(
            partition: connection.partition.id, region: connection.region, account: stage.account, owner: owner,
            permissionsBoundary: permissionsBoundary, packager: packager,
            localEnvironment: LocalEndpoints.variables(connection),
            clients: { [connection] service in
                let client = connection.client(for: service)
                return recorder?.recording(client) ?? client
            })
    }
}
