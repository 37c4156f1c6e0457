public import AWSResources
import Deployer

/// Lets a stack list its resources line by line, with `if` and `for` where some depend on the stage.
///
/// ```swift
/// static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
///     let entries = Table(stage.named("Entries"), partitionKey: .string("id"))
///     entries
///     if stage.isProduction { LogGroup("audit", retention: .never) }
/// }
/// ```
@resultBuilder
public enum ResourcesBuilder {
    /// One resource.
    public static func buildExpression(_ resource: any AWSResource) -> [any AWSResource] { [resource] }
    /// Several resources.
    public static func buildExpression(_ resources: [any AWSResource]) -> [any AWSResource] { resources }
    /// A statement that lists nothing.
    public static func buildExpression(_ nothing: Void) -> [any AWSResource] { [] }
    /// The resources of all lines, in order.
    public static func buildBlock(_ lines: [any AWSResource]...) -> [any AWSResource] { lines.flatMap { $0 } }
    /// Those of an `if` without `else`.
    public static func buildOptional(_ resources: [any AWSResource]?) -> [any AWSResource] { resources ?? [] }
    /// Those of the first branch.
    public static func buildEither(first resources: [any AWSResource]) -> [any AWSResource] { resources }
    /// Those of the second branch.
    public static func buildEither(second resources: [any AWSResource]) -> [any AWSResource] { resources }
    /// Those of a `for`.
    public static func buildArray(_ resources: [[any AWSResource]]) -> [any AWSResource] { resources.flatMap { $0 } }
}

extension [any AWSResource] {
    /// These resources, and those that they are described with and that are not listed.
    ///
    /// What depends on a resource comes after it, everything else before it.
    func completed() -> [any AWSResource] {
        var seen = Set(map { $0.id })
        func withImplicit(_ resource: any AWSResource) -> [any AWSResource] {
            let added = resource.implicitResources.filter { seen.insert($0.id).inserted }
            let before = added.filter { !$0.dependencies.contains(resource.id) }
            let after = added.filter { $0.dependencies.contains(resource.id) }
            return before.flatMap(withImplicit) + [resource] + after.flatMap(withImplicit)
        }
        return flatMap(withImplicit)
    }
}
