import AWSClient
public import Deployer

extension Table {
    /// Creates the table with its indexes and its stream.
    ///
    /// CreateTable cannot enable point-in-time recovery or a time to live, so these are the first updates.
    public func create(in context: AWS) async throws {
        let attributes = [key.partition, key.sort].compactMap { $0 }
        let input = DynamoDBShapes.CreateTableInput(
            tableName: name, attributeDefinitions: keyAttributes.map(\.definition),
            keySchema: zip(attributes, ["HASH", "RANGE"]).map { .init(attributeName: $0.name, keyType: $1) },
            globalSecondaryIndexes: indexes.isEmpty ? nil : indexes.map { creation(of: $0) },
            billingMode: billing.mode, provisionedThroughput: billing.throughput,
            onDemandThroughput: maxWriteUnits.map { .writes($0) }, streamSpecification: stream?.specification,
            deletionProtectionEnabled: deletionProtection, tags: DynamoDBShapes.Tag.list(tags))
        try await classifyingErrors { try await context.dynamoDB.createTable(input) }
    }

    /// Makes one kind of change: DynamoDB accepts the next one only when the table is `ACTIVE` again.
    ///
    /// The tags come first, so that an adopted table has its owner's tags from the first round on. Protection comes
    /// before the rest. What may take hours (filling an index) or may be refused for an hour (the time to live) is last.
    public func update(_ changes: [Change], from observed: Table, in context: AWS) async throws {
        let client = context.dynamoDB
        if changes.touch(Self.tagsProperty) {
            let arn = context.scope.arn(table: name)
            try await classifyingErrors {
                try await TagChanges(from: observed.tags, to: tags).apply(
                    removing: { try await client.untag(arn, keys: $0) },
                    setting: { try await client.tag(arn, with: $0) })
            }
        } else if changes.touch(Self.deletionProtectionProperty) {
            let input = DynamoDBShapes.UpdateTableInput(
                tableName: name, deletionProtectionEnabled: deletionProtection)
            try await classifyingErrors { try await client.updateTable(input) }
        } else if changes.touch(Self.pointInTimeRecoveryProperty) {
            try await classifyingErrors {
                try await client.updateContinuousBackups(name, pointInTimeRecovery: pointInTimeRecovery)
            }
        } else if let input = nextInput(for: changes, from: observed) {
            try await classifyingErrors { try await client.updateTable(input) }
        } else if changes.touch(Self.timeToLiveProperty) {
            try await classifyingErrors { try await updateTimeToLive(from: observed, by: client) }
        }
    }

    /// The next change of how the table is billed, what it says of its changes, and which indexes it has.
    private func nextInput(for changes: [Change], from observed: Table) -> DynamoDBShapes.UpdateTableInput? {
        if changes.touch(Self.billingProperty) {
            return .init(
                tableName: name, globalSecondaryIndexUpdates: unitsOfIndexes(afterBillingOf: observed),
                billingMode: billing.mode, provisionedThroughput: billing.throughput)
        }
        if changes.touch(Self.maxWriteUnitsProperty) {
            return .init(tableName: name, onDemandThroughput: .writes(maxWriteUnits))
        }
        if changes.touch(Self.streamProperty) {
            // A stream has to end before another one begins: DynamoDB refuses to change one.
            let next = observed.stream == nil ? stream : nil
            return .init(tableName: name, streamSpecification: next?.specification ?? .init(streamEnabled: false))
        }
        guard changes.touch(Self.indexesProperty, Self.indexUnitsProperty) else { return nil }
        return indexStep(from: observed).map(input)
    }

    /// Switches the time to live on; off, before it can be switched on for another attribute.
    private func updateTimeToLive(from observed: Table, by client: DynamoDBClient) async throws {
        if let attribute = observed.timeToLive {
            try await client.updateTimeToLive(name, attribute: attribute, enabled: false)
        } else if let timeToLive {
            try await client.updateTimeToLive(name, attribute: timeToLive, enabled: true)
        }
    }

    /// Requests the deletion; the table is `DELETING` for a while.
    public func delete(_ observed: Table, in context: AWS) async throws {
        try await classifyingErrors { try await ifPresent { try await context.dynamoDB.deleteTable(name) } }
    }
}
