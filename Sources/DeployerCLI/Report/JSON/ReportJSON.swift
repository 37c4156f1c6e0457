import Deployer

/// What the commands write with `--json`, but for the members that every line begins with; the order is part of the interface.
package enum ReportJSON {
    /// A plan.
    static func plan(_ plan: Plan) -> JSONValue {
        let counts = Step.Action.allCases.map { JSONValue.Member($0.rawValue, .integer(plan.count($0))) }
        return .object(
            place(plan) + [JSONValue.Member("steps", steps(plan.steps)), JSONValue.Member("summary", .object(counts))]
                + unseen(plan))
    }

    /// Which stack it is about, and where that stands.
    private static func place(_ plan: Plan) -> [JSONValue.Member] {
        [
            ("stack", plan.stack), ("stage", plan.stage), ("account", plan.location.account),
            ("region", plan.location.region),
        ].map { JSONValue.Member($0.0, .string($0.1)) }
    }

    /// What could not be looked for; no member where there is nothing of it.
    private static func unseen(_ plan: Plan) -> [JSONValue.Member] {
        guard !plan.unseen.isEmpty else { return [] }
        let gaps = plan.unseen.map { gap -> JSONValue in ["what": .string(gap.what), "why": .string(gap.why)] }
        return [JSONValue.Member("unseen", .array(gaps))]
    }

    /// A command that did all it had to do.
    ///
    /// - Parameter outputs: nil for a removal, which has none to tell.
    static func done(_ result: CommandResult, _ steps: [Step], outputs: [Output]?) -> JSONValue {
        let members =
            [("result", .string(result.rawValue)), ("steps", self.steps(steps))]
            + (outputs.map { [("outputs", self.outputs($0))] } ?? [])
        return .object(members.map(JSONValue.Member.init))
    }

    /// What stands, as `status` tells it.
    static func status(_ status: StackStatus) -> JSONValue {
        let plan = status.plan
        return .object(
            place(plan) + [
                JSONValue.Member("deployed", .flag(status.isDeployed)),
                JSONValue.Member("drifted", .flag(status.hasDrifted)),
                JSONValue.Member("steps", steps(plan.steps)), JSONValue.Member("outputs", outputs(plan.outputs)),
            ] + unseen(plan))
    }

    /// A command that failed or was interrupted: what was done before, what was not, and each error.
    static func failure(
        _ explanations: [Explanation], outcome: Outcome = Outcome(finished: []), isInterrupted: Bool = false
    ) -> JSONValue {
        [
            "result": isInterrupted ? "interrupted" : "failed",
            "steps": steps(outcome.finished),
            "unfinished": names(outcome.unfinished.map(\.id)),
            "notBegun": names(outcome.notBegun),
            "errors": .array(explanations.map(explanation)),
        ]
    }

    /// An error or a warning in its sentences.
    static func explanation(_ explanation: Explanation) -> JSONValue {
        let sentences = [("what", explanation.what), ("why", explanation.why), ("advice", explanation.advice)]
        return .object(sentences.map { JSONValue.Member($0.0, .string($0.1)) } + explanation.details)
    }

    /// A resource, with what is told of it.
    static func resource(_ id: ResourceID, _ members: (String, JSONValue)...) -> JSONValue {
        .object(([("kind", .string(id.kind)), ("name", .string(id.name))] + members).map(JSONValue.Member.init))
    }

    /// A length of time, to the millisecond.
    static func seconds(_ duration: Duration) -> JSONValue {
        .number((duration / .milliseconds(1)).rounded() / 1000)
    }

    private static func names(_ ids: [ResourceID]) -> JSONValue { .array(ids.map { resource($0) }) }

    private static func steps(_ steps: [Step]) -> JSONValue { .array(steps.map(step)) }

    /// A step; what seldom is so is a member only where it is.
    private static func step(_ step: Step) -> JSONValue {
        let changes = step.changes.map { change -> JSONValue in
            ["property": .string(change.property), "from": value(change.from), "to": value(change.to)]
        }
        let seldom: [(String, JSONValue?)] = [
            ("isForeign", step.traits.contains(.foreign) ? .flag(true) : nil),
            ("isUndescribed", step.traits.contains(.undescribed) ? .flag(true) : nil),
            ("failure", step.failure.map(JSONValue.string)),
            ("settling", step.settling.map(JSONValue.string)),
            ("notices", step.notices.isEmpty ? nil : .array(step.notices.map(JSONValue.string))),
        ]
        let members = seldom.compactMap { name, value in value.map { JSONValue.Member(name, $0) } }
        let always = resource(step.id, ("action", .string(step.action.rawValue)), ("changes", .array(changes)))
        return .object(always.members + members)
    }

    /// In the stack's order, but with the URLs first: they are what most are after.
    private static func outputs(_ outputs: [Output]) -> JSONValue {
        let ordered = outputs.filter(\.isAddress) + outputs.filter { !$0.isAddress }
        return .object(ordered.map { JSONValue.Member($0.name, .string($0.value)) })
    }

    private static func value(_ value: Value) -> JSONValue {
        switch value {
        case .none: .null
        case .flag(let flag): .flag(flag)
        case .number(let number): .integer(number)
        case .text(let text): .string(text)
        case .list(let values): .array(values.map(self.value))
        case .hidden: "(hidden)"
        }
    }
}

/// How a command ended, in the words of its JSON where that has one.
enum CommandResult: String {
    /// A plan was made; nothing was changed.
    case planned
    /// Everything is as described now, and was not before.
    case applied
    /// There was nothing to do.
    case unchanged
    /// What was to be removed is gone.
    case destroyed
    /// It stands, as described.
    case deployed
    /// It stands, otherwise than described.
    case drifted
    /// It does not stand.
    case notDeployed = "not-deployed"
    /// It could not be done, or only in part.
    case failed
    /// It was asked to end before.
    case interrupted
}
