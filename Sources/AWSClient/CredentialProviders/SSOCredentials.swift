import AWSSigning

/// A role's keys for a login at IAM Identity Center, made by `aws sso login`.
///
/// <https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html>
struct SSOCredentials: CredentialProvider {
    private static let getRoleCredentials = ServiceOperation(
        .sso, "GetRoleCredentials", .read, method: "GET", path: "/federation/credentials")

    var name: String { "profile \(profile.name)" }
    let profile: Profile
    let context: ProviderContext

    func credentials() async throws -> CredentialLookup {
        guard let settings = try SSOSettings(profile, context.configuration) else {
            return .notConfigured("it has no sso_account_id")
        }
        let file = SSOTokenFile(settings, profile: profile.name, context)
        let token = try await file.accessToken()
        let client = try context.client(for: .sso, region: settings.region, credentials: nil, hiding: [token])
        let answer: Answer
        do {
            answer = try await client.call(
                Self.getRoleCredentials, path: [:],
                query: [("role_name", settings.role), ("account_id", settings.account)],
                headers: [("x-amz-sso_bearer_token", token)])
        } catch let error as ServiceError where error.status == 401 {
            throw file.isOver
        }
        return .found(answer.roleCredentials.sourced(from: "\(name): role \(settings.role) at IAM Identity Center"))
    }

    private struct Answer: Decodable {
        let roleCredentials: Keys
    }

    private struct Keys: Decodable {
        let accessKeyId: String
        let secretAccessKey: String
        let sessionToken: String
        /// In milliseconds, unlike all other times here.
        let expiration: Int64

        func sourced(from source: String) -> SourcedCredentials {
            SourcedCredentials(
                credentials: Credentials(
                    accessKeyID: accessKeyId, secretAccessKey: secretAccessKey, sessionToken: sessionToken),
                source: source, expiresAt: expiration / 1000)
        }
    }
}
