package import AWSClient

/// A kind of thing whose upkeep AWS allows not everyone: which operations its lifecycle sends, and on which ARNs they are
/// checked.
///
/// A policy is made of these lists and of what the operations themselves say; the lifecycles' tests fail where one sends an
/// operation that its kind does not list.
package protocol RequiresAccess: SendableMetatype {
    /// What is sent to look at it, as `plan` and `status` do.
    static var observing: [Operation] { get }
    /// What is sent besides to make, change and remove it.
    static var changing: [Operation] { get }
    /// Whether an operation of these is ever sent for this thing, as it is described.
    func needs(_ operation: Operation, in scope: ARNScope) -> Bool
    /// Where an action that one of them asks for is checked.
    func target(of action: RequiredAction, in scope: ARNScope) -> AccessTarget
}

extension RequiresAccess {
    /// Yes: for most things all that their kind sends.
    package func needs(_ operation: Operation, in scope: ARNScope) -> Bool { true }
}

/// The things that an action is checked on, under one name.
package struct AccessTarget {
    /// What a statement about them is called: letters and digits, as a `Sid` may have.
    package let name: String
    /// Their ARNs, or patterns of them.
    package let arns: Set<String>
    /// What must hold besides, as of what limits a role.
    package let conditions: Set<PolicyCondition>

    /// Things of one name.
    init(_ name: String, _ arns: String..., conditions: Set<PolicyCondition> = []) {
        self.init(name, arns: Set(arns), conditions: conditions)
    }

    /// Things of one name.
    init(_ name: String, arns: Set<String>, conditions: Set<PolicyCondition> = []) {
        self.name = name
        self.arns = arns
        self.conditions = conditions
    }
}
