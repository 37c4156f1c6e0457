/// The end of a profile's logins where a shared file is there and cannot be read.
///
/// The keys that are meant may stand in it, so that those of a container or an instance would be another identity.
struct UnreadableFileCredentials: CredentialProvider {
    let name = "shared files"
    /// As `SharedConfiguration.obstacles`.
    let obstacle: String

    func credentials() throws -> CredentialLookup { throw BrokenCredentials(obstacle) }
}
