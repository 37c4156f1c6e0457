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
