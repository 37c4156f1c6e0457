package import AWSClient

/// A kind of resource that needs permissions: the operations of its lifecycle, and the ARNs that AWS checks.
///
/// Policies are built from these lists and from the operations' own declarations. The lifecycles' tests fail if a kind
/// sends an operation that it does not list.
package protocol RequiresAccess: SendableMetatype {
    /// The operations that observe it, as `plan` and `status` do.
    static var observing: [Operation] { get }
    /// The further operations that create, change and delete it.
    static var changing: [Operation] { get }
    /// Whether one of these operations is ever sent for this resource as described.
    func needs(_ operation: Operation, in scope: ARNScope) -> Bool
    /// The resources on which an action of these operations is checked.
    func target(of action: RequiredAction, in scope: ARNScope) -> AccessTarget
}

extension RequiresAccess {
    /// Yes: most resources need every operation of their kind.
    package func needs(_ operation: Operation, in scope: ARNScope) -> Bool { true }
}

/// The resources that an action is checked on, under one name.
package struct AccessTarget {
    /// The name of a statement about them: letters and digits, as in a `Sid`.
    package let name: String
    /// Their ARNs, or patterns that match them.
    package let arns: Set<String>
    /// Further conditions, such as a role's boundary.
    package let conditions: Set<PolicyCondition>

    /// Resources under one name.
    init(_ name: String, _ arns: String..., conditions: Set<PolicyCondition> = []) {
        self.init(name, arns: Set(arns), conditions: conditions)
    }

    /// Resources under one name.
    init(_ name: String, arns: Set<String>, conditions: Set<PolicyCondition> = []) {
        self.name = name
        self.arns = arns
        self.conditions = conditions
    }
}
