import Foundation
import Synchronization

@testable import Deployer
@testable import DeployerCLI

/// A console that records what is written, and gives the answers of a test.
final class Capture: Sendable {
    private let texts = Mutex((output: "", error: "", answers: [String]()))

    /// A console whose questions are answered with `answers`, then with the end of the input.
    init(answers: [String] = []) { texts.withLock { $0.answers = answers } }

    var output: String { texts.withLock { $0.output } }
    /// The lines that were written for a program, each as an object.
    func lines() throws -> [[String: Any]] { try JSONLines.read(output) }

    var error: String { texts.withLock { $0.error } }

    func console(canAsk: Bool = false, isTerminal: Bool = false, colours: Bool = false, width: Int = 80) -> Console {
        Console(
            write: { text in self.texts.withLock { $0.output += text } },
            writeError: { text in self.texts.withLock { $0.error += text } },
            readLine: { self.texts.withLock { $0.answers.isEmpty ? nil : $0.answers.removeFirst() } },
            canAsk: canAsk, outputIsTerminal: isTerminal, errorIsTerminal: isTerminal, allowsColour: colours,
            size: { TerminalSize(columns: width) }, now: { Date(timeIntervalSince1970: 1_800_000_000.0625) })
    }
}
