import AWSSigning

/// A role's temporary keys, as both STS operations return them.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
enum RoleSession {
    /// A read: a repeated request gives a second session, and neither changes anything.
    static let assumeRole = ServiceOperation(.sts, "AssumeRole", .read)
    static let assumeRoleWithWebIdentity = ServiceOperation(.sts, "AssumeRoleWithWebIdentity", .read)

    /// The session's name in AWS's logs if no setting names it.
    static func defaultName(_ now: Int64) -> String { "counter-\(now)" }

    /// Requests a session; parameters without a value are left out.
    static func request(
        _ operation: ServiceOperation, _ parameters: [(name: String, value: String?)], of client: ServiceClient,
        source: String
    ) async throws -> SourcedCredentials {
        let given = parameters.compactMap { parameter in parameter.value.map { (name: parameter.name, value: $0) } }
        let result = try await client.call(operation, given)
        let keys = result["Credentials"]
        guard let id = keys?["AccessKeyId"]?.text, let secret = keys?["SecretAccessKey"]?.text,
            let token = keys?["SessionToken"]?.text,
            let expiresAt = (keys?["Expiration"]?.text).flatMap(Timestamp.seconds)
        else {
            throw UnreadableResponse(
                service: operation.service.name, operation: operation.name, reason: "the answer has no keys",
                requestID: nil)
        }
        return SourcedCredentials(
            credentials: Credentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token), source: source,
            expiresAt: expiresAt)
    }
}
