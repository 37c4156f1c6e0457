#if DEBUG
    import AWSClient

    @testable import AWSResources

    extension Probe {
        private static let role = "UpdateVisitorCount-role+=,.@_"
        private static let document = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["dynamodb:UpdateItem"],\
            "Resource":"arn:aws:dynamodb:eu-west-1:123456789012:table/VisitorCount","Condition":\
            {"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["main page","a+b=c&d%20e/~*"]}}}]}
            """

        private static let boundary = "arn:aws:iam::123456789012:policy/team/limits+=,.@_-"

        func sendIAM() async throws {
            let client = IAMClient(try client(.iam))
            try await send(
                IAMClient.createRole,
                [
                    "RoleName": Self.role, "Path": "/team/", "AssumeRolePolicyDocument": Self.document,
                    "PermissionsBoundary": Self.boundary, "Tags": Self.tagList,
                ]
            ) {
                try await client.createRole(
                    Self.role, path: "/team/", trustPolicy: Self.document, permissionsBoundary: Self.boundary,
                    tags: Self.tags)
            }
            try await send(IAMClient.getRole, ["RoleName": Self.role]) { _ = try await client.role(Self.role) }
            try await send(IAMClient.deleteRole, ["RoleName": Self.role]) { try await client.deleteRole(Self.role) }
            try await send(
                IAMClient.updateAssumeRolePolicy, ["RoleName": Self.role, "PolicyDocument": Self.document]
            ) {
                try await client.setTrustPolicy(Self.role, Self.document)
            }
            try await send(
                IAMClient.putRolePermissionsBoundary, ["RoleName": Self.role, "PermissionsBoundary": Self.boundary]
            ) {
                try await client.setPermissionsBoundary(Self.role, Self.boundary)
            }
            try await send(IAMClient.tagRole, ["RoleName": Self.role, "Tags": Self.tagList]) {
                try await client.tag(Self.role, with: Self.tags)
            }
            try await send(IAMClient.untagRole, ["RoleName": Self.role, "TagKeys": ["a b", "größe"]]) {
                try await client.untag(Self.role, keys: ["a b", "größe"])
            }
            try await sendRolePolicies(client)
        }

        private func sendRolePolicies(_ client: IAMClient) async throws {
            let policy: [String: Any] = ["RoleName": Self.role, "PolicyName": "permissions @ 1"]
            try await send(
                IAMClient.putRolePolicy, policy.merging(["PolicyDocument": Self.document]) { first, _ in first }
            ) {
                try await client.putInlinePolicy("permissions @ 1", of: Self.role, document: Self.document)
            }
            try await send(IAMClient.getRolePolicy, policy) {
                _ = try await client.inlinePolicy("permissions @ 1", of: Self.role)
            }
            try await send(IAMClient.listRolePolicies, ["RoleName": Self.role]) {
                _ = try await client.inlinePolicies(of: Self.role)
            }
            try await send(IAMClient.deleteRolePolicy, policy) {
                try await client.deleteInlinePolicy("permissions @ 1", of: Self.role)
            }
            try await send(IAMClient.listAttachedRolePolicies, ["RoleName": Self.role]) {
                _ = try await client.attachedPolicies(of: Self.role)
            }
            let arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
            try await send(IAMClient.attachRolePolicy, ["RoleName": Self.role, "PolicyArn": arn]) {
                try await client.attachPolicy(arn, to: Self.role)
            }
            try await send(IAMClient.detachRolePolicy, ["RoleName": Self.role, "PolicyArn": arn]) {
                try await client.detachPolicy(arn, from: Self.role)
            }
            try await send(IAMClient.listInstanceProfilesForRole, ["RoleName": Self.role]) {
                _ = try await client.instanceProfiles(of: Self.role)
            }
            try await send(
                IAMClient.removeRoleFromInstanceProfile, ["InstanceProfileName": "profile@1", "RoleName": Self.role]
            ) {
                try await client.removeRole(Self.role, fromInstanceProfile: "profile@1")
            }
        }
    }
#endif
