import AWSSigning

/// An access key and its secret as a place of settings holds them, under names of that place.
struct KeyPair {
    /// The three values, empty or missing where they are not set.
    let accessKeyID: String?
    let secretAccessKey: String?
    let sessionToken: String?
    /// What the place calls them, for errors.
    let names: (accessKeyID: String, secretAccessKey: String, sessionToken: String)

    /// Nil where neither half is set.
    ///
    /// - Throws: ``BrokenCredentials`` for half a pair, and for a value with white space in it, as a careless paste leaves.
    func credentials() throws -> Credentials? {
        let id = accessKeyID ?? ""
        let secret = secretAccessKey ?? ""
        let token = sessionToken ?? ""
        if id.isEmpty, secret.isEmpty { return nil }
        if id.isEmpty || secret.isEmpty {
            let (set, missing) =
                secret.isEmpty
                ? (names.accessKeyID, names.secretAccessKey) : (names.secretAccessKey, names.accessKeyID)
            throw BrokenCredentials("\(set) is set but \(missing) is not: set both or neither")
        }
        let values = [(names.accessKeyID, id), (names.secretAccessKey, secret), (names.sessionToken, token)]
        for (name, value) in values where value.utf8.contains(where: "\"'".utf8.contains) {
            throw BrokenCredentials("\(name) is in quotes, which would be taken for a part of it: take them off")
        }
        for (name, value) in values where value.unicodeScalars.contains(where: { $0.value <= 32 || $0.value >= 127 }) {
            throw BrokenCredentials(
                "\(name) has white space or another character in it that no key has: copy it again")
        }
        return Credentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token.isEmpty ? nil : token)
    }
}
