import AWSClient
import AWSResources
import Deployer
import DeployerCLI
import Foundation

/// The program for a stack: the engine's commands with AWS's options, `package`, `whoami`, `policy`, `record` and `schema`.
package struct StackProgram<Stack: AWSStack> {
    let process: ProcessEnvironment

    /// The program, ready to run.
    package var program: Program {
        Program(
            name: URL(filePath: process.executable).lastPathComponent, executable: process.executable,
            version: Stack.version, summary: Stack.summary, commands: commands, environment: Self.environment,
            explain: { Explanations.explain($0) })
    }

    private static var environment: [Program.Variable] {
        [
            Program.Variable(
                "AWS_ACCESS_KEY_ID", "With AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN: the keys to sign with."),
            Program.Variable("AWS_PROFILE", "The profile to sign with, where --profile is not given."),
            Program.Variable("AWS_REGION", "The region, where neither --region nor the settings name one."),
            Program.Variable(
                "AWS_ENDPOINT_URL", "Where AWS is, if not at its own addresses: a local AWS, or a private endpoint."),
            Program.Variable("AWS_CA_BUNDLE", "A file of root certificates to trust in place of the system's."),
            Program.Variable(
                "AWS_RETRY_MODE", "standard, adaptive or legacy; without it throttled requests are retried for minutes."
            ),
            Program.Variable("AWS_MAX_ATTEMPTS", "How often a request is sent at most, the first time included."),
            Program.Variable(
                "HTTPS_PROXY", "The proxy to go through; NO_PROXY names hosts, with a port or not, to reach directly."),
        ]
    }

    private var commands: [Command] {
        [
            Command.plan(options: [FunctionBinaries.option]) { arguments, console in
                try await load(arguments, console, builds: try !Command.plansRemoval(arguments))
            },
            Command.deploy(options: [FunctionBinaries.option], load: load),
            Command.rollback(options: [Rollback.option, Rollback.releaseOption]) { arguments, console in
                try Rollback.deployment(of: try await load(arguments, console, builds: false), arguments)
            },
            Command.status(options: [FunctionBinaries.option]) { arguments, console in
                try await load(arguments, console, builds: false)
            },
            Command.destroy(options: []) { arguments, console in try await load(arguments, console, builds: false) },
            PackageCommand<Stack>(process: process).command,
            WhoAmICommand(process: process).command,
            PolicyCommand<Stack>(process: process).command,
            RecordCommand<Stack>(process: process).command,
            SchemaCommand<Stack>.command,
        ] + Stack.commands(access)
    }

    /// The access for the stack's own commands.
    private var access: StackAccess<Stack.Settings> {
        StackAccess(environment: process.environment, packageRoot: PackageRoot.find(process)) {
            arguments, console in
            let loaded = try await DeploymentLoader<Stack>(process: process)
                .load(arguments, console, builds: false)
            return InspectedStage(
                stage: loaded.stage, settingsFile: loaded.settingsFile, plan: try await loaded.deployment.inspected())
        }
    }

    private func load(_ arguments: Arguments, _ console: Console) async throws -> Deployment<AWS> {
        try await load(arguments, console, builds: true)
    }

    private func load(_ arguments: Arguments, _ console: Console, builds: Bool) async throws -> Deployment<AWS> {
        try await DeploymentLoader<Stack>(process: process).load(arguments, console, builds: builds).deployment
    }
}

extension AWSStack {
    /// Runs the typed command, and ends the process with its exit code.
    public static func main() async {
        let environment = ProcessInfo.processInfo.environment
        let process = ProcessEnvironment(
            environment: environment, currentFolder: FileManager.default.currentDirectoryPath,
            executable: Bundle.main.executablePath ?? CommandLine.arguments.first ?? "")
        let program = StackProgram<Self>(process: process).program
        let code = await program.run(
            Array(CommandLine.arguments.dropFirst()), console: .standard(environment: environment))
        // Not `exit`: it frees OpenSSL's locks, which requests that are still under way use. All output is written by now.
        _exit(code.rawValue)
    }
}
