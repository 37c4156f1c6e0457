public import Deployer

/// One statement of an IAM policy, in the form in which two of them are compared: nothing in it has an order, one value
/// and a list of one value are the same, and what gives the statement no other meaning (`Sid`) is left out.
///
/// What this type has no word for (a condition of an unknown shape) is kept as text in ``others``: it makes a
/// statement differ from every described one, and so is seen and repaired. Texts are told apart by their bytes, as IAM does.
public struct PolicyStatement: Sendable, Hashable {
    /// `Allow` or `Deny`.
    public var effect: String
    /// Who may; empty in a policy that is attached to whom it concerns.
    public var principals: Set<PolicyPrincipal>
    /// As `dynamodb:UpdateItem`.
    public var actions: Set<ExactText>
    /// ARNs; empty in a trust policy.
    public var resources: Set<ExactText>
    /// Everyone but these (`NotPrincipal`).
    public var exceptPrincipals: Set<PolicyPrincipal> = []
    /// Every action but these (`NotAction`).
    public var exceptActions: Set<ExactText> = []
    /// Everything but these (`NotResource`).
    public var exceptResources: Set<ExactText> = []
    /// All of which must hold.
    public var conditions: Set<PolicyCondition>
    /// Members without a word here, as `Condition []`.
    public var others: Set<ExactText>

    /// A statement of what is allowed.
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
    /// As `lambda.amazonaws.com`, an ARN, or `*`.
    public let value: ExactText

    /// A principal as a policy names it.
    public init(type: String, value: String) {
        self.type = ExactText(type)
        self.value = ExactText(value)
    }
}

/// One condition of a statement: an operator, a key, and the values that it is held against.
public struct PolicyCondition: Sendable, Hashable {
    /// As `StringEquals` or `ForAllValues:StringEquals`.
    public let comparison: ExactText
    /// As `dynamodb:LeadingKeys`.
    public let key: ExactText
    /// Any of which will do.
    public let values: Set<ExactText>

    /// A condition as a policy writes it.
    public init(_ comparison: String, _ key: String, _ values: Set<ExactText>) {
        self.comparison = ExactText(comparison)
        self.key = ExactText(key)
        self.values = values
    }
}

extension PolicyStatement {
    /// One line for people, as `dynamodb:UpdateItem on table/VisitorCount when dynamodb:LeadingKeys in main_page`.
    ///
    /// - Parameter scope: whose resources are shown without the parts of their ARN that go without saying.
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

    /// What it is not about, in the policy's own words.
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
