import AWSClient
import Deployer

/// The composition root: turns a command line, a stage's file and the environment into a deployment.
struct StackOpening<Stack: AWSStack> {
    let surroundings: Surroundings

    /// The deployment that the arguments name.
    ///
    /// - Parameter builds: whether functions' programs are built; without it, and without `--function`, a function's code is
    ///   not compared.
    func open(_ arguments: Arguments, _ console: Console, builds: Bool) async throws -> Deployment<AWS> {
        let root = PackageRoot.find(surroundings)
        let settings = try stageSettings(arguments, root)
        let connection = try connection(arguments, settings)
        let caller = CallerLocation(
            sts: STSClient(try connection.client(for: .sts)), region: connection.region, stage: settings.stage.name,
            expected: settings.account.map { (account: $0, file: settings.file) })

        // A stage that names its account needs no answer before it looks: the caller is asked beside the resources.
        let known = settings.account == nil ? try await caller.confirm() : nil
        let packager = packager(arguments, root, builds: builds, log: console.writeError)
        let context = try aws(
            connection, account: settings.account ?? known?.account ?? "", stage: settings.stage.name, packager: packager)
        return Deployment(
            stack: Stack.name, stage: settings.stage.name, resources: Stack.resources(settings.stage),
            context: context,
            confirmLocation: {
                if let known { return known }
                return try await caller.confirm()
            })
    }

    /// What the stage's file says.
    func stageSettings(_ arguments: Arguments, _ root: String) throws -> StackSettings<Stack.Settings> {
        let file = try SettingsFile(
            stage: arguments["stage"] ?? "dev", config: arguments["config"], packageRoot: root,
            currentFolder: surroundings.currentFolder)
        return try StackSettings(file)
    }

    private func connection(
        _ arguments: Arguments, _ settings: StackSettings<Stack.Settings>
    ) throws -> AWSConnection {
        let environment = surroundings.environment
        let named = arguments["region"] ?? settings.region
        let configured = try named ?? SharedConfiguration(environment: environment, profile: arguments["profile"]).region
        guard let region = configured else { throw NoRegion(file: settings.file) }
        return try AWSConnection(environment: environment, region: region, profile: arguments["profile"])
    }

    private func packager(
        _ arguments: Arguments, _ root: String, builds: Bool, log: @escaping @Sendable (String) -> Void
    ) -> Packager {
        let override = arguments["function"].map { surroundings.absolutePath($0) }
        guard builds || override != nil else { return Packager() }
        return Packager(packageRoot: root, override: override, log: log)
    }

    private func aws(_ connection: AWSConnection, account: String, stage: String, packager: Packager) throws -> AWS {
        AWS(
            partition: connection.partition.id, region: connection.region, account: account,
            owner: Owner(stack: Stack.name, stage: stage), packager: packager,
            localEnvironment: try LocalEndpoints.variables(connection, environment: surroundings.environment),
            dynamoDB: DynamoDBClient(try connection.client(for: .dynamoDB)),
            iam: IAMClient(try connection.client(for: .iam)),
            lambda: LambdaClient(try connection.client(for: .lambda)),
            logs: LogsClient(try connection.client(for: .logs)))
    }
}

/// Nobody said in which region the stage is.
struct NoRegion: Explainable {
    let file: String

    var explanation: Explanation {
        Explanation(
            "There is no region", why: "\(file) names none, and neither do --region, AWS_REGION or the profile.",
            advice: "Add \"region\" to \(file), as \"eu-west-1\".")
    }
}

extension Surroundings {
    /// A path as typed, from the folder that the program was started in.
    func absolutePath(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(currentFolder)/\(path)"
    }
}
