public import Deployer

extension Role: HasOutput, PresentedResource {
    /// `role`.
    public static let kind = "role"
    /// The output `role`: its name.
    public static let outputs = ["role"]
    /// All properties that are kept as described.
    public static let schema = [
        pathProperty, permissionsBoundaryProperty, trustProperty, permissionsProperty,
        Property("inlinePolicies", each: \.inlinePolicies), Property("attachedPolicies", each: \.attachedPolicies),
        tagsProperty,
    ]
    private static let pathProperty = Property(
        "path", \Role.path,
        immutable:
            "A role's path is part of its ARN and cannot be changed: describe a role of another name. The deploy sets "
            + "the function up for that one, then removes this."
    ).asDetail
    private static let permissionsBoundaryProperty = Property(
        "permissionsBoundary", ifDescribed: \Role.permissionsBoundary)
    private static let trustProperty = Property("trust", \Role.trust)
    private static let permissionsProperty = Property("permissions", \Role.permissions)
    private static let tagsProperty = Property.tags(\Role.tags)

    /// None: a policy may name resources that do not exist yet.
    public var dependencies: [ResourceID] { [] }
    /// Such as `2 permissions`, or `2 permissions, 1 managed policy`.
    public var summary: String {
        let (allowed, attached) = (allows.count, managedPolicies.count)
        return (allowed == 1 ? "1 permission" : "\(allowed) permissions")
            + (attached == 0 ? "" : attached == 1 ? ", 1 managed policy" : ", \(attached) managed policies")
    }

    /// Adds what IAM would refuse, and permissions for everything.
    public func check(_ errors: inout DescriptionErrors, in context: AWS) {
        errors.check("name", name, TextRule(1...64, lettersDigitsAnd: "_+=,.@-"))
        trusts.check(&errors, in: context)
        for permission in allows { permission.check(&errors) }
        // IAM's quota for all inline policies of a role. IAM does not count blanks, and our JSON has none outside of
        // values.
        let size = policy(in: context).json.utf8.count
        if size > 10_240 {
            errors.refuse("permissions", "\(size) characters", allowed: "at most 10240 characters as a policy")
        }
        checkBoundary(&errors, in: context)
        checkManagedPolicies(&errors, in: context)
        errors.check(tags: tags, in: context, keptFor: context.region)
        // IAM treats two keys that differ only in case as the same.
        let keys = Dictionary(grouping: context.owner.marking(tags).keys.sorted()) { $0.lowercased() }
        for same in keys.values.filter({ $0.count > 1 }).sorted(by: { $0[0] < $1[0] }) {
            errors.refuse(
                "tags", same.joined(separator: ", "),
                allowed: "named differently in more than case: IAM takes them for the same")
        }
    }

    /// With its policy documents and the owner's tags.
    public func prepared(in context: AWS) async throws -> Role {
        var prepared = self
        prepared.permissionsBoundary = boundary(in: context)
        prepared.trust = PolicyDocument(trusts.statements(in: context), scope: context.scope)
        prepared.permissions = policy(in: context)
        prepared.attachedPolicies = attachedPolicies(in: context)
        prepared.tags = context.owner.marking(tags, keptFor: context.region)
        return prepared
    }

    private func policy(in context: AWS) -> PolicyDocument {
        PolicyDocument(Set(allows.flatMap { $0.statements(in: context) }), scope: context.scope)
    }

    /// Reads the role, its own policy and the lists of all its policies at the same time.
    public func observe(in context: AWS) async throws -> Observation<Role>? {
        let client = context.iam
        let answers = try await asking {
            try await client.role(name)
        } beside: {
            try await ifPresent { try await client.inlinePolicy(policyName, of: name) }
        } _: {
            try await ifPresent { try await client.inlinePolicies(of: name) }
        } _: {
            try await ifPresent { try await client.attachedPolicies(of: name) }
        }
        guard let (description, own, inline, attached) = answers else { return nil }

        var observed = Role(name, trusts: [], allows: [])
        observed.tags = context.owner.compared(description.tags, with: tags, ignoringCase: true)
        observed.path = description.path
        observed.permissionsBoundary = description.permissionsBoundary
        observed.trust = PolicyDocument(json: description.trustPolicy, scope: context.scope)
        observed.permissions =
            own.map { PolicyDocument(json: $0, scope: context.scope) } ?? PolicyDocument([], scope: context.scope)
        for policy in inline ?? [] where policy != policyName { observed.inlinePolicies[policy] = "added" }
        for policy in attached ?? [] { observed.attachedPolicies[policy] = "attached" }
        return Observation(
            observed, ownership: context.owner.ownership(ofGlobal: description.tags, in: context.region),
            outputs: [Output("role", name)],
            notices: (boundary(in: context) == nil
                ? Self.notices(onBoundary: description.permissionsBoundary) : [])
                + CloudFormationStack.notices(description.tags, context.owner))
    }

    /// Creates the role and adds its policies at once, so that they are in force sooner.
    public func create(in context: AWS) async throws {
        let client = context.iam
        try await classifyingErrors {
            try await client.createRole(
                name, path: path, trustPolicy: trust.json, permissionsBoundary: permissionsBoundary, tags: tags)
        }
        if !permissions.isEmpty {
            try await bestEffort {
                try await client.putInlinePolicy(policyName, of: name, document: permissions.json)
            }
        }
        for policy in attachedPolicies.keys.sorted() {
            try await bestEffort { try await client.attachPolicy(policy, to: name) }
        }
    }

    /// Makes every change in one round, except after a boundary.
    ///
    /// The tags come first, so that an adopted role has its owner's tags even if a later call fails. Foreign policies
    /// are removed when the role has everything that is described, and only then may somebody new assume it: nobody who
    /// is trusted from now on gets what the role is about to lose. A boundary takes a round of its own: a login that may
    /// only change limited roles can do the rest only once IAM shows the boundary.
    public func update(_ changes: [Change], from observed: Role, in context: AWS) async throws {
        let client = context.iam
        try await classifyingErrors {
            if changes.touch(Self.tagsProperty) {
                try await TagChanges(from: observed.tags, to: tags).apply(
                    removing: { try await client.untag(name, keys: $0) },
                    setting: { try await client.tag(name, with: $0) })
            }
            if changes.touch(Self.permissionsBoundaryProperty), let permissionsBoundary {
                return try await client.setPermissionsBoundary(name, permissionsBoundary)
            }
            let changesTrust = changes.touch(Self.trustProperty)
            let trustsMore = !trust.statements.isSubset(of: observed.trust.statements)
            if changesTrust, !trustsMore { try await client.setTrustPolicy(name, trust.json) }
            if changes.touch(Self.permissionsProperty) {
                if permissions.isEmpty {
                    try await ifPresent { try await client.deleteInlinePolicy(policyName, of: name) }
                } else {
                    try await client.putInlinePolicy(policyName, of: name, document: permissions.json)
                }
            }
            try await updatePolicies(from: observed, in: client)
            if changesTrust, trustsMore { try await client.setTrustPolicy(name, trust.json) }
        }
    }

    /// Removes everything from the role, whoever added it, then deletes it: IAM refuses to delete a role in use.
    ///
    /// If a boundary is described, it is set before: the login may only be allowed to change limited roles.
    public func delete(_ observed: Role, in context: AWS) async throws {
        let client = context.iam
        async let inlineFound = ifPresent { try await client.inlinePolicies(of: name) }
        async let attachedFound = ifPresent { try await client.attachedPolicies(of: name) }
        async let profilesFound = ifPresent { try await client.instanceProfiles(of: name) }
        let (inline, attached, profiles) = try await (inlineFound, attachedFound, profilesFound)
        try await classifyingErrors {
            if let boundary = boundary(in: context), boundary != observed.permissionsBoundary {
                try await ifPresent { try await client.setPermissionsBoundary(name, boundary) }
            }
            for policy in inline ?? [] {
                try await ifPresent { try await client.deleteInlinePolicy(policy, of: name) }
            }
            for policy in attached ?? [] {
                try await ifPresent { try await client.detachPolicy(policy, from: name) }
            }
            for profile in profiles ?? [] {
                try await ifPresent { try await client.removeRole(name, fromInstanceProfile: profile) }
            }
            try await ifPresent { try await client.deleteRole(name) }
        }
    }
}
