package import AWSClient

/// What came of a look that a plan can do without.
package enum OptionalLook<Found: Sendable>: Sendable {
    /// The answer; nil where there is no such thing.
    case answered(Found?)
    /// Nobody knows; the reason is told.
    case unanswered(String)

    /// What to tell of it: nothing of what is not there.
    ///
    /// - Parameters:
    ///   - subject: what was looked at, as `the resource policy`.
    ///   - describe: the notices of an answer.
    func notices(of subject: String, _ describe: (Found) -> [String]) -> [String] {
        switch self {
        case .answered(let found): found.map(describe) ?? []
        case .unanswered(let reason): ["not looked at: \(subject) (\(reason))"]
        }
    }
}

/// Runs a look that a plan can do without, as where a login was given its rights before there was this look: what may not be
/// asked, or is not known, is told and no failure.
package func ifAllowed<Found: Sendable>(
    _ operation: AWSClient.Operation, _ call: () async throws -> Found?
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
    /// Whether what was asked is none of the service's operations, as of some local AWS's.
    fileprivate var isUnknownHere: Bool {
        ["UnknownOperationException", "InvalidAction", "NotImplemented", "NotImplementedException"].contains(code)
            || [404, 405, 501].contains(status)
    }
}
