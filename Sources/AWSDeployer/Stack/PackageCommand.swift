import AWSClient
import AWSResources
import Deployer
import DeployerCLI
import Foundation

/// `package`: writes the function's zip to a file, as a deploy would send it; it needs no credentials.
struct PackageCommand<Stack: AWSStack> {
    let process: ProcessEnvironment

    var command: Command {
        Command(
            "package", summary: "Writes the function's zip to a file; needs no credentials.",
            discussion: """
                Builds the stack's function as a deploy would, or takes the binary that --function names, checks it, and \
                writes the zip that a deploy would send. The same program gives the same bytes. Of several functions it is \
                the one of --name, or the only one that --function names.
                """,
            options: [
                Option("output", "FILE", help: "Where the zip is written.", isRequired: true),
                FunctionBinaries.option,
                Option("name", "NAME", help: "The function, where the stack has several."),
                Option("stage", "NAME", help: "The stage, whose settings are in <config>/NAME.json; dev if not given."),
                Option("config", "PATH", help: "The folder of the stages' settings, or one settings file."),
                .json,
            ],
            run: run)
    }

    private func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
        let loader = DeploymentLoader<Stack>(process: process)
        let root = PackageRoot.find(process)
        let file = try await StageFinder<Stack>(process: process).settingsFile(arguments, root)
        let settings = try file.read(StackSettings<Stack.Settings>.self)
        let configuration = try? await SharedConfiguration(environment: process.environment, profile: nil)
        // Nobody is asked for the account.
        let stage = Stage(
            name: file.stage, settings: settings.own,
            region: settings.region ?? configuration?.region?.name ?? "us-east-1",
            account: settings.account ?? Stage<Stack.Settings>.unknownAccount)
        let functions = Stack.resources(stage).completed().compactMap { $0 as? Function }
        guard let output = arguments["output"], let function = try Self.chosen(among: functions, arguments),
            let code = function.code
        else { throw NoFunction() }
        let place = try OutputFile(process.absolutePath(output))
        let packager = try loader.packager(arguments, root, functions, builds: true, log: console.progress)
        let package = try await console.interruptible { try await packager.package(code, of: function.name) }
        try place.write(package.zip)
        if arguments.has("json") {
            console.present(Self.json(package, file: output), as: "package")
        } else {
            console.present("\(output): \(package.zip.count) bytes, \(package.architecture), SHA-256 \(package.sha256)")
        }
        return .done
    }

    /// The chosen function; nil if the stack has none.
    ///
    /// - Throws: `UsageError` if the arguments are ambiguous or name an unknown function.
    private static func chosen(among functions: [Function], _ arguments: Arguments) throws -> Function? {
        let names = functions.map(\.name)
        let named = try FunctionBinaries.read(arguments, functions: names).keys.sorted()
        let all = "The stack's functions are \(names.joined(separator: ", "))."
        if let name = arguments["name"] {
            guard let function = functions.first(where: { $0.name == name }) else {
                throw UsageError("there is no function \"\(name)\"", advice: all)
            }
            if let other = named.first(where: { $0 != name }) {
                throw UsageError(
                    "--function is for \(other), and --name says \(name)", advice: "Name one function in both.")
            }
            return function
        }
        if functions.count < 2 { return functions.first }
        guard named.count == 1 else {
            throw UsageError("a zip is of one function, and the stack has several", advice: "\(all) Give --name NAME.")
        }
        return functions.first { $0.name == named[0] }
    }

    private static func json(_ package: DeploymentPackage, file: String) -> JSONValue {
        [
            "file": .string(file), "bytes": .integer(package.zip.count),
            "architecture": .string(package.architecture), "sha256": .string(package.sha256),
        ]
    }
}

/// A zip contains a function, and the stack has none.
struct NoFunction: Explainable {
    let explanation = Explanation("The stack has no function to package", advice: "Describe one: Function(…).")
}
