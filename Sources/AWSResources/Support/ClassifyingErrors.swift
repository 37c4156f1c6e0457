import AWSClient
import Deployer

/// Runs a write in the engine's terms: what only needs time is thrown as `NotYet`, an answer that was lost as
/// `OutcomeUnknown`, and what someone else was faster with as `Conflict`.
///
/// Around ``ifPresent(_:)`` it runs a removal: what is gone already is nil, what is still in use is `NotYet`.
@discardableResult
func classifyingErrors<T>(_ write: () async throws -> T) async throws -> T {
    do {
        return try await write()
    } catch let error as UnknownOutcome {
        throw OutcomeUnknown(error.cause)
    } catch let error as ServiceError {
        switch error.classification(during: .write) {
        case .notYet(let reason), .throttled(let reason): throw NotYet(reason)
        case .alreadyExists: throw NotYet("stands already; looking again", alreadyExists: error)
        case .conflict(let reason): throw Conflict(reason)
        case .absent, .final: throw error
        }
    }
}

/// Runs a further write of a creation, once its first one is done: where it needs time, or its answer is lost, the next
/// round goes on from what stands.
///
/// Thrown on, either would make the creation look undone, and what it made that of a stranger until its tags can be read.
func bestEffort(_ write: () async throws -> Void) async throws {
    do {
        try await classifyingErrors(write)
    } catch is NotYet {
    } catch is OutcomeUnknown {
    }
}

/// Runs a read or a removal; nil where there is no such thing.
@discardableResult
func ifPresent<T>(_ call: () async throws -> T) async throws -> T? {
    do {
        return try await call()
    } catch let error as ServiceError {
        if case .absent = error.classification(during: .readOrDelete) { return nil }
        throw error
    }
}

/// Asks several things about one resource at once; nil where it does not exist, as the first answer says.
///
/// Then nobody needs the other answers, but they are awaited: a request that is cancelled loses its connection.
///
/// - Throws: what the first question throws, or the first of the others that fails where the resource exists.
func asking<Found: Sendable, each Other: Sendable>(
    _ ask: () async throws -> Found?, beside others: repeat @escaping @Sendable () async throws -> each Other
) async throws -> (Found, repeat each Other)? {
    let tasks = (repeat Task { try await (each others)() })
    return try await withTaskCancellationHandler {
        do {
            guard let found = try await ifPresent(ask) ?? nil else {
                for task in repeat each tasks { _ = try? await task.value }
                return nil
            }
            return (found, repeat try await (each tasks).value)
        } catch {
            for task in repeat each tasks { task.cancel() }
            throw error
        }
    } onCancel: {
        for task in repeat each tasks { task.cancel() }
    }
}

/// What was asked for beside a thing that turned out to be there; where it was not found, it is asked for once more.
///
/// The thing may have been made between the two questions: without its tags it would be a stranger's.
func refetched<T>(_ first: T?, by fetch: () async throws -> T) async throws -> T? {
    if let first { return first }
    return try await ifPresent(fetch)
}
