public import Deployer

/// Whose things are: a stack in one of its stages, written on each as two tags.
///
/// Where AWS keeps no tags for a kind of thing, it is owned through the function that it belongs to.
public struct Owner: Sendable, Equatable {
    /// The tag that names the stack.
    public static let stackTag = OwnerTag.stack
    /// The tag that names the stage.
    public static let stageTag = OwnerTag.stage
    /// The keys of all tags that are the owner's and no description's.
    static let markKeys: Set = [stackTag, stageTag, OwnerTag.region, TagRecord.key]
    /// How many tags a description may have: AWS takes 50, the owner's among them.
    package static var mostTags: Int { 50 - markKeys.count }

    /// The stack's name, as `visitor-counter`.
    public let stack: String
    /// The stage's name, as `prod`.
    public let stage: String
    /// What everything carries besides, unless its own description says otherwise.
    public let commonTags: [String: String]

    /// The owner of everything in one stage of a stack.
    public init(stack: String, stage: String, commonTags: [String: String] = [:]) {
        self.stack = stack
        self.stage = stage
        self.commonTags = commonTags
    }

    /// The two tags.
    public var tags: [String: String] { [Self.stackTag: stack, Self.stageTag: stage] }

    /// Whether a thing with these tags is ours.
    public func ownership(of observed: [String: String]) -> Ownership {
        let ours = tags.allSatisfy { observed[$0.key]?.hasSameBytes(as: $0.value) == true }
        return ours ? .ours : .foreign(tags: observed)
    }

    /// Whether a thing with these tags is ours, of those that AWS keeps once for all regions, as roles.
    ///
    /// It belongs to one region's stage, which a third tag names; one that names none is of a time before that tag.
    func ownership(ofGlobal observed: [String: String], in region: String) -> Ownership {
        let ownership = ownership(of: observed)
        guard ownership == .ours, let named = observed[OwnerTag.region], !named.hasSameBytes(as: region) else {
            return ownership
        }
        return .ofAnotherRegion(named)
    }

    /// A description's own tags, what everything carries, the record of both, and the owner's two.
    public func marking(_ tags: [String: String]) -> [String: String] {
        let described = described(tags)
        let record = described.isEmpty ? [:] : [TagRecord.key: TagRecord(of: described.keys).text]
        return described.merging(record) { $1 }.merging(self.tags) { $1 }
    }

    /// The same, checked against AWS's rules.
    ///
    /// - Parameter region: of the stage, for what AWS keeps once for all regions.
    /// - Throws: ``InvalidDescription``.
    func marking(
        _ tags: [String: String], of id: ResourceID, keptFor region: String? = nil
    ) throws -> [String: String] {
        let all = marking(tags).merging(region.map { [OwnerTag.region: $0] } ?? [:]) { $1 }
        // What is marked already says nothing more of its own.
        guard all != tags else { return all }
        try id.check(own: tags, "tags")
        try id.check(own: commonTags, "AWSStack.tags")
        try id.check(tags: all)
        return all
    }

    /// What a description is compared with, of the tags that stand on a thing.
    ///
    /// These are the owner's, what is described, and what the record says that the program set. All else was put there by
    /// others and is theirs.
    ///
    /// - Parameters:
    ///   - own: the description's, prepared or not.
    ///   - ignoringCase: whether AWS takes keys that differ in case alone for the same, as IAM does.
    func compared(
        _ observed: [String: String], with own: [String: String], ignoringCase: Bool = false
    ) -> [String: String] {
        let described = described(own)
        let record = TagRecord(observed[TagRecord.key] ?? "")
        let folded = ignoringCase ? Set(described.keys.map { $0.lowercased() }) : []
        return observed.filter { key, _ in
            if TagKey.isReserved(key) { return Self.markKeys.contains(key) }
            return described.hasKey(ofSameBytes: key) || record.names(key) || folded.contains(key.lowercased())
        }
    }

    /// What a description says of tags, also one that is marked already.
    private func described(_ tags: [String: String]) -> [String: String] {
        commonTags.merging(tags) { $1 }.filter { !Self.markKeys.contains($0.key) }
    }
}

/// The keys of tags.
package enum TagKey {
    /// Whether a key is kept for AWS's own tags, which nobody may change, or for the owner's.
    package static func isReserved(_ key: String) -> Bool {
        let bytes = key.lowercased().utf8
        return bytes.starts(with: "aws:".utf8) || bytes.starts(with: "deployer:".utf8)
    }
}
