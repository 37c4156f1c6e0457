import AWSClient
import Deployer

extension TableBilling {
    /// In DynamoDB's words.
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
    /// A maximum of the writes alone; nil takes it away, and that of the reads stays as it is.
    static func writes(_ units: Int?) -> Self { .init(maxWriteRequestUnits: units ?? -1) }
}

extension DynamoDBShapes.TableDescription {
    /// The definitions list the attributes of indexes too: only the key's own count.
    var key: TableKey {
        func attribute(_ keyType: String) -> KeyAttribute? {
            guard let name = keySchema?.first(where: { $0.keyType == keyType })?.attributeName else { return nil }
            let type = attributeDefinitions?.first { $0.attributeName == name }?.attributeType ?? "unknown type"
            return KeyAttribute(name: name, type: .init(rawValue: type))
        }
        return TableKey(partition: attribute("HASH"), sort: attribute("RANGE"))
    }

    /// A table that was never on demand has no summary of its billing.
    var billing: TableBilling {
        if billingModeSummary?.billingMode == "PAY_PER_REQUEST" { return .onDemand }
        return .provisioned(
            readUnits: provisionedThroughput?.readCapacityUnits ?? 0,
            writeUnits: provisionedThroughput?.writeCapacityUnits ?? 0)
    }

    /// The most write units a second; nil for no maximum, which is missing or -1, and while units are provisioned.
    var maxWriteUnits: Int? {
        guard billing == .onDemand, let units = onDemandThroughput?.maxWriteRequestUnits, units >= 0 else { return nil }
        return units
    }

    var readiness: Readiness {
        switch tableStatus {
        case "ACTIVE", nil: .ready
        case "DELETING"?: .leaving("DELETING")
        // Without its encryption key, archived, or a replica that may not replicate: no waiting helps.
        case "INACCESSIBLE_ENCRYPTION_CREDENTIALS"?, "ARCHIVING"?, "ARCHIVED"?, "REPLICATION_NOT_AUTHORIZED"?:
            .failed(tableStatus ?? "")
        case let status?: .pending(OutsideText.shortened(status))
        }
    }
}
