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
    /// The actions through which a role could come to do more: with a boundary they are granted only on a role that has it.
    ///
    /// Of those above IAM knows the condition for these, and for DeleteRole and GetRole, which widen nothing (its page in the
    /// Service Authorization Reference). For CreateRole and PutRolePermissionsBoundary it is the boundary that is asked for.
    package static let widening = [
        IAMClient.createRole, IAMClient.putRolePermissionsBoundary, IAMClient.updateAssumeRolePolicy,
        IAMClient.putRolePolicy, IAMClient.deleteRolePolicy, IAMClient.detachRolePolicy,
    ].map { "iam:\($0.name)" }

    /// A boundary is put on only where one is described.
    package func needs(_ operation: Operation, in scope: ARNScope) -> Bool {
        operation != IAMClient.putRolePermissionsBoundary || boundary(in: scope) != nil
    }

    /// Of instance profiles only that of the role's own name, under which AWS's console makes one: who may empty any profile
    /// could take the role from every machine of the account.
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
