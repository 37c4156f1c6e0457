/// A kind of login that the environment asks for and this program does not know yet.
///
/// It is in the chain so that the asking is not passed over without a word: the next place's keys would be another
/// identity.
public struct UnsupportedEnvironmentCredentials: CredentialProvider {
    /// What a reader calls it.
    public let name: String
    private let variables: [String]
    private let environment: [String: String]

    /// A role taken on with a token, as a CI system hands one out.
    public static func webIdentity(environment: [String: String]) -> Self {
        Self(name: "web identity", variables: ["AWS_WEB_IDENTITY_TOKEN_FILE"], environment: environment)
    }

    /// The role of a container.
    public static func container(environment: [String: String]) -> Self {
        let variables = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"]
        return Self(name: "container role", variables: variables, environment: environment)
    }

    /// Looks whether it is asked for.
    public func credentials() throws -> CredentialLookup {
        guard let asked = variables.first(where: { !(environment[$0] ?? "").isEmpty }) else {
            return .notConfigured("\(variables.joined(separator: " or ")) is not set")
        }
        throw BrokenCredentials(
            "\(asked) asks for a kind of login that is not supported yet: run `aws configure export-credentials --format env`"
                + " and set the variables that it prints, or unset \(asked)")
    }
}
