/// A saved plan that no longer fits, with every fact that moved since it was made; nothing was changed.
package struct StalePlan: Error, Sendable, Equatable {
    /// A fact of one resource, or the resource as a whole.
    package struct Fact: Sendable, Equatable {
        /// How it moved.
        package enum Move: String, Sendable {
            /// It is another.
            case changed
            /// It was not there.
            case appeared
            /// It is no longer there.
            case disappeared
        }

        /// The resource.
        package let resource: ResourceID
        /// The fact's name, as `memory`; nil for the resource itself.
        package let name: String?
        /// How it moved.
        package let move: Move
    }

    /// The account or the region, which are not as they were.
    package struct Mismatch: Sendable, Equatable {
        /// `account` or `region`.
        package let name: String
        /// The one that the plan is for.
        package let planned: String
        /// The one that is looked at now.
        package let now: String
    }

    /// Where something else is looked at than was planned for; then nothing else is compared.
    package let mismatches: [Mismatch]
    /// What stands otherwise than it did.
    package let observed: [Fact]
    /// What is described otherwise than it was, by the settings, the program or its code.
    package let described: [Fact]
}

extension SavedPlan {
    /// What moved from this plan to the same plan made anew, under the same salt; nil where nothing did.
    func staleness(against now: SavedPlan) -> StalePlan? {
        let mismatches = [
            StalePlan.Mismatch(name: "account", planned: account, now: now.account),
            StalePlan.Mismatch(name: "region", planned: region, now: now.region),
        ].filter { $0.planned != $0.now }
        // In another place everything else stands there instead, which says nothing.
        guard mismatches.isEmpty else { return StalePlan(mismatches: mismatches, observed: [], described: []) }

        let (before, after) = (byID, now.byID)
        // In the plan's order; then what joined the description.
        let ids = resources.map(\.id) + now.resources.map(\.id).filter { before[$0] == nil }
        // What joined the description, or left it, did not move on the cloud by that.
        let observed = ids.flatMap { id -> [StalePlan.Fact] in
            let (old, new) = (before[id], after[id])
            guard (old != nil && new != nil) || (old ?? new)?.described.isEmpty == true else { return [] }
            return Self.moves(of: id, old?.observed, new?.observed)
        }
        let described = ids.flatMap { Self.moves(of: $0, before[$0]?.described, after[$0]?.described) }
        guard observed.isEmpty, described.isEmpty else {
            return StalePlan(mismatches: [], observed: observed, described: described)
        }
        // The same facts, but this program makes something else of them.
        let otherwise = ids.filter { before[$0]?.action != after[$0]?.action }
        return otherwise.isEmpty
            ? nil
            : StalePlan(
                mismatches: [], observed: [],
                described: otherwise.map { StalePlan.Fact(resource: $0, name: "action", move: .changed) })
    }

    /// By resource; of a file that names one twice, the last.
    private var byID: [ResourceID: Entry] { Dictionary(resources.map { ($0.id, $0) }) { $1 } }

    /// The facts of one side that moved, by name; of a thing that came or went, only that.
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
