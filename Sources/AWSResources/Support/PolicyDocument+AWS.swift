extension PolicyDocument {
    /// A policy of these statements, shown without the obvious parts of an account's ARNs.
    public init(_ statements: Set<PolicyStatement>, in aws: AWS) { self.init(statements, scope: aws.scope) }

    /// A policy that exists in an account, from its JSON; empty for an empty text.
    ///
    /// Nothing is dropped: parts that cannot be read make the policy differ from every described one.
    public init(json: String, in aws: AWS) {
        if json.isEmpty { self.init([], in: aws) } else { self.init(json: json, scope: aws.scope) }
    }
}
