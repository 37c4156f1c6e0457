public import Deployer

/// What belongs to a stack of CloudFormation's, as the tags say that AWS itself puts on it.
///
/// They stay for as long as it does, whoever tags it besides (CloudFormation User Guide, "Resource tag").
struct CloudFormationStack {
    /// The stack's name.
    let name: String

    /// The stack that a thing with these tags is of; nil for one of none.
    init?(_ tags: [String: String]) {
        guard let name = tags["aws:cloudformation:stack-name"] else { return nil }
        self.name = name
    }

    /// For whoever would take the thing over.
    var origin: String {
        "It is part of the CloudFormation stack \(name): an update of that stack changes it back, and deleting that stack "
            + "deletes it, also after it was taken over"
    }

    /// For whoever looks at a thing that is still of it.
    var remark: String { "part of the CloudFormation stack \(name): deleting that stack deletes it" }

    /// What to tell of a thing of ours with these tags, which was taken over and is still of such a stack.
    static func notices(_ tags: [String: String], _ owner: Owner) -> [String] {
        guard owner.ownership(of: tags) == .ours else { return [] }
        return [CloudFormationStack(tags)?.remark].compactMap { $0 }
    }
}

extension PresentedResource where Context == AWS {
    /// That it is CloudFormation's, where it is.
    public func origin(ofForeign tags: [String: String]) -> String { CloudFormationStack(tags)?.origin ?? "" }

    /// From whom, and that it stays CloudFormation's, where it is.
    public func remarks(onTakingOver tags: [String: String]) -> [String] {
        takingOver(tags) + [CloudFormationStack(tags)?.remark].compactMap { $0 }
    }
}
