public import Deployer
import Foundation

extension LogGroup: HasOutput, PresentedResource, Reappearing {
    /// `logGroup`.
    public static let kind = "logGroup"
    /// The output `logGroup`: its name.
    public static let outputs = ["logGroup"]
    /// All properties that are kept as described.
    public static let schema = [retentionProperty, tagsProperty]
    private static let retentionProperty = Property("retention", \LogGroup.retention, unit: "days")
    private static let tagsProperty = Property.tags(\LogGroup.tags)

    /// None: a log group needs no other resource.
    public var dependencies: [ResourceID] { [] }
    /// Such as `14 days`.
    public var summary: String { retention.numberOfDays.map { $0 == 1 ? "1 day" : "\($0) days" } ?? "kept for ever" }
    /// Warns when a shorter retention deletes events.
    public func remarks(on changes: [Change]) -> [String] {
        let shortens = changes.of(Self.retentionProperty).contains { change in
            guard case .number(let days) = change.to else { return false }
            if case .number(let before) = change.from { return days < before }
            return change.from != .none
        }
        return shortens ? ["older events are deleted"] : []
    }

    /// Lambda delivers lines late: a line that comes after the deletion of a function's group creates the group again.
    public var reappears: Bool { name.hasPrefix(Self.ofFunctions) }

    /// A function's group without any tags may be one that came back.
    public func origin(ofForeign tags: [String: String]) -> String {
        if let stack = CloudFormationStack(tags) { return stack.origin }
        guard tags.isEmpty, reappears else { return "" }
        return
            "A function's late lines bring its group back after a removal, without tags and kept for ever: if this is "
            + "such a one, --adopt is safe"
    }

    /// Adds what CloudWatch Logs would refuse.
    public func check(_ errors: inout DescriptionErrors, in context: AWS) {
        errors.check("name", name, TextRule(1...512, lettersDigitsAnd: ".-_/#"))
        if name.hasPrefix("aws/") {
            errors.refuse("name", name, allowed: "without aws/ at the start, which is AWS's own")
        }
        if let days = retention.numberOfDays, !LogRetention.allowedDays.contains(days) {
            let list = LogRetention.allowedDays.map(String.init).joined(separator: ", ")
            errors.refuse("retention", "\(days) days", allowed: "one of \(list) days, or never")
        }
        errors.check(tags: tags, in: context)
    }

    /// With the owner's tags.
    public func prepared(in context: AWS) async throws -> LogGroup {
        var prepared = self
        prepared.tags = context.owner.marking(tags)
        return prepared
    }

    /// Reads the log group and its tags at the same time: the ARN follows from the name.
    ///
    /// A late line may have recreated a function's group without tags. It may as well be someone else's group. The two
    /// look the same, so such a group is foreign.
    public func observe(in context: AWS) async throws -> Observation<LogGroup>? {
        let client = context.logs
        let arn = context.scope.arn(logGroup: name)
        let answers = try await asking {
            try await client.logGroup(name)
        } beside: {
            try await ifPresent { try await client.tags(of: arn) }
        }
        guard let (description, first) = answers else { return nil }
        let tags = try await refetched(first) { try await client.tags(of: arn) }

        // The account policy's number is no drift: writing against it would have no effect and never end.
        let observed = LogGroup(
            name, retention: description.isMasked ? retention : LogRetention(numberOfDays: description.retentionInDays),
            tags: context.owner.compared(tags ?? [:], with: self.tags))
        return Observation(
            observed,
            readiness: Self.readiness(of: description, tags, at: Date()),
            ownership: context.owner.ownership(of: tags ?? [:]),
            outputs: [Output("logGroup", name)],
            notices: description.notices
                + CloudFormationStack.notices(tags ?? [:], context.owner),
            deletionObstacle: description.deletionProtectionEnabled == true
                ? "Someone protected it against deletion: take that off (`aws logs put-log-group-deletion-protection "
                    + "--log-group-identifier \(name) --no-deletion-protection-enabled`), then run this again." : nil)
    }

    /// The group exists, so missing tags are only not visible yet.
    static func readiness(
        of description: LogsClient.LogGroupDescription, _ tags: [String: String]?, at now: Date
    ) -> Readiness {
        guard let tags else { return .pending("its tags cannot be seen yet") }
        guard tags.isEmpty, let created = description.creationTime else { return .ready }
        return .withoutTags(ageInSeconds: now.timeIntervalSince1970 - created / 1000)
    }

    /// Creates the group and sets its retention at once: for a moment, a read may not find the new group.
    public func create(in context: AWS) async throws {
        try await classifyingErrors { try await context.logs.createLogGroup(name, tags: tags) }
        guard let days = retention.numberOfDays else { return }
        try await bestEffort { try await context.logs.setRetention(name, days: days) }
    }

    /// Makes every change in one round.
    ///
    /// The tags come first, so that an adopted group has its owner's tags even if a later call fails.
    public func update(_ changes: [Change], from observed: LogGroup, in context: AWS) async throws {
        let client = context.logs
        try await classifyingErrors {
            if changes.touch(Self.tagsProperty) {
                let arn = context.scope.arn(logGroup: name)
                try await TagChanges(from: observed.tags, to: tags).apply(
                    removing: { try await client.untag(arn, keys: $0) },
                    setting: { try await client.tag(arn, with: $0) })
            }
            if changes.touch(Self.retentionProperty) {
                try await client.setRetention(name, days: retention.numberOfDays)
            }
        }
    }

    /// Deletes it with all its events.
    public func delete(_ observed: LogGroup, in context: AWS) async throws {
        try await classifyingErrors { try await ifPresent { try await context.logs.deleteLogGroup(name) } }
    }
}
