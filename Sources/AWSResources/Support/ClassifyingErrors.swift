public import AWSClient
import Deployer

/// Runs a write and throws its errors in the engine's terms.
///
/// An error that only needs time becomes `NotYet`, a lost response `OutcomeUnknown`, and a write that someone else was
/// faster with `Conflict`. For a deletion, the write goes through ``ifPresent(_:)``: the result is nil if the resource
/// is already gone, and `NotYet` is thrown if it is still in use.
@discardableResult
public func classifyingErrors<T>(_ write: () async throws -> T) async throws -> T {
    do {
        return try await write()
    } catch let error as LostResponse {
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
public func bestEffort(_ write: () async throws -> Void) async throws {
    do {
        try await classifyingErrors(write)
    } catch is NotYet {
    } catch is OutcomeUnknown {
    }
}

/// Runs a read or a deletion; nil if the resource does not exist.
@discardableResult
public func ifPresent<T>(_ call: () async throws -> T) async throws -> T? {
    do {
        return try await call()
    } catch let error as ServiceError {
        if case .absent = error.classification(during: .readOrDelete) { return nil }
        throw error
    }
}

/// Sends several reads about one resource at the same time; nil if the first one says that it does not exist.
///
/// Then nobody needs the other responses, but they are awaited: a cancelled request loses its connection. After an error
/// the others are cancelled. In any case all have ended when this returns or throws.
///
/// - Throws: the error of the first read, or of the first of the others that fails if the resource exists.
public func asking<Found: Sendable, each Other: Sendable>(
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
            for task in repeat each tasks { _ = try? await task.value }
            throw error
        }
    } onCancel: {
        for task in repeat each tasks { task.cancel() }
    }
}

/// A resource's details that were read at the same time as the resource; if they were not found, they are read again.
///
/// The resource may have been created between the two reads: without its tags, it would look like someone else's.
public func refetched<T>(_ first: T?, by fetch: () async throws -> T?) async throws -> T? {
    if let first { return first }
    return try await ifPresent(fetch) ?? nil
}

/// The result of a read that a plan can do without.
public enum OptionalLook<Found: Sendable>: Sendable {
    /// The response; nil if the item does not exist.
    case answered(Found?)
    /// The read failed, for the reason to report.
    case unanswered(String)

    /// The notices to show; none if the item does not exist.
    ///
    /// - Parameters:
    ///   - subject: what was read, such as `the resource policy`.
    ///   - describe: the notices of a response.
    public func notices(of subject: String, _ describe: (Found) -> [String]) -> [String] {
        switch self {
        case .answered(let found): found.map(describe) ?? []
        case .unanswered(let reason): ["not looked at: \(subject) (\(reason))"]
        }
    }
}

/// Runs a read that a plan can do without.
///
/// The login may not have the right yet, if the right is younger than the login's policy. A denied or unknown operation
/// is reported and is no failure.
public func ifAllowed<Found: Sendable>(
    _ operation: ServiceOperation, _ call: () async throws -> Found?
) async throws -> OptionalLook<Found> {
    do {
        return .answered(try await ifPresent(call) ?? nil)
    } catch let error as ServiceError where error.isAccessDenied {
        return .unanswered("this login may not \(operation.required.map(\.name).joined(separator: ", "))")
    } catch let error as ServiceError where error.isUnknownHere {
        return .unanswered("\(operation.name) is not known here")
    }
}

extension ServiceError {
    /// Whether the operation does not exist in the service, as in some local AWSs.
    fileprivate var isUnknownHere: Bool {
        ["UnknownOperationException", "InvalidAction", "NotImplemented", "NotImplementedException"].contains(code)
            || [404, 405, 501].contains(status)
    }
}
