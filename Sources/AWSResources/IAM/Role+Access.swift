import AWSClient

extension Role: RequiresAccess {
    static let observing = [
        IAMClient.getRole, IAMClient.getRolePolicy, IAMClient.listRolePolicies, IAMClient.listAttachedRolePolicies,
    ]
    static let changing = [
        IAMClient.createRole, IAMClient.deleteRole, IAMClient.updateAssumeRolePolicy, IAMClient.tagRole,
        IAMClient.untagRole, IAMClient.putRolePolicy, IAMClient.deleteRolePolicy, IAMClient.detachRolePolicy,
        IAMClient.listInstanceProfilesForRole, IAMClient.removeRoleFromInstanceProfile,
    ]

    /// Of instance profiles only that of the role's own name, under which AWS's console makes one: who may empty any profile
    /// could take the role from every machine of the account.
    func target(of action: RequiredAction, in place: some Place) -> AccessTarget {
        action.scope == .instanceProfile
            ? AccessTarget("InstanceProfile", place.arn(instanceProfile: name))
            : AccessTarget("Role", place.arn(role: name))
    }
}
