/// What is remembered, within one step, of what was written and of what became of it.
///
/// It tells a write that does not show yet from one that does not stick, and both from someone else's writes.
struct WriteHistory {
    /// How many times the same is written before it is given up.
    private static let rounds = 3
    /// How many answers in a row may be lost: that many are no coincidence, and their cause is worth reading.
    private static let lostAnswers = 8
    /// How many times in a row, and for how long, a write is refused since the thing stands already though no look shows
    /// it, before its words are believed: some clouds' reads lag behind by up to twenty seconds.
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
    /// The last write whose answer was lost, while nothing was answered since; how many times in a row.
    private var lost: (changes: [Change], times: Int)?
    /// The write that was refused since the resource exists already, while each look since the first time showed the same; how many times in a row.
    private var alreadyExists: (changes: [Change], times: Int, since: Duration)?
    /// What each scalar property was when it was written; more than one value where it was written more than once.
    private var before: [String: [Value]] = [:]
    /// What the last write was planned against when someone else's came first.
    private var conflictingWrite: ConflictingWrite?
    /// What someone else moved, the first time.
    private var moved: String?

    /// Why `changes` are not written now; nil where they are to be.
    ///
    /// - Parameter revision: of what was seen.
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

    /// Whether a write was refused for `revision`, though it is what stands: nobody else was behind it, then.
    ///
    /// Asked once ``reasonToWait(before:revision:at:)`` has let enough time go by for another's write to show.
    func wasRefusedWrongly(for revision: String?) -> Bool { revision != nil && revision == conflictingWrite?.revision }

    /// What someone else changed after it was written: a scalar that reads neither as it was before nor as it was written.
    ///
    /// Lists may be half-way.
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

    /// The write of `changes` was answered, and carried out.
    mutating func wrote(_ changes: [Change], at now: Duration) {
        let round = last?.changes == changes ? (last?.round ?? 0) + 1 : 1
        last = Write(changes: changes, round: round, at: now)
        lost = nil
        alreadyExists = nil
        remember(changes)
    }

    /// The write of `changes` was answered, and not carried out.
    ///
    /// - Parameter cause: what the cloud said where it refused since the thing stands already.
    /// - Throws: `cause`, where no look has explained it for long enough
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

    /// A look showed something in the way: what refused the last write was no riddle.
    mutating func existenceWasExplained() { alreadyExists = nil }

    /// The answer to the write of `changes` was lost.
    ///
    /// - Throws: `cause`, where the same happened too often without anything to show for it
    mutating func lostAnswer(to changes: [Change], _ cause: any Error) throws {
        let times = lost?.changes == changes ? (lost?.times ?? 0) + 1 : 1
        guard times < Self.lostAnswers else { throw cause }
        lost = (changes, times)
        alreadyExists = nil
        remember(changes)
    }

    /// The write was refused, since `revision` is not what stands any more; gives whether someone else is behind it.
    ///
    /// After a lost answer it was most likely this run's own write.
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
    /// Whether it is one value that can be told from another: not nothing, not a list, not hidden.
    fileprivate var isScalar: Bool {
        switch self {
        case .flag, .number, .text: true
        case .none, .list, .hidden: false
        }
    }
}
