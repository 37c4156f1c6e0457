import Foundation
import Testing

@testable import Deployer
@testable import DeployerCLI

@Suite("Progress")
struct ProgressTests {
    private let table = ResourceID(kind: "table", name: "Visits")
    private let function = ResourceID(kind: "function", name: "counter")
    private let url = ResourceID(kind: "url", name: "counter:live")
    private let size = TerminalSize()
    private var failure: DeployError {
        DeployError(resource: function, stage: "dev", activity: .creating, cause: CancellationError())
    }

    @Test("is plain lines without a terminal; a wait is repeated for a new reason or after ten seconds")
    func lines() {
        var progress = ProgressLines()
        let script: [(Int, Event)] = [
            (0, .started(table, .create)), (0, .started(function, .update)),
            (1, .waiting(function, reason: "role not assumable yet")),
            (2, .waiting(function, reason: "role not assumable yet")),
            (3, .finished(table, .create, took: .milliseconds(3_200))),
            (11, .waiting(function, reason: "role not assumable yet")),
            (12, .waiting(function, reason: "InProgress")),
            (13, .failed(function, failure)), (13, .skipped(url, because: function)),
        ]
        let text = script.flatMap { progress.lines($0.1, at: .seconds($0.0)) }.map(\.text)
        #expect(
            text == [
                "table Visits: creating…",
                "function counter: changing…",
                "function counter: waiting: role not assumable yet, 0 s",
                "table Visits: created in 3.2 s",
                "function counter: waiting: role not assumable yet, 10 s",
                "function counter: waiting: InProgress, 0 s",
                "function counter: failed after 13.0 s",
                "url counter:live: not begun, since function counter failed",
            ])
    }

    private func steps() -> [Step] {
        [Step(table, .create), Step(function, .update), Step(url, .create)]
    }

    @Test("is a block with a line for each resource on a terminal")
    func block() {
        var block = LiveBlock(steps: steps())
        block.note(.started(table, .create), at: .zero)
        block.note(.started(function, .update), at: .seconds(1))
        block.note(.waiting(function, reason: "InProgress"), at: .seconds(2))
        block.note(.finished(table, .create, took: .seconds(3)), at: .seconds(3))
        #expect(
            block.lines(at: .seconds(4), all: false, in: size).map(\.text) == [
                "  ✓ table     Visits        created in 3.0 s",
                "  ⠋ function  counter       waiting: InProgress, 2 s",
                "    url       counter:live  ",
            ])
        block.note(.failed(function, failure), at: .seconds(5))
        block.note(.skipped(url, because: function), at: .seconds(5))
        #expect(
            block.lines(at: .seconds(5), all: true, in: size).map(\.text).suffix(2) == [
                "  ✗ function  counter       failed after 4.0 s",
                "  – url       counter:live  not begun, since function counter failed",
            ])
    }

    @Test("says that a resource was planned again, that the work ends early, and what became of the rest")
    func stopping() {
        var (progress, block) = (ProgressLines(), LiveBlock(steps: steps()))
        let events: [Event] = [
            .started(table, .create), .started(function, .update), .replanned(table, reason: "memory was changed"),
            .stopping, .finished(table, .create, took: .seconds(1)), .unfinished(function, reason: "InProgress."),
            .notBegun(url),
        ]
        for event in events.prefix(4) { block.note(event, at: .zero) }
        let size = TerminalSize(columns: 40)
        #expect(
            block.lines(at: .zero, all: false, in: size).map(\.text) == [
                "  ⠋ Visits        creating, 0 s (memor…", "  ⠋ counter       changing, 0 s",
                "    counter:live  ", "Stopping: what is under way is finished",
                "first; press Ctrl-C again to stop now",
            ])
        for event in events.dropFirst(4) { block.note(event, at: .zero) }
        #expect(
            block.lines(at: .zero, all: true, in: size).map(\.text) == [
                "  ✓ Visits        created in 1.0 s (me…", "  – counter       left unfinished: InP…",
                "  – counter:live  not begun",
            ])
        #expect(
            events.flatMap { progress.lines($0, at: .zero) }.map(\.text) == [
                "table Visits: creating…", "function counter: changing…",
                "table Visits: memory was changed; planned anew",
                "Stopping: what is under way is finished first; press Ctrl-C again to stop now",
                "table Visits: created in 1.0 s", "function counter: left unfinished: InProgress.",
                "url counter:live: not begun",
            ])
    }

    @Test("leaves out what is not under way if the block would be too high, and shows everything at the end")
    func high() {
        let many = (1...30).map { Step(ResourceID(kind: "t", name: "n\($0)"), .create) }
        var block = LiveBlock(steps: many)
        block.note(.started(many[4].id, .create), at: .zero)
        block.note(.finished(many[5].id, .create, took: .zero), at: .zero)
        #expect(
            block.lines(at: .zero, all: false, in: size).map(\.text) == ["  ⠋ t  n5   creating, 0 s", "  1 of 30 done"])
        #expect(block.lines(at: .zero, all: true, in: size).count == 30)
    }

    @Test("makes room for a question, draws nothing while it is asked, and goes on below it")
    func question() async throws {
        let terminal = TerminalConsole(size)
        let console = terminal.console
        let reporter = ProgressReporter(steps: [Step(table, .create)], stream: console.output, now: { .zero })
        reporter.report(.started(table, .create))
        console.screen.beginQuestion("Code: ", on: console.error.surface)
        reporter.tick()
        reporter.report(.waiting(table, reason: "CREATING"))
        console.progress("Building…")
        #expect(terminal.terminal.all == ["Code: "])
        // The terminal shows what is typed.
        console.draw("123456\n")
        console.screen.endQuestion(isAnswered: true, on: console.error.surface)
        reporter.tick()
        reporter.tick()
        let row = "  ⠋ table  Visits  waiting: CREATING, 0 s"
        #expect(terminal.terminal.all == ["Code: 123456", "Building…", row, ""])
    }

    @Test("may be reported from several tasks at once, and ends with the last state on the screen")
    func reporter() async {
        let capture = Capture()
        let many = (1...8).map { Step(ResourceID(kind: "t", name: "n\($0)"), .create) }
        let reporter = ProgressReporter(steps: many, stream: capture.console(isTerminal: true).output, now: { .zero })
        await reporter.during {
            await withTaskGroup(of: Void.self) { group in
                for step in many {
                    group.addTask {
                        reporter.report(.started(step.id, .create))
                        reporter.report(.finished(step.id, .create, took: .zero))
                    }
                }
            }
        }
        let last = capture.output.components(separatedBy: "\u{1B}[8A\r").last ?? ""
        #expect(last.components(separatedBy: "created in 0.0 s").count == 9)
        #expect(last.hasSuffix("\n\u{1B}[J"))
    }
}
