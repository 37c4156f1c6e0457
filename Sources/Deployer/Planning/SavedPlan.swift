/// A plan that was saved: what was to be done, and a digest of each fact that it was made of.
///
/// It holds no value of any property, so what is secret on either side is not in it.
package struct SavedPlan: Sendable, Equatable, Codable {
    /// The digests of one resource's facts, by the facts' names.
    typealias Digests = [String: String]

    /// Which resource something is about.
    package struct Subject: Sendable, Equatable, Codable {
        /// Its kind, as `table`.
        package let kind: String
        /// Its name on the cloud.
        package let name: String
    }

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
    package let stack: String
    /// The stage's name.
    package let stage: String
    /// The account that was looked at.
    let account: String
    /// The region that was looked at.
    let region: String
    /// The options that say what is described, so that it is found again from any folder: its settings, its code.
    ///
    /// Who asks is none of them: whoever applies a plan may have another login than who made it, and more rights.
    package let options: [String: [String]]
    /// What was to be taken over though it carried no mark of ours, in order.
    package let adopting: [Subject]
    /// Whether what holds data and is no longer described was to be removed.
    let deletingData: Bool
    /// The digests' key: random, so that equal values have other digests in another plan.
    let salt: String
    /// One for each resource, in the order of the description.
    let resources: [Entry]
    /// A digest of all the above, under the same key: an edited file is found out, and who forges one needs a program.
    package private(set) var digest = ""

    /// The only ``format``.
    package static let format = "deployer:plan"
    /// The only ``version``.
    package static let version = 2

    /// What the plan is for.
    var mode: PlanMode {
        .deploy(
            adopting: Set(adopting.map { ResourceID(kind: $0.kind, name: $0.name) }), includingData: deletingData)
    }

    /// A salt that no other plan has.
    package static func newSalt() -> String {
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
    package init<Context>(_ planned: PlannedStack<Context>, salt: String) {
        let (plan, digest) = (planned.plan, FactDigest(salt: salt, digest: planned.deployment.digest))
        format = Self.format
        version = Self.version
        stack = plan.stack
        stage = plan.stage
        account = plan.location.account
        region = plan.location.region
        options = planned.deployment.options
        adopting = planned.mode.adopting.map { Subject(kind: $0.kind, name: $0.name) }
            .sorted { ($0.kind, $0.name) < ($1.kind, $1.name) }
        deletingData = planned.mode.includesData
        self.salt = salt
        resources = plan.steps.map { step in
            let facts = planned.facts[step.id]
            return Entry(
                kind: step.id.kind, name: step.id.name, action: step.action.rawValue,
                observed: digest.digests(facts?.observed ?? [], side: "observed", of: step.id),
                described: digest.digests(facts?.described ?? [], side: "described", of: step.id))
        }
        self.digest = contentDigest(planned.deployment.digest)
    }

    /// The digest that goes with what the plan holds.
    package func contentDigest(_ digest: (_ bytes: [UInt8], _ key: [UInt8]) -> String) -> String {
        func value(_ digests: Digests) -> Value {
            .list(digests.sorted { $0.key < $1.key }.map { .list([.text($0.key), .text($0.value)]) })
        }
        let content: [Value] = [
            .text(format), .number(version), .text(stack), .text(stage), .text(account), .text(region),
            .list(
                options.sorted { $0.key < $1.key }.map { .list([.text($0.key), .list($0.value.map(Value.text))]) }),
            .list(adopting.map { .list([.text($0.kind), .text($0.name)]) }), .flag(deletingData), .text(salt),
            .list(
                resources.map {
                    .list([
                        .text($0.kind), .text($0.name), .text($0.action), value($0.observed), value($0.described),
                    ])
                }),
        ]
        return digest(Value.list(content).canonicalBytes, Array(salt.utf8))
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
