/// What one step remembers of its writes and their answers.
///
/// It distinguishes three cases: a write does not show yet, it does not stick, or someone else wrote.
struct WriteHistory {
    /// How many times the same change is written before the step gives up.
    private static let rounds = 3
    /// How many lost answers in a row end the step: so many are no coincidence, and their cause is worth reading.
    private static let lostAnswers = 8
    /// How often in a row, and for how long, a write may be refused as already existing before that is believed.
    ///
    /// Until then no look shows the resource: some clouds' reads lag behind by up to twenty seconds.
    private static let alreadyExistsLimits = (times: 4, duration: Duration.seconds(20))

    private struct Write {
        let changes: [Change]
        let round: Int
        let at: Duration
    }

    private struct ConflictingWrite {
        let revision: String?
        let at: Duration
    }

    /// The last write that was answered.
    private var last: Write?
    /// The last write whose answer was lost, and how many times in a row; nil after any answer.
    private var lost: (changes: [Change], times: Int)?
    /// The write that was refused as already existing while no look explained it, and how many times in a row.
    private var alreadyExists: (changes: [Change], times: Int, since: Duration)?
    /// The values of each scalar property before it was written; several if it was written more than once.
    private var before: [String: [Value]] = [:]
    /// The last write that was refused, since someone else's came first: the revision that it was based on.
    private var conflictingWrite: ConflictingWrite?
    /// What someone else changed the first time.
    private var moved: String?

    /// Why `changes` are not written now; nil if they should be.
    ///
    /// - Parameter revision: the observed revision.
    /// - Throws: ``ChangeDidNotStick``
    func reasonToWait(
        before changes: [Change], revision: String?, at now: Duration
    ) throws -> String? {
        if let conflictingWrite, let revision, revision == conflictingWrite.revision,
            now - conflictingWrite.at < Settling.time
        {
            return "the other change cannot be seen yet"
        }
        guard let last, last.changes == changes else { return nil }
        if now - last.at < Settling.time { return "the change cannot be seen yet" }
        guard last.round < Self.rounds else { throw ChangeDidNotStick(changes: changes, rounds: last.round) }
        return nil
    }

    /// Whether a write was refused although `revision` is still current, so nobody else had changed it.
    ///
    /// Call it after ``reasonToWait(before:revision:at:)``, which waits long enough for someone else's write to show.
    func wasRefusedWrongly(for revision: String?) -> Bool { revision != nil && revision == conflictingWrite?.revision }

    /// An external change after our write: a scalar that reads neither as it was before nor as it was written.
    ///
    /// Lists do not count: they may be half-way.
    ///
    /// - Throws: ``ConcurrentDeployment`` the second time
    mutating func externalChange(in changes: [Change]) throws -> String? {
        let third = changes.first { change in
            change.from.isScalar && before[change.property].map { !$0.contains(change.from) } ?? false
        }
        guard let third else { return nil }
        before[third.property] = nil
        let reason = "\(third.property) was changed meanwhile"
        try concurrentDeployment(reason)
        return reason
    }

    /// Records that the write of `changes` was answered and carried out.
    mutating func wrote(_ changes: [Change], at now: Duration) {
        let round = last?.changes == changes ? (last?.round ?? 0) + 1 : 1
        last = Write(changes: changes, round: round, at: now)
        lost = nil
        alreadyExists = nil
        remember(changes)
    }

    /// Records that the write of `changes` was answered but not carried out.
    ///
    /// - Parameter cause: the cloud's error, if it refused because the resource already exists.
    /// - Throws: `cause` if no look has explained it for long enough
    mutating func wasRefused(
        _ changes: [Change], by cause: (any Error)?, at now: Duration
    ) throws {
        lost = nil
        guard let cause else {
            alreadyExists = nil
            return
        }
        let earlier = alreadyExists?.changes == changes ? alreadyExists : nil
        let (times, since) = ((earlier?.times ?? 0) + 1, earlier?.since ?? now)
        alreadyExists = (changes, times, since)
        if times >= Self.alreadyExistsLimits.times, now - since >= Self.alreadyExistsLimits.duration { throw cause }
    }

    /// Records that a look explained the last refusal: another resource was in the way.
    mutating func existenceWasExplained() { alreadyExists = nil }

    /// Records that the answer to the write of `changes` was lost.
    ///
    /// - Throws: `cause` if the answer to the same write was lost too often in a row
    mutating func lostAnswer(to changes: [Change], _ cause: any Error) throws {
        let times = lost?.changes == changes ? (lost?.times ?? 0) + 1 : 1
        guard times < Self.lostAnswers else { throw cause }
        lost = (changes, times)
        alreadyExists = nil
        remember(changes)
    }

    /// Records that the write was refused, since `revision` is outdated; returns whether someone else changed it.
    ///
    /// After a lost answer, the change was most likely this run's own write.
    ///
    /// - Throws: ``ConcurrentDeployment`` the second time
    mutating func wasInConflict(
        _ reason: String, revision: String?, at now: Duration
    ) throws -> Bool {
        conflictingWrite = ConflictingWrite(revision: revision, at: now)
        alreadyExists = nil
        guard lost == nil else {
            lost = nil
            return false
        }
        try concurrentDeployment(reason)
        return true
    }

    private mutating func concurrentDeployment(_ reason: String) throws {
        if let moved { throw ConcurrentDeployment(moved: [moved, reason]) }
        moved = reason
    }

    private mutating func remember(_ changes: [Change]) {
        for change in changes where change.from.isScalar {
            before[change.property, default: []].append(change.from)
        }
    }
}

extension Value {
    /// Whether it is a single value that can be compared: not none, not a list, not hidden.
    fileprivate var isScalar: Bool {
        switch self {
        case .flag, .number, .text: true
        case .none, .list, .hidden: false
        }
    }
}
