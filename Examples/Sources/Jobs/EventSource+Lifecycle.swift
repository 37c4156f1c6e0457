import AWSClient
import AWSDeployer

extension EventSource: PresentedResource {
    static let kind = "eventSource"
    static let schema = [batchSizeProperty, reportsFailuresProperty, tagsProperty]
    private static let batchSizeProperty = Property("batchSize", \EventSource.batchSize, unit: "messages")
    private static let reportsFailuresProperty = Property("reportsFailures", \EventSource.reportsFailures)
    private static let tagsProperty = Property.tags(\EventSource.tags)

    var dependencies: [ResourceID] {
        [ResourceID(kind: Queue.kind, name: queue), ResourceID(kind: Release.kind, name: release)]
    }

    func check(_ errors: inout DescriptionErrors, in context: AWS) {
        errors.check("batchSize", batchSize, 1...10)
        errors.check(tags: tags, in: context)
    }

    func prepared(in context: AWS) async throws -> EventSource {
        var prepared = self
        prepared.tags = context.owner.marking(tags)
        return prepared
    }

    /// Finds the mapping by its two ends, then reads its tags: only the mapping knows its ARN.
    func observe(in context: AWS) async throws -> Observation<EventSource>? {
        let client = Self.client(for: .lambda, in: context)
        let mappings = try await Self.mappings(ofQueue: queue, in: context)
        guard let mapping = mappings.first(where: { $0.FunctionArn == function(in: context) }), let uuid = mapping.UUID
        else { return nil }
        let answer = try await ifPresent {
            try await client.call(Self.listTags, path: ["ARN": arn(of: uuid, in: context)], as: Lambda.TagsAnswer.self)
        }
        let tags = answer?.Tags ?? [:]
        var observed = self
        observed.uuid = uuid
        observed.batchSize = mapping.BatchSize ?? 0
        observed.reportsFailures = mapping.FunctionResponseTypes == ["ReportBatchItemFailures"]
        observed.tags = context.owner.compared(tags, with: self.tags)
        return Observation(
            observed, readiness: mapping.readiness, ownership: context.owner.ownership(of: tags),
            notices: mapping.State == "Disabled" ? ["switched off: it receives no messages"] : [])
    }

    func create(in context: AWS) async throws {
        let input = Lambda.Creation(
            EventSourceArn: Queue(queue).arn(in: context), FunctionName: function(in: context), BatchSize: batchSize,
            FunctionResponseTypes: responseTypes, Tags: tags)
        try await classifyingErrors {
            let _: Lambda.Mapping = try await Self.client(for: .lambda, in: context).call(
                Self.create, path: [:], body: input)
        }
    }

    func update(_ changes: [Change], from observed: EventSource, in context: AWS) async throws {
        let client = Self.client(for: .lambda, in: context)
        let arn = arn(of: observed.uuid, in: context)
        try await classifyingErrors {
            if changes.touch(Self.tagsProperty) {
                try await TagChanges(from: observed.tags, to: tags).apply(
                    removing: { keys in
                        let _: NoOutput = try await client.call(
                            Self.untag, path: ["ARN": arn], query: keys.map { ("tagKeys", $0) })
                    },
                    setting: { tags in
                        let _: NoOutput = try await client.call(Self.tag, path: ["ARN": arn], body: ["Tags": tags])
                    })
            }
            if changes.touch(Self.batchSizeProperty, Self.reportsFailuresProperty) {
                let input = Lambda.Settings(BatchSize: batchSize, FunctionResponseTypes: responseTypes)
                let _: Lambda.Mapping = try await client.call(Self.update, path: ["UUID": observed.uuid], body: input)
            }
        }
    }

    func delete(_ observed: EventSource, in context: AWS) async throws {
        try await classifyingErrors {
            try await ifPresent {
                let _: Lambda.Mapping = try await Self.client(for: .lambda, in: context)
                    .call(Self.delete, path: ["UUID": observed.uuid])
            }
        }
    }

    /// All mappings of a queue, whoever made them.
    private static func mappings(ofQueue queue: String, in aws: AWS) async throws -> [Lambda.Mapping] {
        let client = client(for: .lambda, in: aws)
        let pages = try await ifPresent {
            try await everyPage(of: list, following: \Lambda.MappingList.NextMarker) { marker in
                try await client.call(
                    list, path: [:],
                    query: [("EventSourceArn", Queue(queue).arn(in: aws))] + (marker.map { [("Marker", $0)] } ?? []),
                    as: Lambda.MappingList.self)
            }
        }
        return (pages ?? []).flatMap { $0.EventSourceMappings ?? [] }
    }

    /// The mappings of a queue by their two ends, described or not.
    static func found(ofQueue queue: String, in aws: AWS) async throws -> [EventSource] {
        let start = aws.arn(service: "lambda", resource: "function:")
        return try await mappings(ofQueue: queue, in: aws).compactMap { mapping in
            guard let arn = mapping.FunctionArn, arn.hasPrefix(start) else { return nil }
            return EventSource(from: queue, to: String(arn.dropFirst(start.count)))
        }
    }

    private var responseTypes: [String] { reportsFailures ? ["ReportBatchItemFailures"] : [] }

    private func arn(of uuid: String, in aws: AWS) -> String {
        aws.arn(service: "lambda", resource: "event-source-mapping:\(uuid)")
    }
}

// swift-format-ignore: AlwaysUseLowerCamelCase
/// The requests and answers of Lambda, by the names of its API.
private enum Lambda {
    struct MappingList: Decodable {
        let EventSourceMappings: [Mapping]?
        let NextMarker: String?
    }
    struct Mapping: Decodable {
        let UUID: String?
        let FunctionArn: String?
        let BatchSize: Int?
        let State: String?
        let FunctionResponseTypes: [String]?

        var readiness: Readiness {
            switch State {
            case "Enabled", "Disabled", nil: .ready
            case "Deleting": .leaving("Deleting")
            case let state?: .pending(state)
            }
        }
    }
    struct TagsAnswer: Decodable { let Tags: [String: String]? }
    struct Creation: Encodable {
        let EventSourceArn: String
        let FunctionName: String
        let BatchSize: Int
        let FunctionResponseTypes: [String]
        let Tags: [String: String]
    }
    struct Settings: Encodable {
        let BatchSize: Int
        let FunctionResponseTypes: [String]
    }
}
