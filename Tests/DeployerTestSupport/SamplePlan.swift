import Deployer

/// Plans that look like those of a real stack.
enum SamplePlan {
    static let location = Location(account: "123456789012", region: "eu-west-1", identity: "ci-deployer")

    static func plan(_ steps: [Step]) -> Plan {
        Plan(stack: "visitor-counter", stage: "prod", location: location, steps: steps)
    }

    /// A plan with several kinds of drift.
    static let drifted = plan([
        Step(ResourceID(kind: "table", name: "VisitorCount"), .none, summary: "protected, PITR on"),
        Step(
            ResourceID(kind: "role", name: "UpdateVisitorCount-role"), .update,
            changes: [
                Change(
                    "policy", from: .list([.text("dynamodb:* on *")]),
                    to: .list([.text("dynamodb:UpdateItem on table/VisitorCount")]))
            ]),
        Step(
            ResourceID(kind: "function", name: "visitor-counter"), .update,
            changes: [
                Change("memory", from: .number(128), to: .number(256), unit: "MiB"),
                Change("environment.PAGES", from: .none, to: .text("main_page,about")),
                Change("environment.TOKEN", from: .hidden, to: .none),
            ], remarks: ["no downtime"]),
        Step(
            ResourceID(kind: "url", name: "visitor-counter:live"), .update,
            changes: [
                Change("cors.origins", from: .list([]), to: .list([.text("https://b.example")])),
                Change(
                    "cors.methods", from: .list([.text("GET"), .text("HEAD")]),
                    to: .list([.text("HEAD"), .text("GET")])),
            ], remarks: ["PUBLIC"]),
        Step(ResourceID(kind: "logGroup", name: "/aws/lambda/visitor-counter"), .none, summary: "14 days"),
    ])

    /// A plan of a stack that does not exist yet.
    static let fresh = plan([
        Step(
            ResourceID(kind: "table", name: "VisitorCount"), .create,
            changes: [
                Change("partitionKey", from: .none, to: .text("id (string)")),
                Change("billing", from: .none, to: .text("on demand")),
                Change("deletionProtection", from: .none, to: .flag(true)),
                Change("sortKey", from: .none, to: .none),
                Change("tags.deployer:stack", from: .none, to: .text("visitor-counter")),
            ]),
        Step(
            ResourceID(kind: "function", name: "visitor-counter"), .create,
            changes: [
                Change("memory", from: .none, to: .number(128), unit: "MiB"),
                Change("code", from: .none, to: .text(String(repeating: "9f3a41bc", count: 8))),
                Change("environment.TOKEN", from: .none, to: .hidden),
            ], remarks: ["PUBLIC"]),
    ])
}
