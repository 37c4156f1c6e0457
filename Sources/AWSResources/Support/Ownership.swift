public import Deployer

/// The owner of resources: one stage of a stack, written on each resource as two tags.
///
/// If AWS keeps no tags for a kind of resource, the function that it belongs to decides.
public struct Owner: Sendable, Equatable {
    /// The tag that names the stack.
    public static let stackTag = OwnerTag.stack
    /// The tag that names the stage.
    public static let stageTag = OwnerTag.stage
    /// The keys of all tags that belong to the owner and to no description.
    static let markKeys: Set = [stackTag, stageTag, OwnerTag.region, TagRecord.key]
    /// The most tags in a description: AWS allows 50, including the owner's.
    package static var mostTags: Int { 50 - markKeys.count }

    /// The stack's name, such as `visitor-counter`.
    public let stack: String
    /// The stage's name, such as `prod`.
    public let stage: String
    /// Tags for all resources; a resource's own description may override them.
    public let commonTags: [String: String]

    /// The owner of all resources in one stage of a stack.
    public init(stack: String, stage: String, commonTags: [String: String] = [:]) {
        self.stack = stack
        self.stage = stage
        self.commonTags = commonTags
    }

    /// The owner's two tags.
    public var tags: [String: String] { [Self.stackTag: stack, Self.stageTag: stage] }

    /// Whether a resource with these tags is ours.
    public func ownership(of observed: [String: String]) -> Ownership {
        let ours = tags.allSatisfy { observed[$0.key]?.hasSameBytes(as: $0.value) == true }
        return ours ? .ours : .foreign(tags: observed)
    }

    /// Whether a global resource with these tags, such as a role, is ours.
    ///
    /// AWS keeps such a resource once for all regions. A third tag names the region of its stage; a resource without it
    /// is older than that tag.
    public func ownership(ofGlobal observed: [String: String], in region: String) -> Ownership {
        let ownership = ownership(of: observed)
        guard ownership == .ours, let named = observed[OwnerTag.region], !named.hasSameBytes(as: region) else {
            return ownership
        }
        return .ofAnotherRegion(named)
    }

    /// The description's own tags, the common tags, the record of both, and the owner's two.
    ///
    /// - Parameters:
    ///   - tags: the description's own tags, prepared or not.
    ///   - region: the stage's region, for a resource that AWS keeps once for all regions.
    public func marking(_ tags: [String: String], keptFor region: String? = nil) -> [String: String] {
        let described = described(tags)
        let record = described.isEmpty ? [:] : [TagRecord.key: TagRecord(of: described.keys).text]
        return described.merging(record) { $1 }.merging(self.tags) { $1 }
            .merging(region.map { [OwnerTag.region: $0] } ?? [:]) { $1 }
    }

    /// The observed tags of a resource that a description is compared with.
    ///
    /// These are the owner's tags, the described ones, and those that the program set according to the record. All
    /// others belong to whoever set them.
    ///
    /// - Parameters:
    ///   - observed: all tags that the resource has.
    ///   - own: the description's tags, prepared or not.
    ///   - ignoringCase: whether AWS treats keys that differ only in case as the same, as IAM does.
    public func compared(
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

    /// The tags that a description sets, from tags that may be prepared already.
    private func described(_ tags: [String: String]) -> [String: String] {
        commonTags.merging(tags) { $1 }.filter { !Self.markKeys.contains($0.key) }
    }
}

/// The keys of tags.
package enum TagKey {
    /// Whether a key is reserved for AWS's own tags, which nobody may change, or for the owner's.
    package static func isReserved(_ key: String) -> Bool {
        let bytes = key.lowercased().utf8
        return bytes.starts(with: "aws:".utf8) || bytes.starts(with: "deployer:".utf8)
    }
}
