import AWSClient
import AWSResources
import AWSSigning
import Deployer
import DeployerCLI

/// The composition root: turns a command line, a stage's file and the environment into a deployment.
struct DeploymentLoader<Stack: AWSStack> {
    let process: ProcessEnvironment

    /// Loads the deployment that the arguments name.
    ///
    /// - Parameter builds: whether functions' programs are built; without it, and without `--function`, a function's
    ///   code is not compared.
    func load(_ arguments: Arguments, _ console: Console, builds: Bool) async throws -> LoadedStage<Stack.Settings> {
        let found = try await find(arguments, console)
        let (stage, connection, caller) = (found.stage, found.connection, found.caller)
        let resources = found.resources
        let erased = resources.map { $0.erased }
        try Deployment<AWS>.check(erased)
        let isLocal = connection.endpoint(for: .lambda).isOnThisMachine
        let functions = resources.compactMap { $0 as? Function }
        let packager = try packager(
            arguments, found.root, functions, builds: builds, isLocal: isLocal, log: console.progress)
        for function in functions { try function.code.map { try packager.check($0, of: function.name) } }

        // If the stage names its account, reading need not wait for the caller's: the two requests run at the same
        // time.
        let known = found.account == nil ? try await caller.confirm() : nil
        let context = aws(found, account: found.account ?? known?.account ?? "", packager: packager)
        try check(resources, in: context)
        let policy = StagePolicy(for: resources, in: context)
        let search = UndescribedSearch(
            context: context, kinds: found.kinds,
            isReachable: connection.endpoint(for: .tagging).isCustom || !connection.endpoint(for: .lambda).isCustom)
        let deployment = Deployment(
            stack: Stack.name, stage: stage.name, resources: erased, context: context, search: search.run,
            confirmLocation: {
                if let known { return known }
                return try await caller.confirm()
            }, digest: { hexadecimal(HMACSHA256.code(of: $0, key: $1)) },
            options: try options(arguments, found, functions), notes: { Stack.notes(on: $0, of: stage) },
            warnings: Stack.warnings(on: stage), explain: { Explanations.explain($0, policy: policy) })
        return LoadedStage(stage: stage, settingsFile: found.file.path, deployment: deployment)
    }

    /// The resources that the arguments name, and where they are; if the settings name the account, AWS is not asked.
    ///
    /// The stage's name may end in a `*`.
    func place(
        _ arguments: Arguments, _ console: Console
    ) async throws -> (resources: [any AWSResource], aws: AWS) {
        let found = try await find(arguments, console, allowsPattern: true)
        let account: String
        if let named = found.account { account = named } else { account = try await found.caller.confirm().account }
        let resources = found.resources
        let aws = aws(found, account: account, packager: Packager())
        try check(resources, in: aws)
        return (resources, aws)
    }

    /// Refuses ARNs that nothing in the account can have, before anything is sent or printed.
    private func check(_ resources: [any AWSResource], in aws: AWS) throws {
        for role in resources.compactMap({ $0 as? Role }) { try role.checkManagedPolicies(in: aws) }
        for function in resources.compactMap({ $0 as? Function }) { try function.checkLayers(in: aws) }
    }

    /// A stage before any request.
    private struct Found {
        let root: String
        let file: SettingsFile
        let stage: Stage<Stack.Settings>
        let resources: [any AWSResource]
        /// The kinds that the stack has or had.
        let kinds: [any AWSResource.Type]
        let owner: Owner
        /// The account in the settings.
        let account: String?
        /// The permissions boundary in the settings.
        let permissionsBoundary: String?
        /// Whether the settings name the region.
        let namesRegion: Bool
        let connection: AWSConnection
        let caller: CallerLocation
    }

    private func find(_ arguments: Arguments, _ console: Console, allowsPattern: Bool = false) async throws -> Found {
        let root = arguments[Self.package] ?? PackageRoot.find(process)
        let file = try await settingsFile(arguments, root, allowsPattern: allowsPattern)
        let settings = try file.read(StackSettings<Stack.Settings>.self)
        let stage = Stage(name: file.stage, settings: settings.own)
        let resources = Stack.resources(stage).completed()
        let kinds = Stack.kinds + resources.map { type(of: $0) }
        let services = Set(kinds.flatMap { $0.allOperations }.map(\.service))
        let connection = try await connection(arguments, console, settings, file, services: services)
        let caller = CallerLocation(
            sts: STSClient(connection.client(for: .sts)), region: connection.region, stage: file.stage,
            expected: settings.account.map { (account: $0, file: file.path) })
        return Found(
            root: root, file: file, stage: stage, resources: resources, kinds: kinds,
            owner: Owner(
                stack: Stack.name, stage: file.stage, commonTags: Stack.tags.merging(settings.tags) { $1 }),
            account: settings.account, permissionsBoundary: settings.permissionsBoundary,
            namesRegion: settings.region != nil, connection: connection, caller: caller)
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
        _ arguments: Arguments, _ console: Console, _ settings: StackSettings<Stack.Settings>, _ file: SettingsFile,
        services: Set<Service>
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
            configuration, region: region, services: Service.all + services.subtracting(Service.all),
            transport: process.transport, clock: process.clock,
            ask: console.question,
            observer: RequestReport.observer(console, isVerbose: arguments.has("verbose")))
    }

    /// Options of a saved plan that nobody types.
    ///
    /// They are the package's folder, and the region if neither an option nor the settings name it.
    private static var package: String { "package" }
    private static var foundRegion: String { "found-region" }

    /// The options that load the same stage from any folder, with any profile.
    private func options(
        _ arguments: Arguments, _ found: Found, _ functions: [Function]
    ) throws -> [String: [String]] {
        var options = [Self.package: [found.root]]
        options["config"] = arguments["config"].map { [process.absolutePath($0)] }
        let binaries = try FunctionBinaries.read(arguments, functions: functions.map(\.name))
        if !binaries.isEmpty {
            options[FunctionBinaries.option.name] = binaries.sorted { $0.key < $1.key }.map { name, path in
                let path = process.absolutePath(path)
                return functions.count == 1 ? path : "\(name)=\(path)"
            }
        }
        options["region"] = arguments["region"].map { [$0] }
        if options["region"] == nil, !found.namesRegion { options[Self.foundRegion] = [found.connection.region] }
        return options
    }

    /// The packager for functions; without a build and a binary, it packs nothing.
    ///
    /// - Throws: `UsageError` if `--function` does not match these functions.
    func packager(
        _ arguments: Arguments, _ root: String, _ functions: [Function], builds: Bool, isLocal: Bool = false,
        log: @escaping @Sendable (String) -> Void
    ) throws -> Packager {
        let binaries = try FunctionBinaries.read(arguments, functions: functions.map(\.name))
        return Packager(
            packageRoot: root, builds: builds, binaries: binaries.mapValues(process.absolutePath),
            localProcessor: isLocal ? Self.processor : nil, environment: process.environment, log: log)
    }

    /// This machine's processor in Lambda's words; nil if Lambda does not have it.
    private static var processor: String? {
        #if arch(x86_64)
            Function.Architecture.x86.rawValue
        #elseif arch(arm64)
            Function.Architecture.arm64.rawValue
        #else
            nil
        #endif
    }

    private func aws(_ found: Found, account: String, packager: Packager) -> AWS {
        let connection = found.connection
        return AWS(
            partition: connection.partition.id, region: connection.region, account: account, owner: found.owner,
            permissionsBoundary: found.permissionsBoundary, packager: packager,
            localEnvironment: LocalEndpoints.variables(connection), clients: connection.client(for:))
    }
}

/// A stage's description, and its deployment.
struct LoadedStage<Settings: StageSettings>: Sendable {
    let stage: Stage<Settings>
    /// The stage's file, as shown to people.
    let settingsFile: String
    let deployment: Deployment<AWS>
}
