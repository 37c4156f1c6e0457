import Foundation
import Testing

@testable import Deployer
@testable import DeployerCLI
@testable import DeployerTestSupport

@Suite("What a command reports to a CI job")
struct JobReportTests: ~Copyable {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "job-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

    private func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    private func report(_ files: JobFiles = JobFiles(), dotenv: String? = nil, _ capture: Capture) throws -> JobReport {
        let console = capture.console()
        let own = Console(write: console.write, writeError: console.writeError, jobFiles: files)
        let values = dotenv.map { ["dotenv": path($0)] } ?? [:]
        return try JobReport(Arguments(program: "counter", values: values), own)
    }

    @Test("is added to the file's content, on lines of its own")
    func appended() throws {
        try Data("a=1".utf8).write(to: folder.appending(path: "output"))
        try AppendedFile(path: path("output")).append("b=2\n")
        try AppendedFile(path: path("output")).append("c=3\n")
        #expect(try text("output") == "a=1\nb=2\nc=3\n")
        try AppendedFile(path: path("new")).append("a=1\n")
        #expect(try text("new") == "a=1\n")
    }

    @Test("a pipe that nobody reads is not waited for", .timeLimit(.minutes(1)))
    func pipe() throws {
        // This is removed with the folder.
        try #require(mkfifo(path("pipe"), 0o600) == 0)
        let capture = Capture()
        let files = JobFiles(summary: path("none/summary"), outputs: path("pipe"))
        try report(files, capture).finish(.applied, hasChanges: true, summary: "text")
        #expect(capture.error.contains("none/summary could not be"))
        let said = capture.error.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(said.contains("pipe could not be written. It is a pipe that nobody reads."))
        try AppendedFile(path: "/dev/null").append("a=1\n")
    }

    @Test("values of several lines are between lines that nobody can predict")
    func delimiters() throws {
        for name in ["a", "b"] {
            try report(JobFiles(outputs: path(name)), Capture())
                .finish(.applied, hasChanges: true, outputs: [Output("url", "x\nresult=failed", isAddress: true)])
        }
        let (first, second) = (try text("a"), try text("b"))
        #expect(first.contains(/\nurl<<(end-[0-9a-f]{64})\nx\nresult=failed\n\1\n$/))
        #expect(first != second)
    }

    @Test("what a dotenv report cannot hold is left out with a warning")
    func leftOut() throws {
        let capture = Capture()
        let outputs = [Output("url", "a\nb", isAddress: true), Output("table", "T")]
        try report(dotenv: "job.env", capture).finish(.applied, hasChanges: true, outputs: outputs)
        #expect(try text("job.env") == "COUNTER_RESULT=applied\nCOUNTER_HAS_CHANGES=true\nCOUNTER_TABLE=T\n")
        let said = capture.error.split { $0.isWhitespace }.joined(separator: " ")
        #expect(said.hasPrefix("Warning: ") && said.contains("does not hold COUNTER_URL."))
    }

    @Test("a dotenv report that cannot be written is refused at once, and left out if something else failed")
    func unwritable() throws {
        let capture = Capture()
        #expect(throws: UnwritableFile.self) { try report(dotenv: "none/job.env", capture) }
        let arguments = Arguments(program: "counter", values: ["dotenv": path("none/job.env")])
        JobReport(ofFailed: arguments, capture.console()).finish(.failed, hasChanges: nil)
        #expect(capture.error == "")
    }

    @Test(
        "is a failure if the question was not answered with yes", arguments: ["deploy", "destroy", "rollback"])
    func declined(_ command: String) async throws {
        try Data("COUNTER_RESULT=applied\n".utf8).write(to: folder.appending(path: "job.env"))
        let (capture, cloud) = (Capture(answers: ["no"]), FakeCloud())
        if command == "destroy" { cloud.put(Queue(name: "a")) }
        let load: LoadDeployment<FakeCloud> = { _, _ in cloud.deployment([Queue(name: "a")]) }
        let plain = capture.console()
        let console = Console(
            write: plain.write, writeError: plain.writeError, readLine: plain.readLine, canAsk: true,
            jobFiles: JobFiles(summary: path("summary"), outputs: path("output")))
        let program = Program(
            name: "counter", version: "1", summary: "Does.",
            commands: [.deploy(load: load), .destroy(load: load), .rollback(load: load)])
        #expect(await program.run([command, "--dotenv", path("job.env")], console: console) == .failed)
        #expect(try text("job.env") == "COUNTER_RESULT=failed\nCOUNTER_HAS_CHANGES=true\n")
        #expect(try text("output") == "result=failed\nhas-changes=true\n")
        #expect(try text("summary").contains("### Failed\n\n```\nNothing was changed"))
        #expect(cloud.writes == [])
    }
}
