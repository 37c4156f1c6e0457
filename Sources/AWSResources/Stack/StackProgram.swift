import AWSClient
import Deployer
import Foundation

/// The program around a stack: the engine's commands with AWS's options, and `package`.
struct StackProgram<Stack: AWSStack> {
    let surroundings: Surroundings

    /// The program, ready to run.
    var program: Program {
        Program(
            name: URL(filePath: surroundings.executable).lastPathComponent, version: Stack.version,
            summary: Stack.summary, commands: commands, explain: Explanations.explain)
    }

    private var commands: [Command] {
        [
            Command.plan(options: [Self.function], open: open),
            Command.deploy(options: [Self.function], open: open),
            Command.status(options: [Self.function]) { arguments, console in
                try await open(arguments, console, builds: false)
            },
            Command.destroy(options: []) { arguments, console in try await open(arguments, console, builds: false) },
            PackageCommand<Stack>(surroundings: surroundings).command,
        ]
    }

    private static var function: Option {
        Option(
            "function", "PATH", help: "Use this binary for the stack's functions; nothing is built.")
    }

    private func open(_ arguments: Arguments, _ console: Console) async throws -> Deployment<AWS> {
        try await open(arguments, console, builds: true)
    }

    private func open(_ arguments: Arguments, _ console: Console, builds: Bool) async throws -> Deployment<AWS> {
        try await StackOpening<Stack>(surroundings: surroundings).open(arguments, console, builds: builds)
    }
}
