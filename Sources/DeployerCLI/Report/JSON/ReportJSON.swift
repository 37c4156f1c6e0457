import Deployer

/// What the commands write with `--json`, except the members that begin every line.
///
/// The order of members is part of the interface.
package enum ReportJSON {
    /// A plan.
    static func plan(_ plan: Plan) -> JSONValue {
        let counts = Step.Action.allCases.map { JSONValue.Member($0.rawValue, .integer(plan.count($0))) }
        return .object(
            place(plan) + [JSONValue.Member("steps", steps(plan.steps)), JSONValue.Member("summary", .object(counts))]
                + unseen(plan))
    }

    /// The plan's stack and stage, with account and region.
    private static func place(_ plan: Plan) -> [JSONValue.Member] {
        [
            ("stack", plan.stack), ("stage", plan.stage), ("account", plan.location.account),
            ("region", plan.location.region),
        ].map { JSONValue.Member($0.0, .string($0.1)) }
    }

    /// What could not be looked for; no member if there is none.
    private static func unseen(_ plan: Plan) -> [JSONValue.Member] {
        guard !plan.unseen.isEmpty else { return [] }
        let gaps = plan.unseen.map { gap -> JSONValue in ["what": .string(gap.what), "why": .string(gap.why)] }
        return [JSONValue.Member("unseen", .array(gaps))]
    }

    /// A command that succeeded.
    ///
    /// - Parameter outputs: nil for a removal, which has none.
    static func done(_ result: CommandResult, _ steps: [Step], outputs: [Output]?) -> JSONValue {
        let members =
            [("result", .string(result.rawValue)), ("steps", self.steps(steps))]
            + (outputs.map { [("outputs", self.outputs($0))] } ?? [])
        return .object(members.map(JSONValue.Member.init))
    }

    /// What exists, as `status` reports it.
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

    /// An error or a warning, with a member for each sentence.
    static func explanation(_ explanation: Explanation) -> JSONValue {
        let sentences = [("what", explanation.what), ("why", explanation.why), ("advice", explanation.advice)]
        return .object(sentences.map { JSONValue.Member($0.0, .string($0.1)) } + explanation.details)
    }

    /// A resource, with further members.
    static func resource(_ id: ResourceID, _ members: (String, JSONValue)...) -> JSONValue {
        .object(([("kind", .string(id.kind)), ("name", .string(id.name))] + members).map(JSONValue.Member.init))
    }

    /// A duration in seconds, to the millisecond.
    static func seconds(_ duration: Duration) -> JSONValue {
        .number((duration / .milliseconds(1)).rounded() / 1000)
    }

    private static func names(_ ids: [ResourceID]) -> JSONValue { .array(ids.map { resource($0) }) }

    private static func steps(_ steps: [Step]) -> JSONValue { .array(steps.map(step)) }

    /// A step; rare facts are members only if they are true.
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

    /// In the stack's order, but URLs first: most readers want these.
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

/// How a command ended; the raw value is the word in its JSON, if that has one.
enum CommandResult: String {
    /// A plan was made; nothing was changed.
    case planned
    /// Everything is as described now, and was not before.
    case applied
    /// There was nothing to do.
    case unchanged
    /// What was to be removed is gone.
    case destroyed
    /// The stack exists, as described.
    case deployed
    /// The stack exists, but not as described.
    case drifted
    /// The stack is not deployed.
    case notDeployed = "not-deployed"
    /// The command failed, or did only a part.
    case failed
    /// The command was asked to end early.
    case interrupted
}
