/// What the commands write with `--json`, but for the members that every line begins with; the order is part of the interface.
enum ReportJSON {
    /// A plan.
    static func plan(_ plan: Plan) -> JSONValue {
        [
            "stack": .string(plan.stack),
            "stage": .string(plan.stage),
            "account": .string(plan.location.account),
            "region": .string(plan.location.region),
            "steps": steps(plan.steps),
            "summary": .object(
                Step.Action.allCases.map { JSONValue.Member($0.rawValue, .integer(plan.count($0))) }),
        ]
    }

    /// A command that did all it had to do.
    ///
    /// - Parameter outputs: nil for a removal, which has none to tell.
    static func done(_ result: JobOutputs.Result, _ steps: [Step], outputs: [Output]?) -> JSONValue {
        let members =
            [("result", .string(result.rawValue)), ("steps", self.steps(steps))]
            + (outputs.map { [("outputs", self.outputs($0))] } ?? [])
        return .object(members.map(JSONValue.Member.init))
    }

    /// What stands, as `status` tells it.
    static func status(_ status: StackStatus) -> JSONValue {
        let plan = status.plan
        return [
            "stack": .string(plan.stack),
            "stage": .string(plan.stage),
            "account": .string(plan.location.account),
            "region": .string(plan.location.region),
            "deployed": .flag(status.isDeployed),
            "drifted": .flag(status.hasDrifted),
            "steps": steps(plan.steps),
            "outputs": outputs(plan.outputs),
        ]
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

    private static func steps(_ steps: [Step]) -> JSONValue {
        .array(
            steps.map { step in
                [
                    "kind": .string(step.id.kind),
                    "name": .string(step.id.name),
                    "action": .string(step.action.rawValue),
                    "changes": .array(
                        step.changes.map {
                            ["property": .string($0.property), "from": value($0.from), "to": value($0.to)]
                        }),
                ]
            })
    }

    /// In the stack's order, but with the URLs first: they are what most are after.
    private static func outputs(_ outputs: [Output]) -> JSONValue {
        let ordered = outputs.filter(\.isURL) + outputs.filter { !$0.isURL }
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
