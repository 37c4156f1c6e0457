/// A plan that was saved: what was to be done, and a digest of each fact that it was made of.
///
/// It holds no value of any property, so what is secret on either side is not in it.
struct SavedPlan: Sendable, Equatable, Codable {
    /// The digests of one resource's facts, by the facts' names.
    typealias Digests = [String: String]

    /// One resource of the plan.
    struct Entry: Sendable, Equatable, Codable {
        /// Its kind, as `table`.
        let kind: String
        /// Its name on the cloud.
        let name: String
        /// What was to be done with it, a ``Step/Action``.
        let action: String
        /// As the cloud had it; empty where nothing stood.
        let observed: Digests
        /// As the description had it.
        let described: Digests

        /// Which resource it is.
        var id: ResourceID { ResourceID(kind: kind, name: name) }
    }

    /// What the file is, for whoever opens it.
    let format: String
    /// Of the format; a later one may mean something else by the same names.
    let version: Int
    /// The stack's name.
    let stack: String
    /// The stage's name.
    let stage: String
    /// The account that was looked at.
    let account: String
    /// The region that was looked at.
    let region: String
    /// Whether what carries no mark of ours was to be taken over.
    let adopting: Bool
    /// Whether what holds data and is no longer described was to be removed.
    let deletingData: Bool
    /// The digests' key: random, so that equal values have other digests in another plan.
    let salt: String
    /// One for each resource, in the order of the description.
    let resources: [Entry]

    /// The only ``format``.
    static let format = "deployer:plan"
    /// The only ``version``.
    static let version = 1

    /// What the plan is for.
    var purpose: Purpose { .deploy(adopting: adopting, includingData: deletingData) }

    /// A salt that no other plan has.
    static func newSalt() -> String {
        (0..<4).map { _ in
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

extension SavedPlan {
    /// The plan as it is saved.
    ///
    /// - Parameter salt: of the plan that it is compared with, or a new one.
    init<Context>(_ planned: PlannedStack<Context>, salt: String) {
        let (plan, digest) = (planned.plan, FactDigest(salt: salt, digest: planned.digest))
        format = Self.format
        version = Self.version
        stack = plan.stack
        stage = plan.stage
        account = plan.location.account
        region = plan.location.region
        adopting = planned.purpose.adopts
        deletingData = planned.purpose.includesData
        self.salt = salt
        resources = plan.steps.map { step in
            let facts = planned.facts[step.id]
            return Entry(
                kind: step.id.kind, name: step.id.name, action: step.action.rawValue,
                observed: digest.digests(facts?.observed ?? [], side: "observed", of: step.id),
                described: digest.digests(facts?.described ?? [], side: "described", of: step.id))
        }
    }
}

/// Digests facts under one salt.
private struct FactDigest {
    let salt: String
    let digest: @Sendable (_ bytes: [UInt8], _ key: [UInt8]) -> String

    /// The digests by the facts' names.
    ///
    /// What a fact is of goes into its digest too, so that equal values do not show as equal.
    func digests(_ facts: [Fact], side: String, of id: ResourceID) -> SavedPlan.Digests {
        Dictionary(grouping: facts, by: \.name).reduce(into: [:]) { digests, entry in
            let origin = [side, id.kind, id.name, entry.key].map(Value.text)
            // Two properties of one name are one fact, of both values.
            let fact = Value.list(origin + entry.value.map(\.value))
            digests[entry.key] = digest(fact.canonicalBytes, Array(salt.utf8))
        }
    }
}
