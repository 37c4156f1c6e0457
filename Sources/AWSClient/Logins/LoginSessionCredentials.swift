/// The login that `aws login` leaves in a profile (`login_session`), which this program cannot renew.
///
/// It is in the chain so that the asking is not passed over without a word: the next place's keys would be another
/// identity.
struct LoginSessionCredentials: CredentialProvider {
    var name: String { "profile \(profile.name)" }
    let profile: Profile

    func credentials() throws -> CredentialLookup {
        guard profile.value("login_session") != nil else { return .notConfigured("it has no login_session") }
        throw BrokenCredentials(
            "it has a login of `aws login` (login_session), which is not supported: run"
                + " `aws configure export-credentials --profile \(profile.name) --format env`"
                + " and set the variables that it prints")
    }
}
