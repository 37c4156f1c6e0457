import Deployer

extension StalePlan: Explainable {
    /// Every fact that changed, the cloud's apart from the description's, and what to do.
    var explanation: Explanation {
        var parts = mismatches.map { "The plan is of \($0.name) \($0.planned), and this is \($0.now)." }
        if !observed.isEmpty { parts.append("Since then this moved on the cloud:\n" + list(observed)) }
        if !described.isEmpty {
            parts.append("Since then this moved in the settings, the program or its code:\n" + list(described))
        }
        return Explanation(
            "the saved plan no longer fits, and nothing was changed", why: parts.joined(separator: ""),
            advice: mismatches.isEmpty
                ? "Plan again, look at the new plan, and apply that one."
                : "Use the login and the region that the plan was made with, or plan again.",
            exitCode: .stalePlan, details: [JSONValue.Member("moved", .array(moved))])
    }

    private func list(_ facts: [Fact]) -> String { facts.map { "  - \($0.text)\n" }.joined() }

    /// The changed facts, for a program that reads JSON.
    private var moved: [JSONValue] {
        mismatches.map {
            ["side": "place", "fact": .string($0.name), "planned": .string($0.planned), "now": .string($0.now)]
        } + observed.map { $0.json(side: "observed") } + described.map { $0.json(side: "described") }
    }
}

extension StalePlan.Fact {
    /// The fact in words, such as `function visitor-counter · memory`.
    fileprivate var text: String {
        let subject = name.map { "\(resource) · \($0)" } ?? resource.description
        return switch move {
        case .changed: subject
        case .appeared: "\(subject): was not there"
        case .disappeared: "\(subject): is no longer there"
        }
    }

    fileprivate func json(side: String) -> JSONValue {
        [
            "side": .string(side),
            "kind": .string(resource.kind),
            "name": .string(resource.name),
            "fact": name.map(JSONValue.string) ?? .null,
            "move": .string(move.rawValue),
        ]
    }
}
