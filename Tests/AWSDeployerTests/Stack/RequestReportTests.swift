import AWSClient
import Synchronization
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The report of a program's requests")
struct RequestReportTests {
    private static let operation = ServiceOperation(.lambda, "CreateFunction", .write)

    private static func report(
        _ attempt: Int, _ outcome: AttemptReport.Outcome, _ id: String? = nil, again: Duration? = nil
    ) -> AttemptReport {
        AttemptReport(
            operation: operation, attempt: attempt, outcome: outcome, requestID: id, duration: .milliseconds(210),
            sentAgainAfter: again)
    }

    /// The text on standard error.
    private func written(isVerbose: Bool, _ events: [ClientEvent]) -> String {
        let text = Text()
        let console = Console(
            write: { _ in }, writeError: { more in text.value.withLock { $0 += more } }, width: 200)
        let observer = RequestReport.observer(console, isVerbose: isVerbose)
        for event in events { observer(event) }
        return text.value.withLock { $0 }
    }

    private final class Text: Sendable {
        let value = Mutex("")
    }

    @Test(
        "has a line for each attempt with --verbose",
        arguments: [
            (
                report(1, .done(status: 201), "id-1"),
                "lambda CreateFunction, attempt 1: 201 in 0.2 s, request id id-1"
            ),
            (
                report(2, .refused(status: 429, code: "TooManyRequestsException"), "id-1", again: .milliseconds(1300)),
                "lambda CreateFunction, attempt 2: 429 TooManyRequestsException in 0.2 s, again in 1.3 s"
            ),
            (
                report(1, .refused(status: 403, code: "InvalidSignatureException"), again: .zero),
                "lambda CreateFunction, attempt 1: 403 InvalidSignatureException in 0.2 s, again at once"
            ),
            (
                report(3, .unanswered("Recv failure: Connection reset by peer")),
                "lambda CreateFunction, attempt 3: no answer (Recv failure: Connection reset by peer) in 0.2 s"
            ),
        ])
    func line(report: AttemptReport, line: String) {
        #expect(written(isVerbose: true, [.attempted(report)]) == line + "\n")
        #expect(written(isVerbose: false, [.attempted(report)]).isEmpty)
    }

    @Test("lets no server move the terminal's cursor")
    func escaped() {
        let report = Self.report(1, .refused(status: 500, code: "\u{1B}[2J"), "\r\nhidden")
        let text = written(isVerbose: true, [.attempted(report)])
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
        #expect(!text.contains("\u{1B}") && !text.contains("\r"))
    }

    @Test("warns of a wrong clock, with --verbose or without", arguments: [true, false])
    func clock(isVerbose: Bool) {
        let fast = written(isVerbose: isVerbose, [.clockCorrected(secondsAhead: 431)])
        #expect(fast.hasPrefix("Warning: This machine's clock is off by about 7 minutes: it is fast."))
        #expect(fast.contains("signed with AWS's own") && fast.contains("Set the clock."))
        let slow = written(isVerbose: isVerbose, [.clockCorrected(secondsAhead: -3600)])
        #expect(slow.contains("about 60 minutes: it is slow"))
    }
}
