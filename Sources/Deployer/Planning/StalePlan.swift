/// A saved plan that is stale, with every fact that changed since it was made; nothing was applied.
package struct StalePlan: Error, Sendable, Equatable {
    /// A fact of one resource, or the resource as a whole.
    package struct Fact: Sendable, Equatable {
        /// How it changed.
        package enum Move: String, Sendable {
            /// It has another value.
            case changed
            /// It did not exist.
            case appeared
            /// It no longer exists.
            case disappeared
        }

        /// The resource.
        package let resource: ResourceID
        /// The fact's name, as `memory`; nil for the resource itself.
        package let name: String?
        /// How it changed.
        package let move: Move
    }

    /// The account or the region, if it is another one.
    package struct Mismatch: Sendable, Equatable {
        /// `account` or `region`.
        package let name: String
        /// The one that the plan was made for.
        package let planned: String
        /// The one that is used now.
        package let now: String
    }

    /// Set if the account or region is another one; then nothing else is compared.
    package let mismatches: [Mismatch]
    /// What changed on the cloud.
    package let observed: [Fact]
    /// What changed in the description, by the settings, the program or its code.
    package let described: [Fact]
}

extension SavedPlan {
    /// What changed between this plan and the same plan made again with the same salt; nil if nothing did.
    func staleness(against now: SavedPlan) -> StalePlan? {
        let mismatches = [
            StalePlan.Mismatch(name: "account", planned: account, now: now.account),
            StalePlan.Mismatch(name: "region", planned: region, now: now.region),
        ].filter { $0.planned != $0.now }
        // In another account or region everything is different, which means nothing.
        guard mismatches.isEmpty else { return StalePlan(mismatches: mismatches, observed: [], described: []) }

        let (before, after) = (byID, now.byID)
        // In the plan's order; then what was added to the description.
        let ids = resources.map(\.id) + now.resources.map(\.id).filter { before[$0] == nil }
        // Adding a resource to the description, or removing it from there, does not change it on the cloud.
        let observed = ids.flatMap { id -> [StalePlan.Fact] in
            let (old, new) = (before[id], after[id])
            guard (old != nil && new != nil) || (old ?? new)?.described.isEmpty == true else { return [] }
            return Self.moves(of: id, old?.observed, new?.observed)
        }
        let described = ids.flatMap { Self.moves(of: $0, before[$0]?.described, after[$0]?.described) }
        guard observed.isEmpty, described.isEmpty else {
            return StalePlan(mismatches: [], observed: observed, described: described)
        }
        // The facts are the same, but this program derives other actions from them.
        let otherwise = ids.filter { before[$0]?.action != after[$0]?.action }
        return otherwise.isEmpty
            ? nil
            : StalePlan(
                mismatches: [], observed: [],
                described: otherwise.map { StalePlan.Fact(resource: $0, name: "action", move: .changed) })
    }

    /// The entries by resource; if a file names one twice, the last.
    private var byID: [ResourceID: Entry] { Dictionary(resources.map { ($0.id, $0) }) { $1 } }

    /// The facts of one side that changed, by name; if the resource itself appeared or disappeared, only that.
    private static func moves(of id: ResourceID, _ old: Digests?, _ new: Digests?) -> [StalePlan.Fact] {
        let (old, new) = (old ?? [:], new ?? [:])
        if old.isEmpty != new.isEmpty {
            return [StalePlan.Fact(resource: id, name: nil, move: old.isEmpty ? .appeared : .disappeared)]
        }
        return Set(old.keys).union(new.keys).sorted().compactMap { name in
            guard old[name] != new[name] else { return nil }
            let move: StalePlan.Fact.Move =
                old[name] == nil ? .appeared : new[name] == nil ? .disappeared : .changed
            return StalePlan.Fact(resource: id, name: name, move: move)
        }
    }
}
