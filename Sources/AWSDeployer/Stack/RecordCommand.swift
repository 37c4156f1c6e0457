import AWSResources
import Deployer
import DeployerCLI

/// `record`: writes what AWS answers about a stage to a file, for tests of the stack.
struct RecordCommand<Stack: AWSStack> {
    let process: ProcessEnvironment

    var command: Command {
        Command(
            "record", summary: "Writes what AWS answers about a stage to a file, for tests of the stack.",
            discussion: """
                Sends the requests of a plan, and keeps each answer. A test of the stack makes its plan against the file, \
                without a login and without a network, as RecordedAccount(contentsOf:). Addresses that are open to whoever \
                knows them, who was refused, and the values of a function's variables that the program does not have are \
                left out; what else the login may read of the stage is in the file, the account's number among it. It sends \
                no write.
                """,
            options: Option.ofStage + [
                Option("out", "FILE", help: "Where the recording is written.", isRequired: true), .json, .verbose,
            ],
            examples: [Example("record --stage prod --out Tests/prod.json", "for a test to plan against")],
            run: run)
    }

    private func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
        guard let out = arguments["out"] else { return .badUsage }
        let file = try OutputFile(process.absolutePath(out))
        let loader = DeploymentLoader<Stack>(process: process)
        let (recorder, plan) = try await console.interruptible {
            let loaded = try await loader.load(arguments, console, builds: false, records: true)
            return (loaded.recorder, try await loaded.deployment.inspected())
        }
        guard let recorder else { return .failed }
        try file.write(try recorder.contents(account: plan.location.account, region: plan.location.region))
        for gap in plan.unseen {
            console.warn(
                Explanation(
                    "Not recorded: \(gap.what)", why: gap.why,
                    advice: "A plan against the recording says so too. Record it again where AWS answers that."))
        }
        let count = plan.steps.count
        if arguments.has("json") {
            console.present(["file": .string(out), "resources": .integer(count)], as: "record")
        } else {
            console.present("\(out): what AWS answered about \(count == 1 ? "1 resource" : "\(count) resources")")
        }
        return .done
    }
}
