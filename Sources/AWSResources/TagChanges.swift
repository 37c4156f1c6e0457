import Deployer

/// What has to be taken away and written to bring tags from one state to another, in that order.
///
/// What is too much goes first: there is a limit to how many tags a thing may have, and IAM takes `Team` and `team` for
/// the same tag, so that the other order would take away what was just written.
struct TagChanges: Equatable {
    let toRemove: [String]
    let toSet: [String: String]

    /// - Parameter observed: without AWS's own tags, which nobody may remove.
    init(from observed: [String: String], to desired: [String: String]) {
        // Keys that differ by their bytes alone are two tags.
        func isSameKey(_ key: String, in tags: [String: String]) -> Bool {
            tags.index(forKey: key).map { tags[$0].key.hasSameBytes(as: key) } ?? false
        }
        toRemove = observed.keys.filter { !isSameKey($0, in: desired) }.sorted()
        toSet = desired.filter { key, value in
            !isSameKey(key, in: observed) || observed[key]?.hasSameBytes(as: value) != true
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
