public import Deployer

extension Table {
    /// Warns when a protection is switched off, capacity may be taken away, or readers and data are affected.
    public func remarks(on changes: [Change]) -> [String] {
        func isSwitchedOff(_ property: Property<Table>) -> Bool {
            changes.of(property).contains { $0.from == .flag(true) && $0.to == .flag(false) }
        }
        var remarks: [String] = []
        if isSwitchedOff(Self.deletionProtectionProperty) { remarks.append("no longer protected against deletion") }
        if isSwitchedOff(Self.pointInTimeRecoveryProperty) { remarks.append("loses its recovery points") }
        if changes.of(Self.maxWriteUnitsProperty).contains(where: { $0.from != .none && $0.to == .none }) {
            remarks.append("no longer bounded in what its writes cost")
        }
        remarks += changes.of(Self.billingProperty).compactMap { Self.loweredUnits(in: $0) }
        // A new table has no items, and nobody reads it yet; only for a new one is the key a change that is carried out.
        guard !changes.touch(Self.keyProperty) else { return remarks }
        return remarks + self.remarks(onIndexes: changes)
            + changes.of(Self.timeToLiveProperty).map(Self.remark(onTimeToLive:))
            + changes.of(Self.streamProperty).compactMap(Self.remark(onStream:))
    }

    /// The units that become fewer: AWS's auto scaling may have raised them.
    private static func loweredUnits(in change: Change, of index: String? = nil) -> String? {
        guard let from = TableBilling.units(in: change.from), let to = TableBilling.units(in: change.to) else {
            return nil
        }
        let lowered = [("read", from.reads, to.reads), ("write", from.writes, to.writes)].filter { $0.1 > $0.2 }
        guard !lowered.isEmpty else { return nil }
        return (index.map { "index \($0): " } ?? "")
            + lowered.map { "\($0.0) units go from \($0.1) down to \($0.2)" }.joined(separator: " and ")
            + ": AWS's auto scaling may have raised them"
    }

    private func remarks(onIndexes changes: [Change]) -> [String] {
        let ofKeys = changes.of(Self.indexesProperty).map { change in
            let name = Self.index(of: change, Self.indexesProperty)
            return switch (change.from, change.to) {
            case (.none, _): "index \(name) takes minutes to hours to be filled"
            case (_, .none): "index \(name) is deleted (its queries fail from then on)"
            default:
                "index \(name) is deleted and made again (its queries fail until it is filled, in minutes to hours)"
            }
        }
        let ofUnits = changes.of(Self.indexUnitsProperty).compactMap { change -> String? in
            let name = Self.index(of: change, Self.indexUnitsProperty)
            if change.from != .none, change.to == .none, billing == .onDemand, indexDefinitions[name] != nil,
                !changes.touch(Self.billingProperty)
            {
                return "index \(name) is no longer bounded in what its writes cost"
            }
            return Self.loweredUnits(in: change, of: name)
        }
        return ofKeys + ofUnits
    }

    private static func index(of change: Change, _ property: Property<Table>) -> String {
        String(change.property.dropFirst(property.name.count + 1))
    }

    private static func remark(onTimeToLive change: Change) -> String {
        switch (change.from, change.to) {
        case (.none, .text(let attribute)): "items are deleted once the time in \(attribute) has passed"
        case (.text(let attribute), .none): "items are no longer deleted once the time in \(attribute) has passed"
        default:
            "the time to live is switched off and not yet on again (AWS takes the next change in about an hour and "
                + "refuses it before: deploy again then)"
        }
    }

    private static func remark(onStream change: Change) -> String? {
        switch (change.from, change.to) {
        case (.none, _): nil
        case (_, .none): "its stream ends (who reads it gets no further changes)"
        default: "its stream ends and another one begins (who reads it must be pointed to its ARN)"
        }
    }
}
