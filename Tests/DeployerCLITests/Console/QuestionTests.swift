import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Deployer
@testable import DeployerCLI

@Suite("A question at the terminal")
struct QuestionTests {
    private let interrupts = Interrupts()

    private func console(_ capture: Capture, readLine: @escaping @Sendable () -> String?) -> Console {
        let plain = capture.console()
        return Console(
            write: plain.write, writeError: plain.writeError, readLine: readLine, canAsk: true,
            onInterrupt: interrupts.listen)
    }

    @Test("is asked only if someone can answer, and shows hidden characters")
    func asking() async throws {
        let capture = Capture()
        #expect(capture.console().question == nil)
        let question = try #require(console(capture) { "123456" }.question)
        #expect(try await question("Code of a\u{1B}]0;b\u{7}\nc: ") == "123456")
        #expect(capture.error == "Code of a\\u{1b}]0;b\\u{7}\\nc: ")
    }

    @Test("ends its line if the input ends, as with Ctrl-D")
    func noAnswer() async throws {
        let capture = Capture()
        let question = try #require(console(capture) { nil }.question)
        #expect(try await question("Code: ") == nil)
        #expect(capture.error == "Code: \n")
    }

    @Test("ends with the task that asks it, even if the reading goes on", .timeLimit(.minutes(1)))
    func cancelled() async throws {
        let (capture, end) = (Capture(), DispatchSemaphore(value: 0))
        defer { end.signal() }
        let isAsked = DispatchSemaphore(value: 0)
        let question = try #require(
            console(capture) {
                isAsked.signal()
                end.wait()
                return nil
            }.question)
        let task = Task { try await question("Code: ") }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                isAsked.wait()
                continuation.resume()
            }
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(capture.error == "Code: \n")
        #expect(interrupts.listening == 0)
    }

    @Test("blocks no other task, however many questions are asked", .timeLimit(.minutes(1)))
    func pool() async throws {
        let (capture, end) = (Capture(), DispatchSemaphore(value: 0))
        let question = try #require(
            console(capture) {
                end.wait()
                return "x"
            }.question)
        // More than the number of threads for tasks.
        let number = ProcessInfo.processInfo.activeProcessorCount + 1
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<number { group.addTask { _ = try? await question("Code: ") } }
            // This task must run while all the others wait.
            await Task.detached { for _ in 0..<number { end.signal() } }.value
        }
        #expect(interrupts.listening == 0)
    }
}
