/// Reconciles one resource: looks, makes one write and looks again, until nothing differs or the time is up.
///
/// Nothing is remembered between runs. After a crash the next run looks, and continues from what exists.
struct Reconciler<R: Resource>: Sendable {
    let resource: R
    let context: R.Context
    /// Whether it is taken over if it does not have our tags.
    let adopts: Bool
    let limits: Backoff.Limits
    let onEvent: @Sendable (Event) -> Void

    /// How a write was answered.
    private enum Answer {
        case done
        case lost
        case refused
    }

    /// Creates or changes it until it is as described; returns its outputs.
    func reconcile(_ activity: inout DeployError.Activity) async throws -> [Output] {
        var (waiting, history) = begin()
        var provisionalOwnership = adopts ? ProvisionalOwnership.adopted : .none
        while true {
            activity = .observing
            let seen = try await resource.observe(in: context)
            if let seen, let reason = try pendingReason(of: seen, &provisionalOwnership) {
                history.existenceWasExplained()
                try await waiting.wait(for: reason)
                continue
            }
            let changes = R.differences(desired: resource, observed: seen?.value)
            if let seen, changes.isEmpty {
                if let failure = failure(of: seen) { throw failure }
                return seen.outputs
            }
            activity = seen == nil ? .creating : .updating
            // A removal does not check this: a half-deleted resource reads as nobody wrote it.
            if let reason = try history.externalChange(in: changes) { onEvent(.replanned(resource.id, reason: reason)) }
            do {
                if try await holdsBack(changes, seen?.revision, &waiting, &history) { continue }
            } catch let error as ChangeDidNotStick {
                // The cloud's own reason says more than that another write did not help.
                throw failure(of: seen) ?? error
            }
            let basis = seen.map { self.basis(of: $0, history) }
            let answer = try await write(changes, seen?.revision, &waiting, &history) {
                if let basis {
                    try await resource.update(changes, from: basis, in: context)
                } else {
                    try await resource.create(in: context)
                }
            }
            if seen == nil, !adopts {
                provisionalOwnership = self.provisionalOwnership(after: answer, else: provisionalOwnership)
            }
        }
    }

    /// Removes it until nothing exists under its name.
    ///
    /// If a resource without any tags exists there after the removal, it may be someone else's. It may also be the same
    /// one, with tags that cannot be read. So the engine looks at it for a while. If the cloud creates such resources
    /// again by itself, it is removed again.
    ///
    /// - Parameter again: whether it was removed before in this run.
    func remove(_ activity: inout DeployError.Activity, again: Bool = false) async throws {
        var (waiting, history) = begin()
        var removedAt = again ? limits.time.now() : nil
        while true {
            activity = .observing
            guard let seen = try await resource.observe(in: context) else { return }
            let isRemovable = isRemovable(seen, again: removedAt != nil)
            if let reason = seen.readiness.leaving ?? (isRemovable ? nil : seen.reasonWhyUndecided) {
                try await waiting.wait(for: reason)
                continue
            }
            guard isRemovable else {
                guard let removedAt, seen.showsNoMark, limits.time.now() - removedAt < Settling.time else {
                    return
                }
                try await waiting.wait(for: "the removal cannot be seen yet")
                continue
            }
            let remains = R.differences(desired: nil, observed: seen.value)
            activity = .deleting
            do {
                if try await holdsBack(remains, seen.revision, &waiting, &history) { continue }
            } catch let error as ChangeDidNotStick {
                throw Reappeared(removals: error.rounds)
            }
            let basis = self.basis(of: seen, history)
            do {
                let answer = try await write(remains, seen.revision, &waiting, &history) {
                    try await resource.delete(basis, in: context)
                }
                if answer != .refused { removedAt = limits.time.now() }
            } catch let error as LeftBehind {
                return onEvent(.replanned(resource.id, reason: error.reason))
            }
        }
    }

    /// Whether a resource exists again that this run removed.
    func hasReappeared() async throws -> Bool {
        try await resource.observe(in: context).map { isRemovable($0, again: true) } ?? false
    }

    /// The provisional ownership after a create with this answer.
    private func provisionalOwnership(after answer: Answer, else provisionalOwnership: ProvisionalOwnership)
        -> ProvisionalOwnership
    {
        switch answer {
        case .done: .made
        case .lost: .perhapsMade(at: limits.time.now())
        case .refused: provisionalOwnership
        }
    }

    private func failure(of seen: Observation<R>?) -> ResourceFailed? {
        seen?.readiness.failure.map { ResourceFailed(reason: $0, holdsData: resource.holdsData) }
    }

    private func begin() -> (Backoff, WriteHistory) { (Backoff(resource.id, limits, onEvent: onEvent), WriteHistory()) }

    private func isRemovable(_ seen: Observation<R>, again: Bool) -> Bool {
        switch seen.ownership {
        case .ours, .through: true
        case .foreign(let tags): again && tags.isEmpty && resource.mayReappear
        case .ofAnotherRegion: false
        }
    }

    /// What to wait for before the resource can be compared; nil if it can be compared now.
    ///
    /// - Throws: ``Refusal`` if it is someone else's, or can never become what is described
    private func pendingReason(of seen: Observation<R>, _ provisionalOwnership: inout ProvisionalOwnership) throws
        -> String?
    {
        if case .leaving(let reason) = seen.readiness { return reason }
        if let reason = seen.reasonWhyUndecided { return reason }
        if let reason = try provisionalOwnership.check(seen.ownership, of: resource, at: limits.time.now()) {
            return reason
        }
        let immutable = resource.immutableDifferences(from: seen.value)
        guard immutable.isEmpty else {
            throw Refusal(reasons: immutable.map { .immutable(resource.id, $0.change, advice: $0.advice) })
        }
        if let obstacle = seen.changeObstacle { throw Refusal(reasons: [.changeObstacle(resource.id, obstacle)]) }
        return seen.readiness.pendingReason
    }

    /// Waits if an earlier write may not show yet; returns whether it did.
    private func holdsBack(
        _ changes: [Change], _ revision: String?, _ waiting: inout Backoff, _ history: inout WriteHistory
    ) async throws -> Bool {
        guard
            let reason = try history.reasonToWait(before: changes, revision: revision, at: limits.time.now())
        else {
            try waiting.timeLeft()
            return false
        }
        try await waiting.wait(for: reason)
        return true
    }

    /// The observed state that the next write is based on.
    private func basis(of seen: Observation<R>, _ history: WriteHistory) -> R {
        history.wasRefusedWrongly(for: seen.revision) ? seen.value.withoutCondition : seen.value
    }

    /// Writes once, records the answer, and waits if it is too early to look again.
    private func write(
        _ changes: [Change], _ revision: String?, _ waiting: inout Backoff, _ history: inout WriteHistory,
        _ body: () async throws -> Void
    ) async throws -> Answer {
        do {
            try await body()
            history.wrote(changes, at: limits.time.now())
            waiting.shorten()
            return .done
        } catch let error as NotYet {
            try history.wasRefused(changes, by: error.alreadyExists, at: limits.time.now())
            try await waiting.wait(for: error.reason)
            return .refused
        } catch let error as OutcomeUnknown {
            try history.lostAnswer(to: changes, error.cause)
            try await waiting.wait(for: "an answer was lost; looking what became of it")
            return .lost
        } catch let error as Conflict {
            if try history.wasInConflict(error.reason, revision: revision, at: limits.time.now()) {
                onEvent(.replanned(resource.id, reason: error.reason))
            }
            return .refused
        }
    }
}
