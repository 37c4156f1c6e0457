import AWSClient
import AWSResources

extension TestedKind {
    /// A role.
    static let role = TestedKind(
        Role("r", trusts: .lambda, allows: []),
        shows: ["permissionsBoundary", "trust", "permissions", "inlinePolicies", "attachedPolicies"])
    /// A role that a function ran with.
    static let formerRole = TestedKind(derived: FormerRole.self)
}

extension TestedService {
    /// The service of roles.
    static let iam = TestedService(
        service: .iam, operations: IAMClient.all, errors: IAMErrors.rules,
        furtherPermissions: ["CreateRole": ["iam:TagRole"]])
}
