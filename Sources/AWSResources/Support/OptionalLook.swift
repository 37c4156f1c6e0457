package import AWSClient

/// The result of a read that a plan can do without.
package enum OptionalLook<Found: Sendable>: Sendable {
    /// The response; nil if the item does not exist.
    case answered(Found?)
    /// The read failed, for the reason to report.
    case unanswered(String)

    /// The notices to show; none if the item does not exist.
    ///
    /// - Parameters:
    ///   - subject: what was read, such as `the resource policy`.
    ///   - describe: the notices of a response.
    func notices(of subject: String, _ describe: (Found) -> [String]) -> [String] {
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
    /// Whether the operation does not exist in the service, as in some local AWSs.
    fileprivate var isUnknownHere: Bool {
        ["UnknownOperationException", "InvalidAction", "NotImplemented", "NotImplementedException"].contains(code)
            || [404, 405, 501].contains(status)
    }
}
