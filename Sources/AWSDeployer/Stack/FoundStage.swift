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

    /// The stage's description, if it is in that account.
    ///
    /// - Throws: `InvalidSetting` for an invalid endpoint URL of a service that only the stack's own kinds call.
    func described(in account: String) throws -> DescribedStage<Stack.Settings> {
        let stage = Stage(name: file.stage, settings: settings.own, region: connection.region, account: account)
        let resources = Stack.resources(stage).completed()
        let kinds = Stack.kinds + resources.map { type(of: $0) }
        var connection = connection
        try connection.add(Set(kinds.flatMap { $0.allOperations }.map(\.service)))
        return DescribedStage(
            stage: stage, resources: resources, kinds: kinds,
            owner: Owner(
                stack: Stack.name, stage: file.stage, commonTags: Stack.tags.merging(settings.tags) { $1 }),
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

// From a command line to a stage.
extension DeploymentLoader {
    /// Finds the stage that the arguments name.
    func find(_ arguments: Arguments, _ console: Console, allowsPattern: Bool = false) async throws -> FoundStage<Stack>
    {
        let root = arguments[Self.package] ?? PackageRoot.find(process)
        let file = try await settingsFile(arguments, root, allowsPattern: allowsPattern)
        let settings = try file.read(StackSettings<Stack.Settings>.self)
        let connection = try await connection(arguments, console, settings, file)
        let caller = CallerLocation(
            sts: STSClient(connection.client(for: .sts)), region: connection.region, stage: file.stage,
            expected: settings.account.map { (account: $0, file: file.path) })
        return FoundStage(root: root, file: file, settings: settings, connection: connection, caller: caller)
    }

    /// The settings file of the stage that the arguments name.
    func settingsFile(_ arguments: Arguments, _ root: String, allowsPattern: Bool = false) async throws -> SettingsFile
    {
        try process.requireCurrentFolder()
        return try await SettingsFile(
            stage: arguments["stage"] ?? "dev", config: arguments["config"], packageRoot: root,
            currentFolder: process.currentFolder, allowsPattern: allowsPattern,
            isOptional: Stack.Settings.self == NoSettings.self)
    }

    private func connection(
        _ arguments: Arguments, _ console: Console, _ settings: StackSettings<Stack.Settings>, _ file: SettingsFile
    ) async throws -> AWSConnection {
        if let typed = arguments["region"], !StackSettings<Stack.Settings>.isRegion(typed) {
            throw UsageError("\"\(typed)\" is not the name of a region", advice: "It is as eu-west-1.")
        }
        let named = arguments["region"] ?? settings.region ?? arguments[Self.foundRegion]
        let configuration = try await SharedConfiguration(
            environment: process.environment, profile: arguments["profile"])
        guard let region = named ?? configuration.region?.name else {
            throw NoRegion(file: file.path, exists: file.exists, obstacles: configuration.obstacles)
        }
        return try AWSConnection(
            configuration, region: region, transport: process.transport, clock: process.clock, ask: console.question,
            observer: RequestReport.observer(console, isVerbose: arguments.has("verbose")))
    }
}
