import AWSSigning
import Deployer

/// What has to be taken away and written to bring tags from one state to another, in that order.
///
/// What is too much goes first: there is a limit to how many tags a thing may have, and IAM takes `Team` and `team` for
/// the same tag, so that the other order would take away what was just written.
struct TagChanges: Equatable {
    let toRemove: [String]
    let toSet: [String: String]

    /// - Parameter observed: without those of others.
    init(from observed: [String: String], to desired: [String: String]) {
        toRemove = observed.keys.filter { !desired.hasKey(ofSameBytes: $0) }.sorted()
        toSet = desired.filter { key, value in
            !observed.hasKey(ofSameBytes: key) || observed[key]?.hasSameBytes(as: value) != true
        }
    }

    /// Takes away, then writes; asks nothing where there is nothing to do.
    func apply(
        removing remove: ([String]) async throws -> Void, setting set: ([String: String]) async throws -> Void
    ) async throws {
        if !toRemove.isEmpty { try await remove(toRemove) }
        if !toSet.isEmpty { try await set(toSet) }
    }
}

/// Which tags of a thing the program set, written on the thing itself as one more tag.
///
/// It tells a tag that the program no longer describes, which goes, from one that somebody else put there, which is theirs.
/// 47 keys of up to 128 characters do not fit into a value of 256, so it holds a short digest of each. Its 30 bits take a
/// tag of another's for the program's on one thing in some 450 000, where both have as many tags as there may be.
package struct TagRecord: Sendable {
    /// The tag's key.
    static let key = "deployer:tags"
    private static let length = 5
    /// URL-safe Base64, all of which may stand in a tag of any service.
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    private let digests: Set<String>

    /// The record of these keys.
    package init(of keys: some Sequence<String>) { digests = Set(keys.map(Self.digest)) }

    /// The record as it stands on a thing; whatever else somebody wrote into it names no key.
    init(_ text: String) {
        let characters = Array(text)
        let starts = stride(from: 0, to: characters.count, by: Self.length)
        digests = Set(starts.map { String(characters[$0..<min($0 + Self.length, characters.count)]) })
    }

    /// The tag's value; empty where the program set none.
    package var text: String { digests.sorted().joined() }

    /// Whether the program set the tag of that key.
    func names(_ key: String) -> Bool { digests.contains(Self.digest(key)) }

    /// The first characters of the SHA-256 of its bytes, in URL-safe Base64.
    private static func digest(_ key: String) -> String {
        let bits = SHA256.digest(of: Array(key.utf8)).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return String((1...length).map { alphabet[Int(bits >> (32 - 6 * $0) & 63)] })
    }
}

extension [String: String] {
    /// Whether there is exactly that key: AWS tells keys apart that Swift takes for the same.
    func hasKey(ofSameBytes key: String) -> Bool {
        index(forKey: key).map { self[$0].key.hasSameBytes(as: key) } ?? false
    }
}
