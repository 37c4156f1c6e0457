import AWSClient
import AWSDeployer
import Foundation

extension Queue: FindsRelated, HasOutput, PresentedResource {
    static let kind = "queue"
    static let outputs = ["queue"]
    static let schema = [
        visibilityTimeoutProperty, retentionProperty, deadLetterQueueProperty, deadLetterReceivesProperty,
        policyProperty, tagsProperty,
    ]
    private static let visibilityTimeoutProperty = Property(
        "visibilityTimeout", \Queue.visibilityTimeoutSeconds, unit: "s")
    private static let retentionProperty = Property("retention", \Queue.retentionSeconds, unit: "s")
    private static let deadLetterQueueProperty = Property("deadLetters.queue", \Queue.deadLetters?.queue)
    private static let deadLetterReceivesProperty = Property("deadLetters.receives", \Queue.deadLetters?.receives)
    private static let policyProperty = Property("policy", \Queue.policy)
    private static let tagsProperty = Property.tags(\Queue.tags)

    /// The queue for its dead letters exists before it.
    var dependencies: [ResourceID] { deadLetters.map { [ResourceID(kind: Self.kind, name: $0.queue)] } ?? [] }

    func check(_ errors: inout DescriptionErrors, in context: AWS) {
        errors.check("name", name, TextRule(1...80, lettersDigitsAnd: "-_"))
        errors.check("visibilityTimeout", visibilityTimeoutSeconds, 0...43_200, "s")
        errors.check("retention", retentionSeconds, 60...1_209_600, "s")
        for sender in senders { errors.check("senders", sender, TextRule(1...128, lettersDigitsAnd: ".-")) }
        errors.check(tags: tags, in: context)
    }

    func prepared(in context: AWS) async throws -> Queue {
        var prepared = self
        prepared.policy = PolicyDocument(senders.isEmpty ? [] : [sending(in: context)], in: context)
        prepared.tags = context.owner.marking(tags)
        return prepared
    }

    /// The senders may send for this account alone: a service acts for every customer of AWS.
    private func sending(in aws: AWS) -> PolicyStatement {
        PolicyStatement(
            principals: Set(senders.map { PolicyPrincipal(type: "Service", value: $0) }),
            actions: ["sqs:SendMessage"], resources: [ExactText(arn(in: aws))],
            conditions: [PolicyCondition("StringEquals", "aws:SourceAccount", [ExactText(aws.account)])])
    }

    /// Reads the attributes and the tags at the same time: the queue's URL follows from its name.
    func observe(in context: AWS) async throws -> Observation<Queue>? {
        let client = Self.client(for: .sqs, in: context)
        let named = SQS.Named(QueueUrl: url(in: context), AttributeNames: ["All"])
        let answers = try await asking {
            try await client.call(Self.getQueueAttributes, named, as: SQS.AttributesAnswer.self)
        } beside: {
            try await ifPresent { try await client.call(Self.listQueueTags, named, as: SQS.TagsAnswer.self) }
        }
        guard let (found, first) = answers else { return nil }
        let answer = try await refetched(first) {
            try await client.call(Self.listQueueTags, named, as: SQS.TagsAnswer.self)
        }
        let tags = answer?.Tags ?? [:]
        let attributes = found.Attributes ?? [:]
        var observed = self
        observed.visibilityTimeoutSeconds = attributes["VisibilityTimeout"].flatMap { Int($0) } ?? 0
        observed.retentionSeconds = attributes["MessageRetentionPeriod"].flatMap { Int($0) } ?? 0
        observed.policy = PolicyDocument(json: attributes["Policy"] ?? "", in: context)
        observed.deadLetters = attributes["RedrivePolicy"].flatMap(Redrive.init)?.deadLetters
        observed.tags = context.owner.compared(tags, with: self.tags)
        let age = Date().timeIntervalSince1970 - (attributes["CreatedTimestamp"].flatMap { Double($0) } ?? 0)
        return Observation(
            observed, readiness: tags.isEmpty ? .withoutTags(ageInSeconds: age) : .ready,
            ownership: context.owner.ownership(of: tags), outputs: [Output("queue", url(in: context))])
    }

    /// The event sources of the queue: one that is no longer described is removed.
    func belongings(in context: AWS) async throws -> FoundResources<AWS> {
        FoundResources(try await EventSource.found(ofQueue: name, in: context))
    }

    func create(in context: AWS) async throws {
        let attributes = attributes(in: context).filter { !$0.value.isEmpty }
        let input = SQS.Creation(QueueName: name, Attributes: attributes, tags: tags)
        try await classifyingErrors {
            try await Self.client(for: .sqs, in: context).send(Self.createQueue, input)
        }
    }

    func update(_ changes: [Change], from observed: Queue, in context: AWS) async throws {
        let client = Self.client(for: .sqs, in: context)
        let url = url(in: context)
        try await classifyingErrors {
            if changes.touch(Self.tagsProperty) {
                try await TagChanges(from: observed.tags, to: tags).apply(
                    removing: { try await client.send(Self.untagQueue, SQS.TagKeys(QueueUrl: url, TagKeys: $0)) },
                    setting: { try await client.send(Self.tagQueue, SQS.Tags(QueueUrl: url, Tags: $0)) })
            }
            let isChanged = changes.touch(
                Self.visibilityTimeoutProperty, Self.retentionProperty, Self.deadLetterQueueProperty,
                Self.deadLetterReceivesProperty, Self.policyProperty)
            if isChanged {
                let input = SQS.Settings(QueueUrl: url, Attributes: attributes(in: context))
                try await client.send(Self.setQueueAttributes, input)
            }
        }
    }

    func delete(_ observed: Queue, in context: AWS) async throws {
        try await classifyingErrors {
            try await ifPresent {
                try await Self.client(for: .sqs, in: context).send(
                    Self.deleteQueue, SQS.Named(QueueUrl: url(in: context)))
            }
        }
    }

    private func url(in aws: AWS) -> String { "\(aws.client(for: .sqs).endpoint.url)/\(aws.account)/\(name)" }

    /// SQS writes every attribute as text; an empty one takes the policy or the dead letters' queue away.
    private func attributes(in aws: AWS) -> [String: String] {
        [
            "VisibilityTimeout": "\(visibilityTimeoutSeconds)", "MessageRetentionPeriod": "\(retentionSeconds)",
            "RedrivePolicy": deadLetters.map { Redrive($0, in: aws).text } ?? "",
            "Policy": policy.isEmpty ? "" : policy.json,
        ]
    }
}

/// The text of a queue's `RedrivePolicy`.
private struct Redrive: Codable {
    let deadLetterTargetArn: String
    let maxReceiveCount: Int

    init(_ letters: Queue.DeadLetters, in aws: AWS) {
        deadLetterTargetArn = aws.arn(service: "sqs", resource: letters.queue)
        maxReceiveCount = letters.receives
    }

    /// Nil for a text without a policy.
    init?(_ text: String) {
        guard let policy = try? JSONDecoder().decode(Redrive.self, from: Data(text.utf8)) else { return nil }
        self = policy
    }

    /// Some services write the number as text.
    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        deadLetterTargetArn = try members.decode(String.self, forKey: .deadLetterTargetArn)
        maxReceiveCount =
            try (try? members.decode(Int.self, forKey: .maxReceiveCount))
            ?? Int(members.decode(String.self, forKey: .maxReceiveCount)) ?? 0
    }

    var text: String {
        "{\"deadLetterTargetArn\":\"\(deadLetterTargetArn)\",\"maxReceiveCount\":\(maxReceiveCount)}"
    }

    var deadLetters: Queue.DeadLetters {
        Queue.DeadLetters(to: String(deadLetterTargetArn.split(separator: ":").last ?? ""), after: maxReceiveCount)
    }
}

// swift-format-ignore: AlwaysUseLowerCamelCase
/// The requests and answers of SQS, by the names of its API.
private enum SQS {
    struct Named: Encodable {
        let QueueUrl: String
        var AttributeNames: [String]?
    }
    struct AttributesAnswer: Decodable { let Attributes: [String: String]? }
    struct TagsAnswer: Decodable { let Tags: [String: String]? }
    struct Creation: Encodable {
        let QueueName: String
        let Attributes: [String: String]
        let tags: [String: String]
    }
    struct Settings: Encodable {
        let QueueUrl: String
        let Attributes: [String: String]
    }
    struct Tags: Encodable {
        let QueueUrl: String
        let Tags: [String: String]
    }
    struct TagKeys: Encodable {
        let QueueUrl: String
        let TagKeys: [String]
    }
}
