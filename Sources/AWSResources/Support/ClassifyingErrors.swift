import AWSClient
import Deployer

/// Runs a write and throws its errors in the engine's terms.
///
/// An error that only needs time becomes `NotYet`, a lost response `OutcomeUnknown`, and a write that someone else was
/// faster with `Conflict`. For a deletion, the write goes through ``ifPresent(_:)``: the result is nil if the resource
/// is already gone, and `NotYet` is thrown if it is still in use.
@discardableResult
func classifyingErrors<T>(_ write: () async throws -> T) async throws -> T {
    do {
        return try await write()
    } catch let error as UnknownOutcome {
        throw OutcomeUnknown(error.cause)
    } catch let error as ServiceError {
        switch error.classification(during: .write) {
        case .notYet(let reason), .throttled(let reason): throw NotYet(reason)
        case .alreadyExists: throw NotYet("already exists; looking again", alreadyExists: error)
        case .conflict(let reason): throw Conflict(reason)
        case .absent, .final: throw error
        }
    }
}

/// Runs a further write of a create, after the first one is done.
///
/// If it needs time, or its response is lost, the next round continues from what exists. If the error were rethrown,
/// the engine would think that the create failed. It would then take the new resource for someone else's until its tags
/// can be read.
func bestEffort(_ write: () async throws -> Void) async throws {
    do {
        try await classifyingErrors(write)
    } catch is NotYet {
    } catch is OutcomeUnknown {
    }
}

/// Runs a read or a deletion; nil if the resource does not exist.
@discardableResult
func ifPresent<T>(_ call: () async throws -> T) async throws -> T? {
    do {
        return try await call()
    } catch let error as ServiceError {
        if case .absent = error.classification(during: .readOrDelete) { return nil }
        throw error
    }
}

/// Sends several reads about one resource at the same time; nil if the first one says that it does not exist.
///
/// Then nobody needs the other responses, but they are awaited: a cancelled request loses its connection.
///
/// - Throws: the error of the first read, or of the first of the others that fails if the resource exists.
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

/// A resource's details that were read at the same time as the resource; if they were not found, they are read again.
///
/// The resource may have been created between the two reads: without its tags, it would look like someone else's.
func refetched<T>(_ first: T?, by fetch: () async throws -> T) async throws -> T? {
    if let first { return first }
    return try await ifPresent(fetch)
}
