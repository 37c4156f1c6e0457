import AWSClient
import Deployer

/// What an error of AWS means to the one who is bringing a thing about.
///
/// One table, so that what is waited for, and why, stands in one place. `ResourceConflictException` and its like mean
/// different things at different moments: a write that meets one is not repeated blindly, the thing is looked at again.
enum Meaning {
    /// There is no such thing.
    case absent
    /// AWS is not ready for this; the reason is shown while it is waited for.
    case notYet(String)
    /// Nothing to wait for.
    case final
}

extension ServiceError {
    /// See aws-facts… (the row's own comment names its source).
    var meaning: Meaning {
        fatalError("to be written")
    }
}

/// Runs a write; what only needs time is thrown as `NotYet`.
func patiently<T>(_ write: () async throws -> T) async throws -> T {
    do {
        return try await write()
    } catch let error as ServiceError {
        if case .notYet(let reason) = error.meaning { throw NotYet(reason) }
        throw error
    }
}

/// Runs a read or a removal; nil where there is no such thing.
func ifPresent<T>(_ call: () async throws -> T) async throws -> T? {
    do {
        return try await call()
    } catch let error as ServiceError {
        if case .absent = error.meaning { return nil }
        throw error
    }
}
