import AWSClient
import Deployer

extension TableBilling {
    /// DynamoDB's name for it.
    var mode: String {
        switch self {
        case .onDemand: "PAY_PER_REQUEST"
        case .provisioned: "PROVISIONED"
        }
    }

    var throughput: DynamoDBShapes.ProvisionedThroughput? {
        guard case .provisioned(let reads, let writes) = self else { return nil }
        return .init(readCapacityUnits: reads, writeCapacityUnits: writes)
    }
}

extension DynamoDBShapes.OnDemandThroughput {
    /// A maximum for writes only, or none for nil; the maximum for reads stays as it is.
    static func writes(_ units: Int?) -> Self { .init(maxWriteRequestUnits: units ?? -1) }
}

extension TableStream {
    var specification: DynamoDBShapes.StreamSpecification { .init(streamEnabled: true, streamViewType: rawValue) }
}

extension DynamoDBShapes.TimeToLiveDescription {
    /// The attribute; nil if it is off.
    ///
    /// `ENABLING` and `DISABLING` last up to an hour. Either is what was asked for: nobody can hasten it.
    var attribute: String? {
        ["ENABLED", "ENABLING"].contains(status) ? attributeName : nil
    }
}

extension DynamoDBShapes.TableDescription {
    /// What its stream says; nil if it has none.
    var stream: TableStream? {
        guard let streamSpecification, streamSpecification.streamEnabled else { return nil }
        return TableStream(rawValue: streamSpecification.streamViewType ?? "unknown")
    }

    /// Only the key's own attributes: the definitions also list those of indexes.
    var key: TableKey {
        TableKey(partition: attributes("HASH", of: keySchema).first, sort: attributes("RANGE", of: keySchema).first)
    }

    /// The attributes of one part of a key, `HASH` or `RANGE`.
    func attributes(_ keyType: String, of schema: [DynamoDBShapes.KeySchemaElement]?) -> [KeyAttribute] {
        (schema ?? []).filter { $0.keyType == keyType }.map { element in
            let type = attributeDefinitions?.first { $0.attributeName == element.attributeName }?.attributeType
            return KeyAttribute(name: element.attributeName, type: .init(rawValue: type ?? "unknown type"))
        }
    }

    /// A table that was never on demand has no billing summary.
    var billing: TableBilling {
        if billingModeSummary?.billingMode == "PAY_PER_REQUEST" { return .onDemand }
        return .provisioned(
            readUnits: provisionedThroughput?.readCapacityUnits ?? 0,
            writeUnits: provisionedThroughput?.writeCapacityUnits ?? 0)
    }

    /// The maximum write units per second; nil if missing, -1 or provisioned.
    var maxWriteUnits: Int? {
        guard billing == .onDemand, let units = onDemandThroughput?.maxWriteRequestUnits, units >= 0 else { return nil }
        return units
    }

    var readiness: Readiness {
        switch tableStatus {
        case "ACTIVE", nil: readinessOfIndexes
        case "DELETING"?: .leaving("DELETING")
        // The encryption key is gone, the table is archived, or a replica may not replicate: waiting does not help.
        case "INACCESSIBLE_ENCRYPTION_CREDENTIALS"?, "ARCHIVING"?, "ARCHIVED"?, "REPLICATION_NOT_AUTHORIZED"?:
            .failed(tableStatus ?? "")
        case let status?: .pending(OutsideText.shortened(status))
        }
    }

    /// The table is `ACTIVE` long before its indexes are: meanwhile DynamoDB makes and deletes no other.
    private var readinessOfIndexes: Readiness {
        let busy = (globalSecondaryIndexes ?? []).first { $0.indexStatus.map { $0 != "ACTIVE" } ?? false }
        guard let busy else { return .ready }
        let status = busy.indexStatus == "CREATING" && busy.backfilling == true ? "BACKFILLING" : busy.indexStatus
        return .pending(OutsideText.shortened("index \(busy.indexName ?? "") \(status ?? "")"))
    }
}
