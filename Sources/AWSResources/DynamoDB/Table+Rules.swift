import Deployer

extension Table {
    /// Refuses what DynamoDB would.
    ///
    /// - Throws: ``InvalidDescription``.
    func check() throws {
        try id.check("name", name, TextRule(3...255, lettersDigitsAnd: "_.-"))
        guard let partition = key.partition else {
            throw InvalidDescription(id, property: "key", value: "", allowed: "one attribute, or two")
        }
        for attribute in [partition, key.sort].compactMap({ $0 }) {
            guard (1...255).contains(attribute.name.utf8.count) else {
                throw InvalidDescription(
                    id, property: "key", value: attribute.name, allowed: "attributes with names of 1 to 255 bytes")
            }
            guard [.string, .number, .binary].contains(attribute.type) else {
                throw InvalidDescription(
                    id, property: "key", value: attribute.type.rawValue, allowed: "of type string, number or binary")
            }
        }
        guard partition.name != key.sort?.name else {
            throw InvalidDescription(id, property: "key", value: partition.name, allowed: "two different attributes")
        }
        try checkThroughput()
    }

    private func checkThroughput() throws {
        if case .provisioned(let reads, let writes) = billing, reads < 1 || writes < 1 {
            throw InvalidDescription(
                id, property: "billing", value: "\(reads) and \(writes) units", allowed: "at least one unit of each")
        }
        guard let maxWriteUnits else { return }
        guard maxWriteUnits >= 1, billing == .onDemand else {
            throw InvalidDescription(
                id, property: "maxWriteUnits", value: "\(maxWriteUnits)",
                allowed: "1 or more, and left out of a table whose units are provisioned, which bound it already")
        }
    }
}
