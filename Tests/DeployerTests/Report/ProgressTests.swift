import Foundation
import Testing

@testable import Deployer

@Suite("Progress")
struct ProgressTests {
    private let table = ResourceID(kind: "table", name: "Visits")
    private let function = ResourceID(kind: "function", name: "counter")
    private let url = ResourceID(kind: "url", name: "counter:live")
    private var failure: DeployError {
        DeployError(resource: function, stage: "dev", activity: .creating, cause: CancellationError())
    }

    @Test("is plain lines where there is no terminal, told again at a new reason or after ten seconds")
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
        var block = LiveBlock(steps: steps(), width: 80)
        block.note(.started(table, .create), at: .zero)
        block.note(.started(function, .update), at: .seconds(1))
        block.note(.waiting(function, reason: "InProgress"), at: .seconds(2))
        block.note(.finished(table, .create, took: .seconds(3)), at: .seconds(3))
        #expect(
            block.lines(at: .seconds(4), all: false).map(\.text) == [
                "  ✓ table     Visits        created in 3.0 s",
                "  ⠋ function  counter       waiting: InProgress, 2 s",
                "    url       counter:live  ",
            ])
        block.note(.failed(function, failure), at: .seconds(5))
        block.note(.skipped(url, because: function), at: .seconds(5))
        #expect(
            block.lines(at: .seconds(5), all: true).map(\.text).suffix(2) == [
                "  ✗ function  counter       failed after 4.0 s",
                "  – url       counter:live  not begun, since function counter failed",
            ])
    }

    @Test("tells that it was planned anew, that the work is to end, and what became of the rest")
    func stopping() {
        var (progress, block) = (ProgressLines(), LiveBlock(steps: steps(), width: 40))
        let events: [Event] = [
            .started(table, .create), .started(function, .update), .replanned(table, reason: "memory was changed"),
            .stopping, .finished(table, .create, took: .seconds(1)), .unfinished(function, reason: "InProgress."),
            .notBegun(url),
        ]
        for event in events.prefix(4) { block.note(event, at: .zero) }
        #expect(
            block.lines(at: .zero, all: false).map(\.text) == [
                "  ⠋ table     Visits        creating, …", "  ⠋ function  counter       changing, …",
                "    url       counter:live  ", "Stopping: what is under way is finished",
                "first; press Ctrl-C again to stop now",
            ])
        for event in events.dropFirst(4) { block.note(event, at: .zero) }
        #expect(
            block.lines(at: .zero, all: true).map(\.text) == [
                "  ✓ table     Visits        created in…", "  – function  counter       left unfin…",
                "  – url       counter:live  not begun",
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

    @Test("draws over what it drew before, and cuts what would break")
    func frames() {
        var block = LiveBlock(steps: steps(), width: 24)
        let first = block.frame(at: .zero, isLast: false, colours: false)
        #expect(!first.contains("\u{1B}[3A"))
        block.note(.waiting(function, reason: "a long reason to wait"), at: .zero)
        let second = block.frame(at: .zero, isLast: false, colours: false)
        #expect(second.hasPrefix("\u{1B}[3A\r\u{1B}[2K"))
        #expect(block.lines(at: .zero, all: false).allSatisfy { Printable.columns($0.text) < 24 })
    }

    @Test("leaves out what is not under way where the block would be too high, and shows all at the end")
    func high() {
        let many = (1...30).map { Step(ResourceID(kind: "t", name: "n\($0)"), .create) }
        var block = LiveBlock(steps: many, width: 80)
        block.note(.started(many[4].id, .create), at: .zero)
        block.note(.finished(many[5].id, .create, took: .zero), at: .zero)
        #expect(
            block.lines(at: .zero, all: false).map(\.text) == ["  ⠋ t  n5   creating, 0 s", "  1 of 30 done"])
        #expect(block.lines(at: .zero, all: true).count == 30)
    }

    @Test("leaves a question alone while it is asked, as a login's code is, and goes on below it")
    func question() {
        let capture = Capture()
        let console = capture.console(isTerminal: true)
        let reporter = ProgressReporter(steps: [Step(table, .create)], stream: console.output, now: { .zero })
        reporter.tell(.started(table, .create))
        let before = capture.output
        console.screen.holdingStill {
            reporter.tick()
            reporter.tell(.waiting(table, reason: "CREATING"))
            #expect(capture.output == before)
        }
        reporter.tick()
        let after = capture.output.dropFirst(before.count)
        #expect(after.contains("waiting: CREATING") && !after.contains("\u{1B}[1A"), "\(after.debugDescription)")
        reporter.tick()
        #expect(capture.output.dropFirst(before.count + after.count).hasPrefix("\u{1B}[1A\r"))
    }

    @Test("may be told from several tasks at once, and ends with the last state on the screen")
    func reporter() async {
        let capture = Capture()
        let many = (1...8).map { Step(ResourceID(kind: "t", name: "n\($0)"), .create) }
        let reporter = ProgressReporter(steps: many, stream: capture.console(isTerminal: true).output, now: { .zero })
        await reporter.during {
            await withTaskGroup(of: Void.self) { group in
                for step in many {
                    group.addTask {
                        reporter.tell(.started(step.id, .create))
                        reporter.tell(.finished(step.id, .create, took: .zero))
                    }
                }
            }
        }
        let last = capture.output.components(separatedBy: "\u{1B}[8A\r").last ?? ""
        #expect(last.components(separatedBy: "created in 0.0 s").count == 9)
        #expect(last.hasSuffix("\n\u{1B}[J"))
    }
}
