import AWSSigning

/// Which tags of a thing the program set, written on the thing itself as one more tag.
///
/// It tells a tag that the program no longer describes, which goes, from one that somebody else put there, which is theirs.
/// 47 keys of up to 128 characters do not fit into a value of 256, so it holds a short digest of each. Its 30 bits take a
/// tag of another's for the program's on one thing in some 450 000, where both have as many tags as there may be.
struct TagRecord: Sendable {
    /// The tag's key.
    static let key = "deployer:tags"
    private static let length = 5
    /// URL-safe Base64, all of which may stand in a tag of any service.
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    private let digests: Set<String>

    /// The record of these keys.
    init(of keys: some Sequence<String>) { digests = Set(keys.map(Self.digest)) }

    /// The record as it stands on a thing; whatever else somebody wrote into it names no key.
    init(_ text: String) {
        let characters = Array(text)
        let starts = stride(from: 0, to: characters.count, by: Self.length)
        digests = Set(starts.map { String(characters[$0..<min($0 + Self.length, characters.count)]) })
    }

    /// The tag's value; empty where the program set none.
    var text: String { digests.sorted().joined() }

    /// Whether the program set the tag of that key.
    func names(_ key: String) -> Bool { digests.contains(Self.digest(key)) }

    /// The first characters of the SHA-256 of its bytes, in URL-safe Base64.
    private static func digest(_ key: String) -> String {
        let bits = SHA256.digest(of: Array(key.utf8)).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return String((1...length).map { alphabet[Int(bits >> (32 - 6 * $0) & 63)] })
    }
}
