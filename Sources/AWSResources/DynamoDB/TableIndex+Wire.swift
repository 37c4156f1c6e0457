import AWSClient
import Deployer

extension KeyAttribute {
    var definition: DynamoDBShapes.AttributeDefinition {
        .init(attributeName: name, attributeType: type.rawValue)
    }
}

extension IndexUnits {
    var provisioned: DynamoDBShapes.ProvisionedThroughput? {
        guard case .provisioned(let reads, let writes) = self else { return nil }
        return .init(readCapacityUnits: reads, writeCapacityUnits: writes)
    }

    var onDemand: DynamoDBShapes.OnDemandThroughput? {
        guard case .atMost(let writes) = self else { return nil }
        return .writes(writes)
    }
}

extension Table {
    /// One of its indexes as DynamoDB creates it.
    func creation(of index: TableIndex) -> DynamoDBShapes.GlobalSecondaryIndex {
        let attributes = index.projects.attributes
        let units = units(of: index)
        return .init(
            indexName: index.name,
            keySchema: index.partitionKeys.map { .init(attributeName: $0.name, keyType: "HASH") }
                + index.sortKeys.map { .init(attributeName: $0.name, keyType: "RANGE") },
            projection: .init(
                projectionType: index.projects.type, nonKeyAttributes: attributes.isEmpty ? nil : attributes),
            provisionedThroughput: units?.provisioned, onDemandThroughput: units?.onDemand)
    }

    /// The units of an index that exists; without a maximum for nil.
    func updatingUnits(of index: String, to units: IndexUnits?) -> DynamoDBShapes.GlobalSecondaryIndexUpdate {
        let provisioned = units?.provisioned
        return .init(
            update: .init(
                indexName: index, provisionedThroughput: provisioned,
                onDemandThroughput: provisioned == nil ? units?.onDemand ?? .writes(nil) : nil))
    }

    /// What a step of its indexes sends.
    func input(for step: IndexStep) -> DynamoDBShapes.UpdateTableInput {
        switch step {
        case .create(let index):
            .init(
                tableName: name, attributeDefinitions: index.keys.map(\.definition),
                globalSecondaryIndexUpdates: [.init(create: creation(of: index))])
        case .delete(let index):
            .init(tableName: name, globalSecondaryIndexUpdates: [.init(delete: .init(indexName: index))])
        case .setUnits(let indexes):
            .init(
                tableName: name,
                globalSecondaryIndexUpdates: indexes.map { updatingUnits(of: $0.name, to: units(of: $0)) })
        }
    }

    /// What a change of the billing says of the indexes that exist: a table with provisioned units needs those of each.
    ///
    /// One that is not described gets as many as the table, until it is deleted.
    func unitsOfIndexes(afterBillingOf observed: Table) -> [DynamoDBShapes.GlobalSecondaryIndexUpdate]? {
        guard case .provisioned(let reads, let writes) = billing, observed.billing == .onDemand,
            !observed.indexes.isEmpty
        else { return nil }
        let units = indexUnits
        return observed.indexes.map {
            updatingUnits(of: $0.name, to: units[$0.name] ?? .provisioned(reads: reads, writes: writes))
        }
    }
}

extension DynamoDBShapes.TableDescription {
    /// The indexes that exist; one that is being deleted is as good as gone.
    var indexes: [TableIndex] {
        (globalSecondaryIndexes ?? []).filter { $0.indexStatus != "DELETING" }.compactMap { found in
            found.indexName.map { index(found, named: $0) }
        }
    }

    private func index(_ found: DynamoDBShapes.GlobalSecondaryIndexDescription, named name: String) -> TableIndex {
        let isProvisioned = billing != .onDemand
        let most = found.onDemandThroughput?.maxWriteRequestUnits ?? -1
        return TableIndex(
            name: name, partitionKeys: attributes("HASH", of: found.keySchema),
            sortKeys: attributes("RANGE", of: found.keySchema),
            projects: IndexProjection(
                type: found.projection?.projectionType ?? "unknown projection",
                attributes: found.projection?.nonKeyAttributes ?? []),
            readUnits: isProvisioned ? found.provisionedThroughput?.readCapacityUnits ?? 0 : nil,
            writeUnits: isProvisioned ? found.provisionedThroughput?.writeCapacityUnits ?? 0 : nil,
            maxWriteUnits: isProvisioned || most < 0 ? nil : most)
    }
}
