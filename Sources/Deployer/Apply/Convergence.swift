/// Brings one resource to where it should be: looks, writes one step, looks again, until nothing differs or patience ends.
///
/// No step is remembered between runs. After a crash the next run looks and goes on from what stands.
struct Convergence<R: Resource>: Sendable {
    let resource: R
    let context: R.Context
    /// Whether what carries no mark of ours is taken over.
    let adopts: Bool
    let patience: Duration
    let time: Timekeeper
    let tell: @Sendable (Event) -> Void

    /// How long what was written may take to show, before it is written again.
    private static var settling: Duration { .seconds(10) }
    /// How many times the same is written before it is given up.
    private static var rounds: Int { 3 }

    /// The last write: what was different then, how many times the same was written, and when.
    private struct Write {
        let changes: [Change]
        let round: Int
        let at: ContinuousClock.Instant
    }

    /// Makes it or changes it until it is as described; gives what its users want to know.
    func bringAbout(_ activity: inout DeployError.Activity) async throws -> [Output] {
        var waiting = Waiting(self)
        var last: Write?
        var isOurs = adopts
        while true {
            activity = .observing
            let seen = try await resource.observe(in: context)
            if let seen {
                try refuse(seen, isOurs: isOurs)
                if let reason = seen.readiness.unrest {
                    try await waiting.wait(for: reason)
                    continue
                }
            }
            let changes = R.differences(desired: resource, observed: seen?.value)
            if let seen, changes.isEmpty {
                if case .failed(let reason) = seen.readiness { throw ResourceFailed(reason: reason) }
                return seen.outputs
            }
            activity = seen == nil ? .creating : .updating
            if let last, try stillSettling(last, changes) {
                try await waiting.wait(for: "waiting for the change to show")
                continue
            }
            do {
                if let seen {
                    try await resource.update(changes, from: seen.value, in: context)
                } else {
                    try await resource.create(in: context)
                    isOurs = true
                }
                last = Write(changes: changes, round: round(after: last, changes), at: time.now())
                waiting.progress()
            } catch let error as NotYet {
                try await waiting.wait(for: error.reason)
            }
        }
    }

    /// Removes it until nothing stands under its name.
    func remove(_ activity: inout DeployError.Activity) async throws {
        var waiting = Waiting(self)
        var last: Write?
        while true {
            activity = .observing
            guard let seen = try await resource.observe(in: context) else { return }
            if case .foreign = seen.ownership { return }
            if case .leaving(let reason) = seen.readiness {
                try await waiting.wait(for: reason)
                continue
            }
            let remains = R.differences(desired: nil, observed: seen.value)
            activity = .deleting
            if let last, try stillSettling(last, remains) {
                try await waiting.wait(for: "waiting for it to be gone")
                continue
            }
            do {
                try await resource.delete(seen.value, in: context)
                last = Write(changes: remains, round: round(after: last, remains), at: time.now())
                waiting.progress()
            } catch let error as NotYet {
                try await waiting.wait(for: error.reason)
            }
        }
    }

    /// Stops where someone else's thing stands, or one that can never become what is described.
    ///
    /// - Parameter isOurs: whether it is known to be ours: made in this run, whose mark may not be readable yet.
    private func refuse(_ seen: Observation<R>, isOurs: Bool) throws {
        if case .foreign(let tags) = seen.ownership, !isOurs {
            throw Refusal(reasons: [.foreign(resource.id, tags: tags, origin: resource.origin(ofForeign: tags))])
        }
        let immutable = resource.immutableDifferences(from: seen.value)
        guard immutable.isEmpty || seen.readiness.isLeaving else {
            throw Refusal(reasons: immutable.map { .immutable(resource.id, $0.change, advice: $0.advice) })
        }
    }

    /// Whether the same difference was written a moment ago, so that reading it again is due before writing it again.
    private func stillSettling(_ last: Write, _ changes: [Change]) throws -> Bool {
        guard last.changes == changes else { return false }
        if time.now() - last.at < Self.settling { return true }
        guard last.round < Self.rounds else { throw ChangeDidNotStick(changes: changes, rounds: last.round) }
        return false
    }

    private func round(after last: Write?, _ changes: [Change]) -> Int {
        last?.changes == changes ? (last?.round ?? 0) + 1 : 1
    }

    /// The pauses of one resource, counted against its patience.
    private struct Waiting {
        let convergence: Convergence
        let since: ContinuousClock.Instant
        var pause = Pause()

        init(_ convergence: Convergence) {
            self.convergence = convergence
            since = convergence.time.now()
        }

        mutating func wait(for reason: String) async throws {
            let waited = convergence.time.now() - since
            guard waited < convergence.patience else { throw PatienceEnded(reason: reason, waited: waited) }
            convergence.tell(.waiting(convergence.resource.id, reason: reason))
            try await convergence.time.sleep(pause.lengthen())
        }

        mutating func progress() { pause.shorten() }
    }
}
