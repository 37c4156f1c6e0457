import AWSClient
import AWSResources
import AWSSigning
import Deployer
import DeployerCLI

/// The composition root: turns a command line, a stage's file and the environment into a deployment.
struct DeploymentLoader<Stack: AWSStack> {
    let process: ProcessEnvironment

    private var finder: StageFinder<Stack> { StageFinder(process: process) }

    /// Loads the deployment that the arguments name.
    ///
    /// - Parameters:
    ///   - builds: whether functions' programs are built; without it, and without `--function`, a function's code is not
    ///     compared.
    ///   - records: whether AWS's answers are kept.
    func load(
        _ arguments: Arguments, _ console: Console, builds: Bool, records: Bool = false
    ) async throws -> LoadedStage<Stack.Settings> {
        let found = try await finder.find(arguments, console)
        func packager(for functions: [Function], checks: Bool) throws -> Packager {
            let packager = try self.packager(
                arguments, found.root, functions, builds: builds, isLocal: found.isLocal, log: console.progress)
            if checks { try check(functions, with: packager) }
            return packager
        }
        let (described, confirmed) = try await found.described { outline in
            // Functions whose names have the account in them are known once that is known.
            let isKnown = !outline.functions.contains { $0.name.contains(Stage<Stack.Settings>.unknownAccount) }
            if isKnown { _ = try packager(for: outline.functions, checks: true) }
        }
        let (stage, resources, connection) = (described.stage, described.resources, described.connection)
        let packager = try packager(for: described.functions, checks: confirmed != nil)
        let recorder =
            records ? AccountRecorder(of: resources, localEnvironment: LocalEndpoints.variables(connection)) : nil
        let context = described.aws(packager: packager, recorder: recorder)
        // A removal writes the boundary too; for the others, the planner checks it with all else.
        if !builds { try refuse(resources) { ($0 as? Role)?.checkBoundary(&$1, in: context) } }
        let policy = StagePolicy(for: resources, in: context)
        let search = UndescribedSearch(
            context: context, kinds: described.kinds,
            isReachable: connection.endpoint(for: .tagging).isCustom || !connection.endpoint(for: .lambda).isCustom)
        let deployment = Deployment(
            stack: Stack.name, stage: stage.name, resources: resources.map { $0.erased }, context: context,
            search: search.run,
            confirmLocation: {
                if let confirmed { return confirmed }
                return try await found.caller.confirm()
            }, digest: { hexadecimal(HMACSHA256.code(of: $0, key: $1)) },
            options: try options(arguments, found, described.functions), notes: { Stack.notes(on: $0, of: stage) },
            warnings: Stack.warnings(on: stage), explain: { Explanations.explain($0, policy: policy) })
        return LoadedStage(stage: stage, settingsFile: found.file.path, deployment: deployment, recorder: recorder)
    }

    /// The resources that the arguments name, and where they are; if the settings name the account, AWS is not asked.
    ///
    /// The stage's name may end in a `*`.
    func place(
        _ arguments: Arguments, _ console: Console
    ) async throws -> (resources: [any AWSResource], aws: AWS) {
        let (described, _) = try await finder.find(arguments, console, allowsPattern: true).described()
        let aws = described.aws(packager: Packager())
        // These ARNs are printed as they are.
        try refuse(described.resources) { resource, errors in
            (resource as? Role)?.checkBoundary(&errors, in: aws)
            (resource as? Role)?.checkManagedPolicies(&errors, in: aws)
            (resource as? Function)?.checkLayers(&errors, in: aws)
        }
        return (described.resources, aws)
    }

    /// Refuses binaries that exist and cannot run, with the lines that describe them.
    private func check(_ functions: [Function], with packager: Packager) throws {
        let errors = functions.compactMap { function -> DescriptionError? in
            guard let code = function.code else { return nil }
            do {
                try packager.check(code, of: function.name)
                return nil
            } catch {
                let isDescribed = packager.code(code, of: function.name) == code
                return DescriptionError(error, at: [function.codeLocation].compactMap { isDescribed ? $0 : nil })
            }
        }
        guard errors.isEmpty else { throw InvalidStack(errors: errors) }
    }

    /// Refuses resources with the errors that a check finds.
    private func refuse(
        _ resources: [any AWSResource], _ check: (any AWSResource, inout DescriptionErrors) -> Void
    ) throws {
        let errors = resources.flatMap { resource in
            var errors = DescriptionErrors(of: resource.id)
            check(resource, &errors)
            return errors.all.map { DescriptionError($0, at: [resource.codeLocation].compactMap { $0 }) }
        }
        guard errors.isEmpty else { throw InvalidStack(errors: errors) }
    }

    /// The options that load the same stage from any folder, with any profile.
    private func options(
        _ arguments: Arguments, _ found: FoundStage<Stack>, _ functions: [Function]
    ) throws -> [String: [String]] {
        var options = [StageFinder<Stack>.package: [found.root]]
        options["config"] = arguments["config"].map { [process.absolutePath($0)] }
        let binaries = try FunctionBinaries.read(arguments, functions: functions.map(\.name))
        if !binaries.isEmpty {
            options[FunctionBinaries.option.name] = binaries.sorted { $0.key < $1.key }.map { name, path in
                let path = process.absolutePath(path)
                return functions.count == 1 ? path : "\(name)=\(path)"
            }
        }
        options["region"] = arguments["region"].map { [$0] }
        if options["region"] == nil, found.settings.region == nil {
            options[StageFinder<Stack>.foundRegion] = [found.connection.region]
        }
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

}

/// A stage's description, and its deployment.
struct LoadedStage<Settings: StageSettings>: Sendable {
    let stage: Stage<Settings>
    /// The stage's file, as shown to people.
    let settingsFile: String
    let deployment: Deployment<AWS>
    /// Keeps AWS's answers, if it was asked for.
    let recorder: AccountRecorder?
}
