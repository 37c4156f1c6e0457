import Deployer
import DeployerCLI
import Foundation

extension AWSStack {
    /// Runs the command that was typed, and ends the process with its exit code.
    public static func main() async {
        let environment = ProcessInfo.processInfo.environment
        let process = ProcessEnvironment(
            environment: environment, currentFolder: FileManager.default.currentDirectoryPath,
            executable: Bundle.main.executablePath ?? CommandLine.arguments.first ?? "")
        let program = StackProgram<Self>(process: process).program
        let code = await program.run(
            Array(CommandLine.arguments.dropFirst()), console: .standard(environment: environment))
        exit(code.rawValue)
    }
}
