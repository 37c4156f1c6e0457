public import Deployer

/// The CloudFormation stack that a resource belongs to, as AWS's own tags on it say.
///
/// Those tags stay as long as the resource belongs to the stack, whoever else tags it (CloudFormation User Guide,
/// "Resource tag").
struct CloudFormationStack {
    /// The stack's name.
    let name: String

    /// The stack of a resource with these tags; nil if it belongs to none.
    init?(_ tags: [String: String]) {
        guard let name = tags["aws:cloudformation:stack-name"] else { return nil }
        self.name = name
    }

    /// For a user who would adopt the resource.
    var origin: String {
        "It is part of the CloudFormation stack \(name): an update of that stack changes it back, and deleting that stack "
            + "deletes it, also after it was taken over"
    }

    /// For a user who looks at a resource that still belongs to the stack.
    var remark: String { "part of the CloudFormation stack \(name): deleting that stack deletes it" }

    /// The notices on a resource of ours with these tags, which was adopted but still belongs to such a stack.
    static func notices(_ tags: [String: String], _ owner: Owner) -> [String] {
        guard owner.ownership(of: tags) == .ours else { return [] }
        return [CloudFormationStack(tags)?.remark].compactMap { $0 }
    }
}

extension PresentedResource where Context == AWS {
    /// Says that the resource belongs to CloudFormation, if it does.
    public func origin(ofForeign tags: [String: String]) -> String { CloudFormationStack(tags)?.origin ?? "" }

    /// Says from whom it is adopted, and that it still belongs to CloudFormation, if it does.
    public func remarks(onTakingOver tags: [String: String]) -> [String] {
        takingOver(tags) + [CloudFormationStack(tags)?.remark].compactMap { $0 }
    }
}
