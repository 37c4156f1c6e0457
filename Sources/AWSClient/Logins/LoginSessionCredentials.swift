/// The login that `aws login` leaves in a profile (`login_session`), which this program cannot renew.
///
/// It is in the chain so that the asking is not passed over without a word: the next place's keys would be another
/// identity.
struct LoginSessionCredentials: CredentialProvider {
    var name: String { "profile \(profile.name)" }
    let profile: Profile
    /// Where a further profile may be written.
    let configPath: String

    func credentials() throws -> CredentialLookup {
        guard profile.value("login_session") != nil else { return .notConfigured("it has no login_session") }
        let (own, further) = (ShellWords.quoted(profile.name), ShellWords.quoted("\(profile.name)-keys"))
        // Variables would not do: they come before a role whose source this is, and after a profile that is named.
        throw BrokenCredentials(
            "it has a login of `aws login` (login_session), which only AWS's own tool can renew: add `[profile \(further)]`"
                + " with `credential_process = aws configure export-credentials --profile \(own) --format process` to"
                + " \(configPath), and name that profile in this one's place, as source_profile, --profile or AWS_PROFILE"
        )
    }
}
