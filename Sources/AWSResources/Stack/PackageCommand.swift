import Deployer
import Foundation

/// `package`: writes the zip of the stack's function to a file, as it would be sent; no credentials are needed.
struct PackageCommand<Stack: AWSStack> {
    let surroundings: Surroundings

    var command: Command {
        Command(
            "package", summary: "Writes the function's zip to a file; needs no credentials.",
            discussion: """
                Builds the stack's function as a deploy would, or takes the binary that --function names, checks it, and \
                writes the zip that a deploy would send. The same program gives the same bytes.
                """,
            options: [
                Option("output", "FILE", help: "Where the zip is written.", isRequired: true),
                Option("function", "PATH", help: "Use this binary; nothing is built."),
                Option("stage", "NAME", help: "The stage, whose settings are in <config>/NAME.json; dev if not given."),
                Option("config", "PATH", help: "The folder of the stages' settings, or one settings file."),
                .json,
            ],
            run: run)
    }

    private func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
        let opening = StackOpening<Stack>(surroundings: surroundings)
        let root = PackageRoot.find(surroundings)
        let file = try opening.settingsFile(arguments, root)
        let stage = Stage(name: file.stage, settings: try file.read(StackSettings<Stack.Settings>.self).own)
        let functions = Stack.resources(stage).compactMap { $0 as? Function }
        guard functions.count == 1, let code = functions[0].code, let output = arguments["output"] else {
            throw NotOneFunction(names: functions.map(\.name))
        }
        let place = try OutputFile(surroundings.absolutePath(output))
        let packager = opening.packager(arguments, root, builds: true, log: console.writeError)
        let package = try await console.interruptible { try await packager.package(code) }
        try place.write(package.zip)
        if arguments.has("json") {
            console.present(Self.json(package, file: output), as: "package")
        } else {
            console.write("\(output): \(package.zip.count) bytes, \(package.architecture), SHA-256 \(package.sha256)\n")
        }
        return .done
    }

    private static func json(_ package: DeploymentPackage, file: String) -> JSONValue {
        [
            "file": .string(file), "bytes": .integer(package.zip.count),
            "architecture": .string(package.architecture), "sha256": .string(package.sha256),
        ]
    }
}

/// A zip is of one function, and the stack has none or several.
struct NotOneFunction: Explainable {
    let names: [String]

    var explanation: Explanation {
        Explanation(
            names.isEmpty ? "The stack has no function to package" : "The stack has several functions",
            why: names.isEmpty ? "" : "They are \(names.joined(separator: ", ")).",
            advice: "Only the one function of a stack can be packaged by itself.")
    }
}
