import Deployer

/// Who and what a statement is about, as AWS evaluates it.
///
/// "Policy evaluation logic" and the pages on each element in the IAM User Guide; conditions are looked at elsewhere.
extension PolicyStatement {
    /// Whether it lets in.
    var allows: Bool { effect == "Allow" }
    /// Whether it keeps out, whatever else lets in.
    var denies: Bool { effect == "Deny" }

    /// Whether anyone at all is meant: by `*`, in whichever form, or as everyone but a few.
    var isAboutEveryone: Bool {
        func isEveryone(_ principals: Set<PolicyPrincipal>) -> Bool { principals.contains { $0.value == "*" } }
        return isEveryone(principals) || (!exceptPrincipals.isEmpty && !isEveryone(exceptPrincipals))
    }

    /// Whether an action is meant, in any case of its letters.
    func isAbout(action: String) -> Bool {
        let action = action.lowercased()
        func isNamed(in actions: Set<ExactText>) -> Bool {
            actions.contains { PolicyPattern($0.text.lowercased()).covers(action) }
        }
        return isNamed(in: actions) || (!exceptActions.isEmpty && !isNamed(in: exceptActions))
    }

    /// Whether the thing with this ARN is meant; a statement that names no thing is about the one that it stands on.
    func isAbout(resource arn: String) -> Bool {
        func isNamed(in resources: Set<ExactText>) -> Bool { resources.contains { PolicyPattern($0.text).covers(arn) } }
        if !exceptResources.isEmpty { return !isNamed(in: exceptResources) }
        return resources.isEmpty || isNamed(in: resources)
    }

    /// Whether a version or an alias of the function with this ARN is meant by a pattern, as `…:function:NAME:*`.
    ///
    /// One that is named alone has a policy of its own, where such a statement stands.
    func isAboutQualified(function arn: String) -> Bool {
        let qualified = PolicyPattern("\(arn):*")
        if !exceptResources.isEmpty {
            return !exceptResources.contains { PolicyPattern($0.text).covers("\(arn):*") }
        }
        return resources.map { PolicyPattern($0.text) }.contains { !$0.isPlain && $0.overlaps(qualified) }
    }
}
