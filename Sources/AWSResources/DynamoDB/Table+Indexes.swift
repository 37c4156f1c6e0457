import Deployer

extension Table {
    /// The keys and projections of its indexes, by name.
    var indexDefinitions: [String: IndexDefinition] {
        Dictionary(indexes.map { ($0.name, $0.definition) }) { _, last in last }
    }

    /// The units of its indexes by name, as the table is billed; without those that have no maximum.
    var indexUnits: [String: IndexUnits] {
        Dictionary(indexes.compactMap { index in units(of: index).map { (index.name, $0) } }) { _, last in last }
    }

    /// The units of one of its indexes; nil for one without a maximum.
    func units(of index: TableIndex) -> IndexUnits? {
        switch billing {
        case .onDemand: index.maxWriteUnits.map { .atMost(writes: $0) }
        case .provisioned(let reads, let writes):
            .provisioned(reads: index.readUnits ?? reads, writes: index.writeUnits ?? writes)
        }
    }
}

/// One step from the observed to the described indexes: DynamoDB makes or deletes one in each request.
enum IndexStep: Sendable, Equatable {
    case create(TableIndex)
    case delete(String)
    /// Sets the units of indexes that are otherwise as described.
    case setUnits([TableIndex])
}

extension Table {
    /// DynamoDB's quota for the indexes of one table; an account may have a higher one, so it refuses nothing here.
    private static let mostIndexes = 20

    /// The next step towards the described indexes; nil if there is none.
    ///
    /// What is new is made before what is no longer described is deleted: where an index gets another name, there is
    /// always one of both. An index with another key or projection is deleted first, since its name is taken.
    func indexStep(from observed: Table) -> IndexStep? {
        let (wanted, existing) = (indexDefinitions, observed.indexDefinitions)
        let missing = indexes.filter { existing[$0.name] == nil }
        if let new = missing.first(where: { observed.hasRoom(for: $0) }) { return .create(new) }
        if let old = observed.indexes.first(where: { !isSame(wanted[$0.name], $0.definition) }) {
            return .delete(old.name)
        }
        // It does not fit, and nothing can make room for it: DynamoDB says why.
        if let new = missing.first { return .create(new) }
        let others = indexes.filter { units(of: $0) != observed.indexUnits[$0.name] }
        return others.isEmpty ? nil : .setUnits(others)
    }

    /// By their bytes, as DynamoDB compares names.
    private func isSame(_ wanted: IndexDefinition?, _ existing: IndexDefinition) -> Bool {
        wanted == existing && wanted.planValue == existing.planValue
    }

    /// Whether an index can be made beside those that exist.
    ///
    /// An attribute has one type in the table and all its indexes.
    private func hasRoom(for index: TableIndex) -> Bool {
        let defined = Dictionary(keyAttributes.map { ($0.name, $0.type) }) { first, _ in first }
        return indexes.count < Self.mostIndexes
            && index.keys.allSatisfy { defined[$0.name] == nil || defined[$0.name] == $0.type }
    }

    /// The attributes of all keys, the table's first, each once.
    var keyAttributes: [KeyAttribute] {
        var seen: Set<ExactText> = []
        return ([key.partition, key.sort].compactMap { $0 } + indexes.flatMap(\.keys))
            .filter { seen.insert(ExactText($0.name)).inserted }
    }
}
