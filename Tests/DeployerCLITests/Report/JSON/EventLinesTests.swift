import Foundation
import Synchronization
import Testing

@testable import Deployer
@testable import DeployerCLI

@Suite("The lines for events")
struct EventLinesTests {
    private struct Known: Error {}
    private let table = ResourceID(kind: "table", name: "Visits")
    private let function = ResourceID(kind: "function", name: "counter")
    private let capture = Capture()

    private func lines(now: @escaping @Sendable () -> Duration = { .zero }) -> EventLines {
        let texts = Explainer(owner: ("visitor-counter", "prod")) {
            $0 is Known ? Explanation("it broke", why: "It was old.", advice: "Buy another.") : nil
        }
        return EventLines(texts, to: capture.console(), now: now)
    }

    @Test("have a form for each event, which begins with the event's name and the time")
    func forms() {
        let lines = lines()
        let failure = DeployError(resource: function, stage: "prod", activity: .creating, cause: Known())
        let events: [Event] = [
            .started(table, .create), .waiting(table, reason: "CREATING"), .replanned(table, reason: "it moved"),
            .finished(table, .create, took: .microseconds(3_200_400)), .failed(function, failure),
            .skipped(table, because: function), .stopping, .unfinished(table, reason: "CREATING"), .notBegun(table),
        ]
        events.forEach(lines.write)
        let reported = capture.output.replacing(#", "time": "2027-01-15T08:00:00.062Z""#, with: "")
        #expect(
            reported == #"""
                {"event": "started", "kind": "table", "name": "Visits", "action": "create"}
                {"event": "waiting", "kind": "table", "name": "Visits", "reason": "CREATING", "seconds": 0.0}
                {"event": "replanned", "kind": "table", "name": "Visits", "reason": "it moved"}
                {"event": "finished", "kind": "table", "name": "Visits", "action": "create", "seconds": 3.2}
                {"event": "failed", "kind": "function", "name": "counter", \#
                "what": "function counter in stage prod could not be created", "why": "It broke. It was old.", \#
                "advice": "Buy another."}
                {"event": "skipped", "kind": "table", "name": "Visits", \#
                "because": {"kind": "function", "name": "counter"}}
                {"event": "stopping"}
                {"event": "unfinished", "kind": "table", "name": "Visits", "reason": "CREATING"}
                {"event": "notBegun", "kind": "table", "name": "Visits"}

                """#)
        #expect(reported.count < capture.output.count)
    }

    @Test("end when the work does")
    func end() throws {
        let lines = lines()
        lines.write(.stopping)
        lines.end()
        lines.write(.stopping)
        #expect(try JSONLines.events(capture.output) == ["stopping"])
    }

    @Test("report a wait when its reason changes, and every ten seconds while it lasts")
    func waits() throws {
        let second = Mutex(0)
        let lines = lines { .seconds(second.withLock { $0 }) }
        for (at, reason) in [(0, "a"), (1, "a"), (9, "a"), (10, "a"), (11, "b"), (12, "b"), (13, "a"), (23, "a")] {
            second.withLock { $0 = at }
            lines.write(.waiting(table, reason: reason))
            lines.write(.waiting(function, reason: "its own"))
        }
        let waits = try capture.lines().filter { $0["name"] as? String == "Visits" }
        #expect(waits.map { $0["reason"] as? String } == ["a", "a", "b", "a", "a"])
        #expect(waits.map { $0["seconds"] as? Double } == [0, 10, 0, 0, 10])
        #expect(try capture.lines().count { $0["name"] as? String == "counter" } == 3)
    }

    @Test("are those that the schema describes, and no others")
    func schema() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../..")
        let data = try Data(contentsOf: root.appending(path: "docs/json.schema.json"))
        let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let kinds = try #require(schema["oneOf"] as? [[String: String]])
            .compactMap { $0["$ref"]?.split(separator: "/").last.map(String.init) }
        // These two belong to commands of programs that use the engine.
        #expect(kinds == EventKind.allCases.map(\.rawValue) + ["whoami", "package", "record"])
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        #expect(kinds.allSatisfy { definitions[$0] != nil })
    }
}
