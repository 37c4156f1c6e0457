import Testing

@testable import Deployer
@testable import DeployerCLI

@Suite("A live block")
struct LiveBlockTests {
    private static let sizes = [
        TerminalSize(columns: 80, rows: 5), TerminalSize(columns: 60, rows: 20), TerminalSize(columns: 200, rows: 50),
    ]
    private let ids = [
        ResourceID(kind: "table", name: "VisitorCount-dev"),
        ResourceID(kind: "log group", name: "/aws/lambda/visitor-counter-dev"),
        ResourceID(kind: "role", name: "UpdateVisitorCount-role-dev"),
        ResourceID(kind: "function", name: "visitor-counter-dev"),
        ResourceID(kind: "release", name: "visitor-counter-dev:live"),
        ResourceID(kind: "url", name: "visitor-counter-dev:live"),
    ]

    private func reporter(_ console: Console) -> ProgressReporter {
        ProgressReporter(steps: ids.map { Step($0, .create) }, stream: console.output, now: { .seconds(72) })
    }

    /// How many lines each resource has: the first columns of its kind distinguish the resources.
    private func occurrences(in lines: [String]) -> [Int] {
        ids.map { id in lines.count { $0.dropFirst(2).dropFirst(2).hasPrefix(id.kind + " ") } }
    }

    /// Runs a deploy on a terminal that changes its size; returns the terminal at the end.
    private func deploy(
        _ sizes: [TerminalSize], breaksAnew: Bool, check: (TerminalModel) -> Void = { _ in }
    ) -> TerminalModel {
        let terminal = TerminalConsole(sizes[0], breaksAnew: breaksAnew)
        let console = terminal.console
        for line in 1...3 { console.say("What stands above it, line \(line)") }
        let reporter = reporter(console)
        for (number, id) in ids.enumerated() {
            terminal.resize(sizes[number % sizes.count])
            reporter.report(.started(id, .create))
            reporter.report(
                .waiting(id, reason: "CREATING, and that for a long time, as its reason says in many words"))
            check(terminal.terminal)
            terminal.resize(sizes[(number + 1) % sizes.count])
            reporter.tick()
            check(terminal.terminal)
            if number % 2 == 0 { reporter.report(.finished(id, .create, took: .seconds(3))) }
        }
        reporter.tick(isLast: true)
        return terminal.terminal
    }

    @Test("shows each row once on a terminal of any size, also above the screen", arguments: sizes)
    func fixedSize(_ size: TerminalSize) {
        let end = deploy([size], breaksAnew: true) { #expect(occurrences(in: $0.all).allSatisfy { $0 <= 1 }) }
        #expect(occurrences(in: end.all) == ids.map { _ in 1 })
        #expect(end.all.prefix(3).allSatisfy { $0.hasPrefix("What stands above it") })
    }

    @Test("shows each row once if the size changes between two frames", arguments: [true, false], sizes)
    func resized(breaksAnew: Bool, _ first: TerminalSize) {
        let others = Self.sizes.filter { $0 != first && $0.rows > 10 }
        for sizes in [[first] + others, [first] + others.reversed()] where first.rows > 10 {
            let end = deploy(sizes, breaksAnew: breaksAnew) {
                #expect(occurrences(in: $0.all).allSatisfy { $0 <= 1 }, "\($0.all)")
            }
            #expect(occurrences(in: end.all) == ids.map { _ in 1 }, "\(end.all)")
        }
        // A lower window pushes lines above the screen, which cannot be redrawn. But the last block is complete.
        let end = deploy([first] + Self.sizes, breaksAnew: breaksAnew).all.dropLast()
        #expect(occurrences(in: end.suffix(ids.count)) == ids.map { _ in 1 }, "\(end)")
    }

    @Test("takes into account that a narrower terminal has wrapped its lines")
    func broken() {
        let terminal = TerminalConsole(TerminalSize(columns: 120, rows: 30))
        let console = terminal.console
        console.say("Above.")
        let reporter = reporter(console)
        for id in ids { reporter.report(.waiting(id, reason: String(repeating: "many words ", count: 8))) }
        for columns in [70, 40, 25, 110] {
            terminal.resize(TerminalSize(columns: columns, rows: 30))
            reporter.tick()
            #expect(terminal.terminal.all.filter { !$0.isEmpty }.count == 7, "\(terminal.terminal.all)")
            #expect(terminal.terminal.all.first == "Above.")
        }
    }

    @Test("keeps its time at any width, and never fills a line", arguments: 5...200)
    func width(_ columns: Int) {
        var block = LiveBlock(steps: ids.map { Step($0, .create) })
        block.note(.waiting(ids[0], reason: "CREATING"), at: .zero)
        block.note(.waiting(ids[1], reason: String(repeating: "many words ", count: 20)), at: .zero)
        block.note(.started(ids[2], .update), at: .zero)
        block.note(.replanned(ids[2], reason: "memory was changed by another"), at: .zero)
        block.note(.finished(ids[3], .create, took: .seconds(3)), at: .zero)
        let failure = DeployError(resource: ids[4], stage: "dev", activity: .creating, cause: CancellationError())
        block.note(.started(ids[4], .create), at: .zero)
        block.note(.failed(ids[4], failure), at: .seconds(4))
        let lines = block.lines(at: .seconds(12), all: true, in: TerminalSize(columns: columns, rows: 24)).map(\.text)
        #expect(lines.allSatisfy { Printable.columns($0) < columns }, "\(lines)")
        let times = ["12 s", "12 s", "12 s", "3.0 s", columns > 5 ? "4.0 s" : "4.0"]
        for (line, time) in zip(lines, times) where columns > 5 { #expect(line.contains(time), "\(line)") }
        #expect(lines.count == 6)
    }

    @Test("shortens names in their middle, and leaves kinds out before it leaves out names")
    func names() {
        var block = LiveBlock(steps: ids.map { Step($0, .create) })
        block.note(.started(ids[1], .create), at: .zero)
        func line(_ columns: Int) -> String {
            block.lines(at: .seconds(75), all: true, in: TerminalSize(columns: columns, rows: 24))[1].text
        }
        #expect(line(90) == "  ⠋ log group  /aws/lambda/visitor-counter-dev  creating, 1 min 15 s")
        #expect(line(60) == "  ⠋ log group  /aws/lamb…nter-dev  creating, 1 min 15 s")
        #expect(line(40) == "  ⠋ /aws/la…er-dev  creati…, 1 min 15 s")
        #expect(line(24) == "  ⠋ /aw…dev  1 min 15 s")
        #expect(line(14) == "1 min 15 s")
    }

    @Test("is no higher than the terminal without its last line, which is the cursor's", arguments: 1...24)
    func height(_ rows: Int) {
        var block = LiveBlock(steps: ids.map { Step($0, .create) })
        for id in ids.prefix(4) { block.note(.started(id, .create), at: .zero) }
        for isStopping in [false, true] {
            if isStopping { block.note(.stopping, at: .zero) }
            for columns in [10, 40, 80] {
                let lines = block.lines(at: .zero, all: false, in: TerminalSize(columns: columns, rows: rows))
                #expect(lines.count <= rows - 1)
                #expect(rows < 3 || lines.contains { $0.text.contains("0 s") })
            }
        }
        #expect(block.lines(at: .zero, all: true, in: TerminalSize(columns: 80, rows: rows)).count == 6)
    }

    @Test("makes room for other text, and is drawn below it")
    func besides() {
        let terminal = TerminalConsole(TerminalSize())
        let console = terminal.console
        let reporter = reporter(console)
        reporter.tick()
        console.warn(Explanation("the clock is off", advice: "Set it."))
        reporter.tick()
        console.note("A note.")
        reporter.tick(isLast: true)
        console.say("Done.")
        let lines = terminal.terminal.all.filter { !$0.isEmpty }
        #expect(lines.prefix(2) == ["Warning: the clock is off. Set it.", "A note."])
        #expect(occurrences(in: lines) == ids.map { _ in 1 } && lines.count == 9 && lines.last == "Done.", "\(lines)")
    }
}
