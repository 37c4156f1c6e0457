import Foundation

/// A role assumed with someone else's signed token in a file, as GitHub, GitLab and EKS provide.
///
/// The file is read each time, since its writer replaces the token before it expires. Each setting comes from a
/// variable or the profile; the variable wins.
struct WebIdentityCredentials: CredentialProvider {
    let name = "web identity"
    let profile: Profile
    /// False if the profile was named on the command line, or is a role's source.
    let readsEnvironment: Bool
    let context: ProviderContext

    func credentials() async throws -> CredentialLookup {
        guard let tokenFile = setting("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file") else {
            return .notConfigured(
                readsEnvironment ? "AWS_WEB_IDENTITY_TOKEN_FILE is not set" : "\(profile.name) has no token file")
        }
        guard let role = setting("AWS_ROLE_ARN", "role_arn") else {
            throw BrokenCredentials("\(tokenFile.name) is set, but no role is: set AWS_ROLE_ARN, or role_arn")
        }
        let token = try await context.token(inFile: tokenFile.value, namedBy: tokenFile.name)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let session = setting("AWS_ROLE_SESSION_NAME", "role_session_name")?.value
        let client = try context.client(for: .sts, credentials: nil, hiding: [token])
        return .found(
            try await RoleSession.request(
                RoleSession.assumeRoleWithWebIdentity,
                [
                    ("RoleArn", role.value),
                    ("RoleSessionName", session ?? RoleSession.defaultName(context.now())),
                    ("WebIdentityToken", token),
                ],
                of: client, source: "role \(role.value), assumed with the token in \(tokenFile.value)"))
    }

    private func setting(_ variable: String, _ key: String) -> (name: String, value: String)? {
        if readsEnvironment, let value = context.variable(variable) { return (variable, value) }
        return profile.value(key).map { ("\(key) of profile \(profile.name)", $0) }
    }
}
