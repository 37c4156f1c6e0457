public import Deployer

extension Table {
    /// Adds what DynamoDB would refuse.
    public func check(_ errors: inout DescriptionErrors, in context: AWS) {
        errors.check("name", name, TextRule(3...255, lettersDigitsAnd: "_.-"))
        if key.partition == nil { errors.refuse("key", "", allowed: "one attribute, or two") }
        errors.check(key: [key.partition, key.sort].compactMap { $0 }, "key")
        checkThroughput(&errors)
        checkIndexes(&errors)
        if let timeToLive {
            errors.check(attribute: timeToLive, "timeToLive", allowed: "an attribute with a name of 1 to 255 bytes")
        }
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

extension DescriptionErrors {
    fileprivate mutating func check(
        attribute name: String, _ property: String, allowed: String = "attributes with names of 1 to 255 bytes"
    ) {
        if !(1...255).contains(name.utf8.count) { refuse(property, name, allowed: allowed) }
    }

    fileprivate mutating func check(key attributes: [KeyAttribute], _ property: String) {
        for attribute in attributes {
            check(attribute: attribute.name, property)
            if ![.string, .number, .binary].contains(attribute.type) {
                refuse(property, attribute.type.rawValue, allowed: "of type string, number or binary")
            }
        }
        if Set(attributes.map { ExactText($0.name) }).count < attributes.count {
            refuse(property, attributes[0].name, allowed: "two different attributes")
        }
    }
}

extension Table {
    private func checkIndexes(_ errors: inout DescriptionErrors) {
        var names: Set<String> = []
        for index in indexes {
            errors.check("indexes", index.name, TextRule(3...255, lettersDigitsAnd: "_.-"))
            if !names.insert(index.name).inserted {
                errors.refuse("indexes", index.name, allowed: "named differently")
            }
            errors.check(key: index.keys, "indexes.\(index.name)")
            checkProjection(of: index, &errors)
            checkThroughput(of: index, &errors)
        }
        checkTypes(&errors)
        // "Service, account, and table quotas" in the DynamoDB Developer Guide.
        let projected = indexes.map(\.projects.attributes.count).reduce(0, +)
        if projected > 100 {
            errors.refuse(
                "indexes", "\(projected) named attributes", allowed: "made of at most 100 in all, each index's counted")
        }
    }

    private func checkProjection(of index: TableIndex, _ errors: inout DescriptionErrors) {
        guard index.projects.type == "INCLUDE" else { return }
        let attributes = index.projects.attributes
        if !(1...20).contains(attributes.count) || Set(attributes.map { ExactText($0) }).count < attributes.count {
            errors.refuse(
                "indexes.\(index.name)", "\(attributes.count) attributes",
                allowed: "with 1 to 20 different attributes, all of them or only the keys")
        }
        for attribute in attributes { errors.check(attribute: attribute, "indexes.\(index.name)") }
    }

    private func checkThroughput(of index: TableIndex, _ errors: inout DescriptionErrors) {
        let units = [index.readUnits, index.writeUnits].compactMap { $0 }
        if !units.isEmpty, billing == .onDemand || units.contains(where: { $0 < 1 }) {
            errors.refuse(
                "indexes.\(index.name)", units.map(String.init).joined(separator: ", "),
                allowed: "with at least one unit of each, and without any in a table on demand")
        }
        if let maxWriteUnits = index.maxWriteUnits, maxWriteUnits < 1 || billing != .onDemand {
            errors.refuse(
                "indexes.\(index.name)", "at most \(maxWriteUnits) write units",
                allowed: "with a maximum of 1 or more, and without one in a table whose units are provisioned")
        }
    }

    /// An attribute has one type in a table: in its key, and in the key of each index.
    private func checkTypes(_ errors: inout DescriptionErrors) {
        let types = Dictionary(keyAttributes.map { (ExactText($0.name), $0.type) }) { first, _ in first }
        for index in indexes {
            for attribute in index.keys where types[ExactText(attribute.name)] != attribute.type {
                errors.refuse(
                    "indexes.\(index.name)", "\(attribute.name) (\(attribute.type.words))",
                    allowed: "of the type that its attributes have in the other keys of the table")
            }
        }
    }
}
