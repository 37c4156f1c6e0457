/// Keys in a profile of one of AWS's shared files.
struct ProfileCredentials: CredentialProvider {
    /// One of the two shared files.
    enum File: Sendable {
        case credentials, config
    }

    var name: String { "profile \(profile.name)" }
    private let profile: Profile
    private let section: INIFile.Section?
    private let path: String
    private let filesLookedIn: String

    init(_ profile: Profile, in file: File, _ configuration: SharedConfiguration) {
        self.profile = profile
        section = file == .credentials ? profile.credentials : profile.config
        path = file == .credentials ? configuration.credentialsPath : configuration.configPath
        filesLookedIn = configuration.filesLookedIn
    }

    func credentials() throws -> CredentialLookup {
        guard profile.exists else { return .notConfigured("there is no such profile in \(filesLookedIn)") }
        guard let section else { return withoutKeys }
        let token = section["aws_session_token"]?.text ?? ""
        let pair = KeyPair(
            accessKeyID: section["aws_access_key_id"]?.text, secretAccessKey: section["aws_secret_access_key"]?.text,
            sessionToken: token.isEmpty ? section["aws_security_token"]?.text : token,
            names: ("aws_access_key_id", "aws_secret_access_key", "aws_session_token"))
        do {
            guard let credentials = try pair.credentials() else { return withoutKeys }
            return .found(SourcedCredentials(credentials: credentials, source: "\(name) in \(path)"))
        } catch let error as BrokenCredentials {
            throw BrokenCredentials("in \(path), \(error.reason)")
        }
    }

    /// It names both files, since the profile may be in the other one only.
    private var withoutKeys: CredentialLookup {
        .notConfigured("it has neither keys nor another login in \(filesLookedIn)")
    }
}
