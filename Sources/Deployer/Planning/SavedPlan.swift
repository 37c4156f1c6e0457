/// A saved plan: what was to be done, and a digest of each fact that it was based on.
///
/// It holds no property's value, so it contains no secret.
package struct SavedPlan: Sendable, Equatable, Codable {
    /// The digests of one resource's facts, by the facts' names.
    typealias Digests = [String: String]

    /// Identifies a resource.
    package struct Subject: Sendable, Equatable, Codable {
        /// Its kind, such as `table`.
        package let kind: String
        /// Its name on the cloud.
        package let name: String
    }

    /// One resource of the plan.
    struct Entry: Sendable, Equatable, Codable {
        /// Its kind, such as `table`.
        let kind: String
        /// Its name on the cloud.
        let name: String
        /// The planned action, a ``Step/Action``.
        let action: String
        /// The facts on the cloud; empty if nothing existed.
        let observed: Digests
        /// The facts in the description.
        let described: Digests

        /// The resource's identity.
        var id: ResourceID { ResourceID(kind: kind, name: name) }
    }

    /// Says what the file is, to whoever opens it.
    let format: String
    /// The format's version; a later one may use the same names in another sense.
    let version: Int
    /// The stack's name.
    package let stack: String
    /// The stage's name.
    package let stage: String
    /// The observed account.
    let account: String
    /// The observed region.
    let region: String
    /// The options that load the description again from any folder: its settings, its code.
    ///
    /// The caller is not among them: whoever applies a plan may have other credentials than whoever made it, and more
    /// rights.
    package let options: [String: [String]]
    /// The resources to take over although they did not have our tags, in order.
    package let adopting: [Subject]
    /// Whether resources with data that are no longer described were to be removed.
    let deletingData: Bool
    /// The key of the digests: random, so that equal values have other digests in another plan.
    let salt: String
    /// One for each resource, in the plan's order.
    let resources: [Entry]
    /// A digest of all the above, with the same key: it reveals an edited file, and only a program can forge it.
    package private(set) var digest = ""

    /// The only value of ``format``.
    package static let format = "deployer:plan"
    /// The only value of ``version``.
    package static let version = 2

    /// The plan's mode.
    var mode: PlanMode {
        .deploy(
            adopting: Set(adopting.map { ResourceID(kind: $0.kind, name: $0.name) }), includingData: deletingData)
    }

    /// A new random salt.
    package static func newSalt() -> String {
        (0..<4).map { _ in
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

extension SavedPlan {
    /// The plan in the form that is saved.
    ///
    /// - Parameter salt: the salt of the plan to compare with, or a new one.
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

    /// The digest of the plan's content.
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

/// Makes digests of facts with one salt.
private struct FactDigest {
    let salt: String
    let digest: @Sendable (_ bytes: [UInt8], _ key: [UInt8]) -> String

    /// The digests by the facts' names.
    ///
    /// A digest also covers what the fact is about, so that equal values do not have equal digests.
    func digests(_ facts: [Fact], side: String, of id: ResourceID) -> SavedPlan.Digests {
        Dictionary(grouping: facts, by: \.name).reduce(into: [:]) { digests, entry in
            let origin = [side, id.kind, id.name, entry.key].map(Value.text)
            // Two properties of the same name are one fact with both values.
            let fact = Value.list(origin + entry.value.map(\.value))
            digests[entry.key] = digest(fact.canonicalBytes, Array(salt.utf8))
        }
    }
}
