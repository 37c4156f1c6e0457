import AWSClient
import AWSResources
import Deployer
import DeployerCLI

/// The way from a command line to the stage that it names.
struct StageFinder<Stack: AWSStack> {
    let process: ProcessEnvironment

    /// Options of a saved plan that nobody types.
    ///
    /// They are the package's folder, and the region if neither an option nor the settings name it.
    static var package: String { "package" }
    static var foundRegion: String { "found-region" }

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
