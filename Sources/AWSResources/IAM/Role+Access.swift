package import AWSClient
import Deployer

extension Role: RequiresAccess {
    package static let observing = [
        IAMClient.getRole, IAMClient.getRolePolicy, IAMClient.listRolePolicies, IAMClient.listAttachedRolePolicies,
    ]
    package static let changing = [
        IAMClient.createRole, IAMClient.deleteRole, IAMClient.updateAssumeRolePolicy, IAMClient.tagRole,
        IAMClient.untagRole, IAMClient.putRolePolicy, IAMClient.deleteRolePolicy, IAMClient.detachRolePolicy,
        IAMClient.listInstanceProfilesForRole, IAMClient.removeRoleFromInstanceProfile,
        IAMClient.putRolePermissionsBoundary,
    ]
    /// The actions that could give a role more rights: with a boundary, they are allowed only on a role that has it.
    ///
    /// Of the operations above, IAM supports the condition for these, and for DeleteRole and GetRole, which add no
    /// rights (IAM's page in the Service Authorization Reference). For CreateRole and PutRolePermissionsBoundary, the
    /// condition checks the requested boundary.
    package static let widening = [
        IAMClient.createRole, IAMClient.putRolePermissionsBoundary, IAMClient.updateAssumeRolePolicy,
        IAMClient.putRolePolicy, IAMClient.deleteRolePolicy, IAMClient.detachRolePolicy,
    ].map { "iam:\($0.name)" }

    /// A boundary is set only if one is described.
    package func needs(_ operation: Operation, in scope: ARNScope) -> Bool {
        operation != IAMClient.putRolePermissionsBoundary || boundary(in: scope) != nil
    }

    /// Where an action is checked.
    ///
    /// Only one instance profile is included: the one with the role's name, which AWS's console creates. With the right
    /// to change any profile, a login could take the role from every machine of the account.
    package func target(of action: RequiredAction, in scope: ARNScope) -> AccessTarget {
        if action.scope == .instanceProfile {
            return AccessTarget("InstanceProfile", scope.arn(instanceProfile: name))
        }
        guard let boundary = boundary(in: scope), Self.widening.contains(action.name) else {
            return AccessTarget("Role", scope.arn(role: name))
        }
        return AccessTarget(
            "LimitedRole", scope.arn(role: name),
            conditions: [PolicyCondition("StringEquals", Self.boundaryKey, [ExactText(boundary)])])
    }
}
