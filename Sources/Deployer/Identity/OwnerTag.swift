/// The names of the two tags that say whose a thing is; a cloud writes them in its own way.
public enum OwnerTag {
    /// Names the stack.
    public static let stack = "deployer:stack"
    /// Names the stage.
    public static let stage = "deployer:stage"
}
