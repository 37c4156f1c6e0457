/// The names of the tags that say whose a thing is; a cloud writes them in its own way.
public enum OwnerTag {
    /// Names the stack.
    public static let stack = "deployer:stack"
    /// Names the stage.
    public static let stage = "deployer:stage"
    /// Names the stage's region, on what a cloud keeps once for all regions.
    public static let region = "deployer:region"
}
