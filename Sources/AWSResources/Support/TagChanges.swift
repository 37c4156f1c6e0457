import AWSSigning
public import Deployer

/// The tags to remove and then to write, to get from one state to another.
///
/// Removal comes first. The number of tags on a resource is limited. And IAM treats `Team` and `team` as the same tag,
/// so that the other order would remove what was just written.
public struct TagChanges: Sendable, Equatable {
    /// The keys to remove.
    public let toRemove: [String]
    /// The tags to write.
    public let toSet: [String: String]

    /// The changes between two states.
    ///
    /// - Parameters:
    ///   - observed: without the tags of others; see ``Owner/compared(_:with:ignoringCase:)``.
    ///   - desired: the tags as described, prepared.
    public init(from observed: [String: String], to desired: [String: String]) {
        toRemove = observed.keys.filter { !desired.hasKey(ofSameBytes: $0) }.sorted()
        toSet = desired.filter { key, value in
            !observed.hasKey(ofSameBytes: key) || observed[key]?.hasSameBytes(as: value) != true
        }
    }

    /// Removes, then writes; sends no request if there is nothing to do.
    public func apply(
        removing remove: ([String]) async throws -> Void, setting set: ([String: String]) async throws -> Void
    ) async throws {
        if !toRemove.isEmpty { try await remove(toRemove) }
        if !toSet.isEmpty { try await set(toSet) }
    }
}

/// The record of the tags that the program set, kept on the resource in one more tag.
///
/// If a tag is no longer described, the record shows whether the program set it and may remove it, or whether it
/// belongs to someone else. 47 keys of up to 128 characters do not fit into a value of 256, so the record holds a short
/// digest of each. With 30 bits, it mistakes another's tag for the program's on one resource in about 450 000, if both
/// have the maximum number of tags.
package struct TagRecord: Sendable {
    /// The tag's key.
    static let key = "deployer:tags"
    private static let length = 5
    /// URL-safe Base64: its characters are allowed in the tags of every service.
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    private let digests: Set<String>

    /// The record of these keys.
    package init(of keys: some Sequence<String>) { digests = Set(keys.map(Self.digest)) }

    /// The record from a resource's tag; any other text that someone wrote into it names no key.
    init(_ text: String) {
        let characters = Array(text)
        let starts = stride(from: 0, to: characters.count, by: Self.length)
        digests = Set(starts.map { String(characters[$0..<min($0 + Self.length, characters.count)]) })
    }

    /// The tag's value; empty if the program set no tags.
    package var text: String { digests.sorted().joined() }

    /// Whether the program set the tag with that key.
    func names(_ key: String) -> Bool { digests.contains(Self.digest(key)) }

    /// The first characters of the key's SHA-256, in URL-safe Base64.
    private static func digest(_ key: String) -> String {
        let bits = SHA256.digest(of: Array(key.utf8)).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return String((1...length).map { alphabet[Int(bits >> (32 - 6 * $0) & 63)] })
    }
}

extension [String: String] {
    /// Whether exactly that key exists: AWS distinguishes keys that are equal in Swift.
    func hasKey(ofSameBytes key: String) -> Bool {
        index(forKey: key).map { self[$0].key.hasSameBytes(as: key) } ?? false
    }
}

extension Property {
    /// A kind's tags, one property for each: those that the program set and no longer describes are removed.
    public static func tags(_ tags: any KeyPath<R, [String: String]> & Sendable) -> Property {
        Property("tags", each: tags, derivedKey: TagRecord.key).asDetail
    }
}
