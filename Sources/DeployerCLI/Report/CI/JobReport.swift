import Deployer
import Foundation

/// Reports a command's plan and its result to a CI job, in the files that the job reads.
///
/// These are GitHub's files, if the environment names them, and GitLab's dotenv report, if `--dotenv` asks for it. A
/// file that cannot be written is only a warning: the command's work on the cloud is done.
struct JobReport {
    /// GitLab's report.
    static let option = Option(
        "dotenv", "FILE", help: "Writes the result and the outputs to FILE, as GitLab's dotenv report.")

    private let console: Console
    private let program: String
    private let dotenv: OutputFile?

    /// A report; first checks that the file of `--dotenv` can be written.
    ///
    /// - Throws: ``UnwritableFile``
    init(_ arguments: Arguments, _ console: Console) throws {
        self.init(arguments.program, console, dotenv: try arguments[Self.option.name].map { try OutputFile($0) })
    }

    /// A report of a failed command; leaves out a file that cannot be written.
    ///
    /// - Parameter arguments: nil if the command line was not understood.
    init(ofFailed arguments: Arguments?, _ console: Console) {
        self.init(
            arguments?.program ?? "", console,
            dotenv: arguments?[Self.option.name].flatMap { try? OutputFile($0) })
    }

    private init(_ program: String, _ console: Console, dotenv: OutputFile?) {
        self.program = program
        self.console = console
        self.dotenv = dotenv
    }

    /// Shows the plan, before anything is done.
    func show<Context>(_ planned: PlannedStack<Context>) {
        summarise(PlanMarkdown(plan: planned.plan, isRemoval: planned.mode.removes).text())
    }

    /// Reports the final result.
    ///
    /// - Parameter summary: the same as Markdown for people; may be empty.
    func finish(
        _ result: CommandResult, hasChanges: Bool?, outputs: [Output] = [], summary: String = ""
    ) {
        let facts = JobOutputs(result: result, hasChanges: hasChanges, outputs: outputs)
        if !summary.isEmpty { summarise(summary) }
        if let path = console.jobFiles.outputs {
            let text = facts.forGitHub(delimiter: "end-\(SavedPlan.newSalt())")
            attempt("GITHUB_OUTPUT names it.") { try AppendedFile(path: path).append(text) }
        }
        guard let dotenv else { return }
        let (text, leftOut) = facts.forGitLab(prefix: program)
        attempt("--dotenv names it.") { try dotenv.write(Data(text.utf8)) }
        guard !leftOut.isEmpty else { return }
        console.warn(
            Explanation(
                "\(dotenv.path) does not hold \(Words.list(leftOut))",
                why:
                    "A line of a dotenv report cannot hold line ends, characters that show nothing, $, or spaces around a "
                    + "value.",
                advice: "Read them with --json."))
    }

    private func summarise(_ markdown: String) {
        guard let path = console.jobFiles.summary else { return }
        // An empty line separates this from what was written before.
        attempt("GITHUB_STEP_SUMMARY names it.") { try AppendedFile(path: path).append("\n" + markdown) }
    }

    private func attempt(_ origin: String, _ write: () throws -> Void) {
        do {
            try write()
        } catch {
            let reason = (error as? UnwritableFile).map { ($0.path, $0.reason) } ?? ("a file", "")
            console.warn(
                Explanation(
                    "\(reason.0) could not be written", why: "\(reason.1) \(origin)",
                    advice: "The stack itself is not concerned."))
        }
    }
}
