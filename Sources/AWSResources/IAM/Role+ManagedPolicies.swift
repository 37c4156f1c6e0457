package import Deployer

extension Role {
    /// The most managed policies that IAM attaches to a role: 10 unless the quota was raised, and it goes no higher.
    ///
    /// The source is "IAM and AWS STS quotas" in the IAM User Guide.
    private static let policyLimits = (usual: 10, highest: 25)

    /// The ARNs of its managed policies, each with what a plan shows of it.
    func attachedPolicies(in aws: AWS) -> [String: String] {
        Dictionary(managedPolicies.map { ($0.arn(in: aws), "attached") }) { first, _ in first }
    }

    /// Adds a boundary that IAM would refuse.
    package func checkBoundary(_ errors: inout DescriptionErrors, in aws: AWS) {
        guard let boundary = boundary(in: aws), ManagedPolicyARN(boundary)?.isUsable(in: aws) != true else { return }
        errors.refuse("permissionsBoundary", boundary, allowed: ManagedPolicyARN.words(in: aws))
    }

    /// Adds managed policies that IAM would refuse.
    package func checkManagedPolicies(_ errors: inout DescriptionErrors, in aws: AWS) {
        func isUsable(_ arn: String) -> Bool { ManagedPolicyARN(arn)?.isUsable(in: aws) == true }
        let attached = attachedPolicies(in: aws).keys.sorted()
        // The deployer's own policy names these ARNs in a condition, where * and ? would match other policies too.
        for arn in attached where !isUsable(arn) || arn.contains(where: { "*?".contains($0) }) {
            errors.refuse("managedPolicies", arn, allowed: ManagedPolicyARN.words(in: aws) + ", without * and ?")
        }
        if attached.count > Self.policyLimits.highest {
            errors.refuse(
                "managedPolicies", "\(attached.count) policies", allowed: "at most \(Self.policyLimits.highest)")
        }
    }

    /// Attaches the managed policies that are missing, and removes every policy that is not described.
    ///
    /// What is missing comes first, so that a role never lacks what the old and the new policies both allow. Only where
    /// the role has no room for it, the others make room.
    func updatePolicies(from observed: Role, in client: IAMClient) async throws {
        func attach(_ policies: [String]) async throws {
            for policy in policies { try await client.attachPolicy(policy, to: name) }
        }
        let (described, found) = (Set(attachedPolicies.keys), Set(observed.attachedPolicies.keys))
        let missing = described.subtracting(found).sorted()
        let hasRoom = found.count + missing.count <= Self.policyLimits.usual
        if hasRoom { try await attach(missing) }
        for policy in observed.inlinePolicies.keys.sorted() {
            try await ifPresent { try await client.deleteInlinePolicy(policy, of: name) }
        }
        for policy in found.subtracting(described).sorted() {
            try await ifPresent { try await client.detachPolicy(policy, from: name) }
        }
        if !hasRoom { try await attach(missing) }
    }
}
