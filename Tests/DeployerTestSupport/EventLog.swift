import Deployer
import Synchronization

/// The events of one run, in a few words each.
final class EventLog: Sendable {
    private let events = Mutex<[Event]>([])

    func add(_ event: Event) { events.withLock { $0.append(event) } }

    /// What was planned again, and why.
    var replanned: [String] {
        events.withLock { $0 }.compactMap {
            if case .replanned(let id, let why) = $0 { "\(id.name): \(why)" } else { nil }
        }
    }

    /// The reasons for the waits.
    var waits: [String] {
        events.withLock { $0 }.compactMap { if case .waiting(_, let reason) = $0 { reason } else { nil } }
    }

    /// What was not begun, since something else failed.
    var skipped: [String] {
        events.withLock { $0 }.compactMap { if case .skipped(let id, _) = $0 { id.name } else { nil } }
    }

    /// What was begun.
    var started: [String] {
        events.withLock { $0 }.compactMap { if case .started(let id, _) = $0 { id.name } else { nil } }
    }
}

/// One run of the engine over a fake cloud, with a clock that runs only while someone sleeps.
struct Bench: Sendable {
    let cloud = FakeCloud()
    let clock = ManualClock()
    let log = EventLog()

    func plan(
        _ resources: [any Resource<FakeCloud>], _ mode: PlanMode = .deploy(adopting: [])
    ) async throws -> PlannedStack<FakeCloud> {
        try await Planner(cloud.deployment(resources)).plan(mode)
    }

    /// Plans and applies.
    func apply(
        _ resources: [any Resource<FakeCloud>], _ mode: PlanMode = .deploy(adopting: []),
        timeout: Duration? = nil, stop: StopRequest? = nil, onEvent: @escaping @Sendable (Event) -> Void = { _ in }
    ) async throws -> Outcome {
        await apply(try await plan(resources, mode), timeout: timeout, stop: stop, onEvent: onEvent)
    }

    func apply(
        _ planned: PlannedStack<FakeCloud>, timeout: Duration? = nil, stop: StopRequest? = nil,
        onEvent: @escaping @Sendable (Event) -> Void = { _ in }
    ) async -> Outcome {
        let log = log
        return await Executor(timeout: timeout, clock: clock, stop: stop).apply(planned) {
            log.add($0)
            onEvent($0)
        }
    }
}
