import Deployer

extension Table {
    /// Refuses what DynamoDB would refuse.
    ///
    /// - Throws: ``InvalidDescription``.
    func check() throws {
        try id.check("name", name, TextRule(3...255, lettersDigitsAnd: "_.-"))
        guard let partition = key.partition else {
            throw InvalidDescription(id, property: "key", value: "", allowed: "one attribute, or two")
        }
        try check(key: [partition, key.sort].compactMap { $0 }, "key")
        try checkThroughput()
        try checkIndexes()
        if let timeToLive {
            try check(attribute: timeToLive, "timeToLive", allowed: "an attribute with a name of 1 to 255 bytes")
        }
    }

    private func check(
        attribute name: String, _ property: String, allowed: String = "attributes with names of 1 to 255 bytes"
    ) throws {
        guard (1...255).contains(name.utf8.count) else {
            throw InvalidDescription(id, property: property, value: name, allowed: allowed)
        }
    }

    private func check(key attributes: [KeyAttribute], _ property: String) throws {
        for attribute in attributes {
            try check(attribute: attribute.name, property)
            guard [.string, .number, .binary].contains(attribute.type) else {
                throw InvalidDescription(
                    id, property: property, value: attribute.type.rawValue, allowed: "of type string, number or binary")
            }
        }
        guard Set(attributes.map { ExactText($0.name) }).count == attributes.count else {
            throw InvalidDescription(
                id, property: property, value: attributes[0].name, allowed: "two different attributes")
        }
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

extension Table {
    private func checkIndexes() throws {
        guard indexes.count <= Self.mostIndexes else {
            throw InvalidDescription(
                id, property: "indexes", value: "\(indexes.count) indexes", allowed: "at most \(Self.mostIndexes)")
        }
        var names: Set<String> = []
        for index in indexes {
            try id.check("the index's name", index.name, TextRule(3...255, lettersDigitsAnd: "_.-"))
            guard names.insert(index.name).inserted else {
                throw InvalidDescription(id, property: "indexes", value: index.name, allowed: "named differently")
            }
            try check(key: index.keys, "indexes.\(index.name)")
            try checkProjection(of: index)
            try checkThroughput(of: index)
        }
        try checkTypes()
        // "Service, account, and table quotas" in the DynamoDB Developer Guide.
        let projected = indexes.map(\.projects.attributes.count).reduce(0, +)
        guard projected <= 100 else {
            throw InvalidDescription(
                id, property: "indexes", value: "\(projected) named attributes",
                allowed: "made of at most 100 in all, each index's counted")
        }
    }

    private func checkProjection(of index: TableIndex) throws {
        guard index.projects.type == "INCLUDE" else { return }
        let attributes = index.projects.attributes
        guard (1...20).contains(attributes.count), Set(attributes.map { ExactText($0) }).count == attributes.count
        else {
            throw InvalidDescription(
                id, property: "indexes.\(index.name)", value: "\(attributes.count) attributes",
                allowed: "with 1 to 20 different attributes, all of them or only the keys")
        }
        for attribute in attributes { try check(attribute: attribute, "indexes.\(index.name)") }
    }

    private func checkThroughput(of index: TableIndex) throws {
        let units = [index.readUnits, index.writeUnits].compactMap { $0 }
        guard units.isEmpty || (billing != .onDemand && units.allSatisfy { $0 >= 1 }) else {
            throw InvalidDescription(
                id, property: "indexes.\(index.name)", value: units.map(String.init).joined(separator: ", "),
                allowed: "with at least one unit of each, and without any in a table on demand")
        }
        guard let maxWriteUnits = index.maxWriteUnits else { return }
        guard maxWriteUnits >= 1, billing == .onDemand else {
            throw InvalidDescription(
                id, property: "indexes.\(index.name)", value: "at most \(maxWriteUnits) write units",
                allowed: "with a maximum of 1 or more, and without one in a table whose units are provisioned")
        }
    }

    /// An attribute has one type in a table: in its key, and in the key of each index.
    private func checkTypes() throws {
        let types = Dictionary(keyAttributes.map { (ExactText($0.name), $0.type) }) { first, _ in first }
        for index in indexes {
            for attribute in index.keys where types[ExactText(attribute.name)] != attribute.type {
                throw InvalidDescription(
                    id, property: "indexes.\(index.name)", value: "\(attribute.name) (\(attribute.type.words))",
                    allowed: "of the type that its attributes have in the other keys of the table")
            }
        }
    }
}
