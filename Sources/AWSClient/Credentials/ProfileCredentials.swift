/// Keys in a profile of AWS's shared files.
///
/// A profile may ask for another kind of login instead, which is not supported yet: that is an error that says so, in the
/// order in which botocore would have taken it, so that no other keys of the profile serve in its place.
public struct ProfileCredentials: CredentialProvider {
    /// What a reader calls it.
    public var name: String { "profile \(configuration.profileName)" }
    private let configuration: SharedConfiguration

    /// A provider for the profile that `configuration` has in use.
    public init(_ configuration: SharedConfiguration) {
        self.configuration = configuration
    }

    /// Looks there.
    public func credentials() throws -> CredentialLookup {
        let configuration = configuration
        if configuration.configProfile == nil, configuration.credentialsProfile == nil {
            return .notConfigured("there is no such profile in \(configuration.filesLookedIn)")
        }
        try refuse(["role_arn", "web_identity_token_file", "sso_account_id", "sso_role_name"])
        if let found = try keys(in: configuration.credentialsProfile, at: configuration.credentialsPath) {
            return .found(found)
        }
        try refuse(["login_session", "credential_process"])
        if let found = try keys(in: configuration.configProfile, at: configuration.configPath) { return .found(found) }
        try refuse(["sso_session", "sso_start_url"])
        return .notConfigured("it has no aws_access_key_id in \(configuration.filesLookedIn)")
    }

    private func keys(in profile: INIFile.Section?, at path: String?) throws -> SourcedCredentials? {
        guard let profile else { return nil }
        let file = path ?? "the shared files"
        let token = profile["aws_session_token"]?.text ?? ""
        let pair = KeyPair(
            accessKeyID: profile["aws_access_key_id"]?.text, secretAccessKey: profile["aws_secret_access_key"]?.text,
            sessionToken: token.isEmpty ? profile["aws_security_token"]?.text : token,
            names: ("aws_access_key_id", "aws_secret_access_key", "aws_session_token"))
        do {
            return try pair.credentials().map {
                SourcedCredentials(credentials: $0, source: "\(name) in \(file)")
            }
        } catch let error as BrokenCredentials {
            throw BrokenCredentials("in \(file), \(error.reason)")
        }
    }

    private func refuse(_ keys: [String]) throws {
        guard let key = keys.first(where: { configuration.value($0) != nil }) else { return }
        throw BrokenCredentials(
            "it asks for a kind of login that is not supported yet (\(key)): run"
                + " `aws configure export-credentials --profile \(configuration.profileName) --format env`"
                + " and set the variables that it prints")
    }
}
