import AWSClient
public import Deployer

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

extension DynamoDBShapes.TableDescription {
    /// Only the key's own attributes: the definitions also list those of indexes.
    var key: TableKey {
        func attribute(_ keyType: String) -> KeyAttribute? {
            guard let name = keySchema?.first(where: { $0.keyType == keyType })?.attributeName else { return nil }
            let type = attributeDefinitions?.first { $0.attributeName == name }?.attributeType ?? "unknown type"
            return KeyAttribute(name: name, type: .init(rawValue: type))
        }
        return TableKey(partition: attribute("HASH"), sort: attribute("RANGE"))
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
        case "ACTIVE", nil: .ready
        case "DELETING"?: .leaving("DELETING")
        // The encryption key is gone, the table is archived, or a replica may not replicate: waiting does not help.
        case "INACCESSIBLE_ENCRYPTION_CREDENTIALS"?, "ARCHIVING"?, "ARCHIVED"?, "REPLICATION_NOT_AUTHORIZED"?:
            .failed(tableStatus ?? "")
        case let status?: .pending(OutsideText.shortened(status))
        }
    }
}

extension Table {
    /// Adds what DynamoDB would refuse.
    public func check(_ errors: inout DescriptionErrors, in context: AWS) {
        errors.check("name", name, TextRule(3...255, lettersDigitsAnd: "_.-"))
        for attribute in [key.partition, key.sort].compactMap({ $0 }) {
            if !(1...255).contains(attribute.name.utf8.count) {
                errors.refuse("key", attribute.name, allowed: "attributes with names of 1 to 255 bytes")
            }
            if ![.string, .number, .binary].contains(attribute.type) {
                errors.refuse("key", attribute.type.rawValue, allowed: "of type string, number or binary")
            }
        }
        if let partition = key.partition {
            if partition.name == key.sort?.name {
                errors.refuse("key", partition.name, allowed: "two different attributes")
            }
        } else {
            errors.refuse("key", "", allowed: "one attribute, or two")
        }
        checkThroughput(&errors)
        errors.check(tags: tags, in: context)
    }

    private func checkThroughput(_ errors: inout DescriptionErrors) {
        if case .provisioned(let reads, let writes) = billing, reads < 1 || writes < 1 {
            errors.refuse("billing", "\(reads) and \(writes) units", allowed: "at least one unit of each")
        }
        if let maxWriteUnits, maxWriteUnits < 1 || billing != .onDemand {
            errors.refuse(
                "maxWriteUnits", "\(maxWriteUnits)",
                allowed: "1 or more, and left out of a table whose units are provisioned, which bound it already")
        }
    }
}
