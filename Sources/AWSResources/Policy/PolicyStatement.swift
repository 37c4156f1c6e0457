public import Deployer

/// One statement of an IAM policy, in a form that can be compared.
///
/// Nothing in it has an order, one value and a list of one value are the same, and parts without effect (`Sid`) are
/// left out. Parts that this type cannot express, such as a condition of an unknown shape, are kept as text in
/// ``others``: there they make the statement differ from every described one, so it is seen and repaired. Texts are
/// compared by their bytes, as in IAM.
public struct PolicyStatement: Sendable, Hashable {
    /// `Allow` or `Deny`.
    public var effect: String
    /// Who may; empty in a policy that is attached to the identity itself.
    public var principals: Set<PolicyPrincipal>
    /// Such as `dynamodb:UpdateItem`.
    public var actions: Set<ExactText>
    /// ARNs; empty in a trust policy.
    public var resources: Set<ExactText>
    /// Everyone but these (`NotPrincipal`).
    public var exceptPrincipals: Set<PolicyPrincipal> = []
    /// Every action but these (`NotAction`).
    public var exceptActions: Set<ExactText> = []
    /// Everything but these (`NotResource`).
    public var exceptResources: Set<ExactText> = []
    /// All of them must hold.
    public var conditions: Set<PolicyCondition>
    /// Members that this type cannot express, such as `Condition []`.
    public var others: Set<ExactText>

    /// A statement; it allows unless `effect` says otherwise.
    public init(
        effect: String = "Allow", principals: Set<PolicyPrincipal> = [], actions: Set<ExactText>,
        resources: Set<ExactText> = [], conditions: Set<PolicyCondition> = [], others: Set<ExactText> = []
    ) {
        self.effect = effect
        self.principals = principals
        self.actions = actions
        self.resources = resources
        self.conditions = conditions
        self.others = others
    }
}

/// Who a statement of a trust policy is about.
public struct PolicyPrincipal: Sendable, Hashable {
    /// `Service`, `AWS`, `Federated` or `CanonicalUser`.
    public let type: ExactText
    /// Such as `lambda.amazonaws.com`, an ARN, or `*`.
    public let value: ExactText

    /// A principal as a policy names it.
    public init(type: String, value: String) {
        self.type = ExactText(type)
        self.value = ExactText(value)
    }
}

/// One condition of a statement: an operator, a key, and the values to compare with.
public struct PolicyCondition: Sendable, Hashable {
    /// Such as `StringEquals` or `ForAllValues:StringEquals`.
    public let comparison: ExactText
    /// Such as `dynamodb:LeadingKeys`.
    public let key: ExactText
    /// Any one of them is enough.
    public let values: Set<ExactText>

    /// A condition as a policy writes it.
    public init(_ comparison: String, _ key: String, _ values: Set<ExactText>) {
        self.comparison = ExactText(comparison)
        self.key = ExactText(key)
        self.values = values
    }
}

extension PolicyStatement {
    /// One line for people: `dynamodb:UpdateItem on table/VisitorCount when dynamodb:LeadingKeys in main_page`.
    ///
    /// - Parameter scope: in this scope, ARNs are shown without their obvious parts.
    package func text(at scope: ARNScope?) -> String {
        var text = effect == "Allow" ? "" : (effect.isEmpty ? "(no effect) " : "\(effect.lowercased()) ")
        text += actions.isEmpty ? "(no action)" : Self.list(actions)
        if !principals.isEmpty {
            text +=
                " by " + Self.list(Set(principals.map { $0.type == "Service" ? $0.value : "\($0.type) \($0.value)" }))
        }
        if !resources.isEmpty {
            text += " on " + Self.list(Set(exactly: resources.map { scope?.short($0.text) ?? $0.text }))
        }
        if !conditions.isEmpty {
            text += " when " + Set(exactly: conditions.map(\.text)).texts.joined(separator: " and ")
        }
        let further = others.union(exceptions)
        if !further.isEmpty { text += " with " + further.texts.joined(separator: " and ") }
        return text
    }

    /// Its exceptions, in the policy's own words.
    private var exceptions: Set<ExactText> {
        var texts: Set<ExactText> = []
        func add(_ name: String, _ values: [String]) {
            guard !values.isEmpty else { return }
            texts.insert("\(name) \(JSONValue.array(values.sorted().map(JSONValue.string)).canonicalText)")
        }
        add("NotPrincipal", exceptPrincipals.map { "\($0.type) \($0.value)" })
        add("NotAction", exceptActions.texts)
        add("NotResource", exceptResources.texts)
        return texts
    }

    private static func list(_ values: Set<ExactText>) -> String { values.texts.joined(separator: ", ") }
}

extension PolicyCondition {
    fileprivate var text: String {
        let list = values.texts.joined(separator: ", ")
        return switch comparison {
        case "ForAllValues:StringEquals": "\(key) in \(list)"
        case "StringEquals": "\(key) is \(list)"
        default: "\(key) \(comparison) \(list)"
        }
    }
}

/// Who and what a statement is about, as AWS evaluates it.
///
/// The sources are "Policy evaluation logic" and the pages on each element in the IAM User Guide. Conditions are not
/// evaluated here.
extension PolicyStatement {
    /// Whether it allows.
    var allows: Bool { effect == "Allow" }
    /// Whether it denies, whatever other statements allow.
    var denies: Bool { effect == "Deny" }

    /// Whether it is about everyone: `*` in any form, or everyone except a few.
    var isAboutEveryone: Bool {
        func isEveryone(_ principals: Set<PolicyPrincipal>) -> Bool { principals.contains { $0.value == "*" } }
        return isEveryone(principals) || (!exceptPrincipals.isEmpty && !isEveryone(exceptPrincipals))
    }

    /// Whether it is about the action, in any letter case.
    func isAbout(action: String) -> Bool {
        let action = action.lowercased()
        func isNamed(in actions: Set<ExactText>) -> Bool {
            actions.contains { PolicyPattern($0.text.lowercased()).covers(action) }
        }
        return isNamed(in: actions) || (!exceptActions.isEmpty && !isNamed(in: exceptActions))
    }

    /// Whether it is about the resource with this ARN; without resources, it is about the one that it is attached to.
    func isAbout(resource arn: String) -> Bool {
        func isNamed(in resources: Set<ExactText>) -> Bool { resources.contains { PolicyPattern($0.text).covers(arn) } }
        if !exceptResources.isEmpty { return !isNamed(in: exceptResources) }
        return resources.isEmpty || isNamed(in: resources)
    }

    /// Whether a pattern in it, such as `…:function:NAME:*`, covers a version or an alias of this function.
    ///
    /// A version or alias that is named exactly has such a statement in its own policy.
    func isAboutQualified(function arn: String) -> Bool {
        let qualified = PolicyPattern("\(arn):*")
        if !exceptResources.isEmpty {
            return !exceptResources.contains { PolicyPattern($0.text).covers("\(arn):*") }
        }
        return resources.map { PolicyPattern($0.text) }.contains { !$0.isPlain && $0.overlaps(qualified) }
    }
}
