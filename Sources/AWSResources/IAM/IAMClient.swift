public import AWSClient

/// Sends the operations of IAM that the deployer needs: roles and their policies.
public struct IAMClient: Sendable {
    let service: ServiceClient

    /// A client that sends its requests through `service`.
    public init(_ service: ServiceClient) { self.service = service.withErrorRules(IAMErrors.rules) }
}

extension IAMClient {
    static let createRole = ServiceOperation(.iam, "CreateRole", .write, also: [RequiredAction("iam:TagRole")])
    static let getRole = ServiceOperation(.iam, "GetRole", .read)
    static let deleteRole = ServiceOperation(.iam, "DeleteRole", .write)
    static let updateAssumeRolePolicy = ServiceOperation(.iam, "UpdateAssumeRolePolicy", .write)
    static let tagRole = ServiceOperation(.iam, "TagRole", .write)
    static let untagRole = ServiceOperation(.iam, "UntagRole", .write)
    static let putRolePolicy = ServiceOperation(.iam, "PutRolePolicy", .write)
    static let putRolePermissionsBoundary = ServiceOperation(.iam, "PutRolePermissionsBoundary", .write)
    static let getRolePolicy = ServiceOperation(.iam, "GetRolePolicy", .read)
    static let listRolePolicies = ServiceOperation(.iam, "ListRolePolicies", .read)
    static let deleteRolePolicy = ServiceOperation(.iam, "DeleteRolePolicy", .write)
    static let listAttachedRolePolicies = ServiceOperation(.iam, "ListAttachedRolePolicies", .read)
    static let attachRolePolicy = ServiceOperation(.iam, "AttachRolePolicy", .write)
    static let detachRolePolicy = ServiceOperation(.iam, "DetachRolePolicy", .write)
    static let listInstanceProfilesForRole = ServiceOperation(.iam, "ListInstanceProfilesForRole", .read)
    static let removeRoleFromInstanceProfile = ServiceOperation(
        .iam, "RemoveRoleFromInstanceProfile", .write, on: .instanceProfile)

    /// Every operation that this client can send.
    public static let all: [ServiceOperation] = [
        createRole, getRole, deleteRole, updateAssumeRolePolicy, tagRole, untagRole, putRolePermissionsBoundary,
        putRolePolicy, getRolePolicy, listRolePolicies, deleteRolePolicy, listAttachedRolePolicies, attachRolePolicy,
        detachRolePolicy, listInstanceProfilesForRole, removeRoleFromInstanceProfile,
    ]
}

// The role itself. Shapes: botocore's iam/2010-05-08/service-2.json.
extension IAMClient {
    /// The parts of a role that are read.
    struct RoleDescription: Sendable, Equatable {
        let path: String
        /// The unique id, nil if not reported; a role that is recreated under the same name has another one.
        let id: String?
        /// The trust policy as JSON.
        let trustPolicy: String
        /// The managed policy that limits it, by its ARN.
        let permissionsBoundary: String?
        let tags: [String: String]
    }

    func createRole(
        _ name: String, path: String, trustPolicy: String, permissionsBoundary: String?, tags: [String: String]
    ) async throws {
        var parameters = [("RoleName", name), ("Path", path), ("AssumeRolePolicyDocument", trustPolicy)]
        if let permissionsBoundary { parameters.append(("PermissionsBoundary", permissionsBoundary)) }
        parameters += QueryParameters.tags(tags)
        try await service.send(Self.createRole, named(parameters))
    }

    func role(_ name: String) async throws -> RoleDescription {
        let result = try await service.call(Self.getRole, named([("RoleName", name)]))
        guard let role = result["Role"], let document = role["AssumeRolePolicyDocument"]?.text else {
            throw Self.getRole.answered(without: "Role and AssumeRolePolicyDocument")
        }
        var tags: [String: String] = [:]
        for tag in role.members(of: "Tags") {
            if let key = tag["Key"]?.text { tags[key] = tag["Value"]?.text ?? "" }
        }
        return RoleDescription(
            path: role["Path"]?.text ?? "/", id: role["RoleId"]?.text, trustPolicy: document.policyPercentDecoded,
            permissionsBoundary: role["PermissionsBoundary"]?["PermissionsBoundaryArn"]?.text, tags: tags)
    }

    func deleteRole(_ name: String) async throws {
        try await service.send(Self.deleteRole, named([("RoleName", name)]))
    }

    func setTrustPolicy(_ role: String, _ document: String) async throws {
        try await service.send(
            Self.updateAssumeRolePolicy, named([("RoleName", role), ("PolicyDocument", document)]))
    }

    func setPermissionsBoundary(_ role: String, _ policy: String) async throws {
        try await service.send(
            Self.putRolePermissionsBoundary, named([("RoleName", role), ("PermissionsBoundary", policy)]))
    }

    func tag(_ role: String, with tags: [String: String]) async throws {
        try await service.send(Self.tagRole, named([("RoleName", role)] + QueryParameters.tags(tags)))
    }

    func untag(_ role: String, keys: [String]) async throws {
        let members = keys.enumerated().map { ("TagKeys.member.\($0.offset + 1)", $0.element) }
        try await service.send(Self.untagRole, named([("RoleName", role)] + members))
    }
}

// What is attached to a role.
extension IAMClient {
    func putInlinePolicy(_ policy: String, of role: String, document: String) async throws {
        try await service.send(
            Self.putRolePolicy,
            named([("RoleName", role), ("PolicyName", policy), ("PolicyDocument", document)]))
    }

    /// An inline policy as JSON.
    func inlinePolicy(_ policy: String, of role: String) async throws -> String {
        let result = try await service.call(
            Self.getRolePolicy, named([("RoleName", role), ("PolicyName", policy)]))
        guard let document = result["PolicyDocument"]?.text else {
            throw Self.getRolePolicy.answered(without: "PolicyDocument")
        }
        return document.policyPercentDecoded
    }

    /// The names of all inline policies.
    func inlinePolicies(of role: String) async throws -> [String] {
        try await pages(of: Self.listRolePolicies, role).flatMap { $0.members(of: "PolicyNames").map(\.text) }
    }

    func deleteInlinePolicy(_ policy: String, of role: String) async throws {
        try await service.send(Self.deleteRolePolicy, named([("RoleName", role), ("PolicyName", policy)]))
    }

    /// The ARNs of all attached managed policies.
    func attachedPolicies(of role: String) async throws -> [String] {
        try await pages(of: Self.listAttachedRolePolicies, role).flatMap { page in
            page.members(of: "AttachedPolicies").compactMap { $0["PolicyArn"]?.text }
        }
    }

    func attachPolicy(_ arn: String, to role: String) async throws {
        try await service.send(Self.attachRolePolicy, named([("RoleName", role), ("PolicyArn", arn)]))
    }

    func detachPolicy(_ arn: String, from role: String) async throws {
        try await service.send(Self.detachRolePolicy, named([("RoleName", role), ("PolicyArn", arn)]))
    }

    /// The names of all instance profiles that hold the role.
    func instanceProfiles(of role: String) async throws -> [String] {
        try await pages(of: Self.listInstanceProfilesForRole, role).flatMap { page in
            page.members(of: "InstanceProfiles").compactMap { $0["InstanceProfileName"]?.text }
        }
    }

    func removeRole(_ role: String, fromInstanceProfile profile: String) async throws {
        try await service.send(
            Self.removeRoleFromInstanceProfile, named([("InstanceProfileName", profile), ("RoleName", role)]))
    }

    /// All pages: a short page is not always the last; only `IsTruncated` shows that.
    private func pages(of operation: ServiceOperation, _ role: String) async throws -> [XMLNode] {
        try await everyPage(
            of: operation, following: { $0["IsTruncated"]?.text == "true" ? $0["Marker"]?.text : nil },
            ask: { marker in
                let further = marker.map { [("Marker", $0)] } ?? []
                return try await service.call(operation, named([("RoleName", role)] + further))
            })
    }
}

extension IAMClient {
    private func named(_ parameters: [(String, String)]) -> [(name: String, value: String)] {
        parameters.map { (name: $0.0, value: $0.1) }
    }
}

extension AWS {
    /// Roles.
    package var iam: IAMClient { IAMClient(client(for: .iam)) }
}
