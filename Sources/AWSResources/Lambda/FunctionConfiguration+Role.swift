import Deployer

// Whether a function is set up for the role that stands, or for one that had its name before.
extension FunctionConfiguration {
    /// The variable in which a function, and each version of it, keeps the unique id of its role.
    ///
    /// It stands in the environment since a version keeps that, and since only another environment makes Lambda set the
    /// function up anew (chalice#1103, terraform-provider-aws#9703: a grant at KMS names the old role's id).
    static let roleVariable = "DEPLOYER_ROLE_ID"

    /// The role that stands under the described name.
    enum CurrentRole: Sendable, Equatable {
        /// None.
        case none
        /// One with this unique id; nil where it is not told.
        case standing(id: String?)
    }

    /// What stands under the name of the described role.
    func currentRole(in context: AWS) async throws -> CurrentRole {
        guard !role.isEmpty else { return .standing(id: nil) }
        guard let description = try await ifPresent({ try await context.iam.role(role) }) else { return .none }
        return .standing(id: description.id)
    }

    /// The unique id of the role that a function is to be set up for.
    ///
    /// - Throws: `NotYet` where the role cannot be seen.
    func requiredRole(in context: AWS) async throws -> String? {
        switch try await currentRole(in: context) {
        case .none: throw NotYet("IAM does not see the role everywhere yet")
        case .standing(let id): return id
        }
    }

    /// Notes, of an observation, where it is set up for another role than the one that stands under the same name.
    mutating func compare(with current: CurrentRole, of described: String) {
        guard role == described else { return }
        switch current {
        case .none: outdatedRole = "\(roleID ?? "a role"), which is gone"
        case .standing(let id?) where id != roleID:
            outdatedRole = roleID.map { "\($0), made again as \(id)" } ?? "not noted; it is \(id)"
        case .standing: break
        }
    }
}
