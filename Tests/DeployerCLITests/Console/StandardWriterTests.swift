import Foundation
import Testing

@testable import Deployer
@testable import DeployerCLI

@Suite("Standard output")
struct StandardWriterTests {
    @Test("takes a text that is larger than the pipe, whole")
    func large() async throws {
        let pipe = Pipe()
        let text = String(repeating: "0123456789abcdé\n", count: 20_000)
        let read = Task.detached { pipe.fileHandleForReading.readDataToEndOfFile() }
        StandardWriter().write(text, to: pipe.fileHandleForWriting.fileDescriptor)
        try pipe.fileHandleForWriting.close()
        #expect(await read.value == Data(text.utf8))
    }

    @Test("is no longer written to once its reader is gone, and nothing is reported")
    func closed() throws {
        Terminal.ignoreBrokenPipes()
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let writer = StandardWriter()
        for _ in 0..<3 {
            #expect(writer.write("nobody reads this\n", to: pipe.fileHandleForWriting.fileDescriptor) == nil)
        }
        try pipe.fileHandleForWriting.close()
    }

    @Test("is reported once if it fails for another reason")
    func lost() throws {
        let closed = try #require(FileHandle(forReadingAtPath: "/dev/null"))
        let writer = StandardWriter()
        #expect(writer.write("lost\n", to: closed.fileDescriptor) == "Bad file descriptor")
        #expect(writer.write("lost too\n", to: closed.fileDescriptor) == nil)
        #expect(!writer.isOutputLost, "which is standard output's alone")
    }

    @Test("is not written to if it was closed from the start")
    func closedFromTheStart() throws {
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        #expect(StandardWriter(closed: [descriptor]).write("lost\n", to: descriptor) == nil)
        try pipe.fileHandleForWriting.close()
        #expect(pipe.fileHandleForReading.readDataToEndOfFile().isEmpty)
    }

    @Test("makes a successful command fail if its text was lost", arguments: ["fine", "pending"])
    func lostOutput(name: String) async {
        let program = Program(
            name: "tool", version: "1", summary: "",
            commands: [
                Command("fine", summary: "", discussion: "", options: []) { _, _ in .done },
                Command("pending", summary: "", discussion: "", options: []) { _, _ in .changesPending },
                Command("stale", summary: "", discussion: "", options: []) { _, _ in .stalePlan },
            ])
        var console = Capture().console()
        #expect(await program.run([name], console: console) != .failed)
        console.isOutputLost = { true }
        #expect(await program.run([name], console: console) == .failed)
        #expect(await program.run(["stale"], console: console) == .stalePlan)
    }

    @Test("is as wide as COLUMNS says, within limits, and has no colours if the environment says so")
    func environment() {
        #expect(Console.standard(environment: ["COLUMNS": "100"]).width == 100)
        #expect(Console.standard(environment: ["COLUMNS": "3"]).width == 20)
        #expect(Console.standard(environment: ["COLUMNS": "99999999999999999999"]).width >= 20)
        #expect(!Console.standard(environment: ["NO_COLOR": "1", "TERM": "xterm"]).allowsColour)
        #expect(Console.standard(environment: ["NO_COLOR": "", "TERM": "xterm"]).allowsColour)
        #expect(!Console.standard(environment: ["TERM": "dumb"]).outputIsTerminal)
    }
}
