/// Which of the engine's many tellings of a wait are passed on: a reason once, and every ten seconds while it lasts.
struct WaitThrottle {
    private static let interval = Duration.seconds(10)

    private var waits: [ResourceID: (reason: String, since: Duration, reportedAt: Duration)] = [:]

    /// How long the resource has been waited for with this reason; nil where that was reportedAt a moment ago.
    ///
    /// - Parameter now: the time since any fixed moment.
    mutating func lasting(_ id: ResourceID, _ reason: String, at now: Duration) -> Duration? {
        let before = waits[id].flatMap { $0.reason == reason ? $0 : nil }
        if let before, now - before.reportedAt < Self.interval { return nil }
        let since = before?.since ?? now
        waits[id] = (reason, since, reportedAt: now)
        return now - since
    }

    /// Work on the resource begins: what it waits for from now on is new.
    mutating func begin(_ id: ResourceID) { waits[id] = nil }
}
