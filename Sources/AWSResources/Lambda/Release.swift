import Deployer

/// A function in use: the alias that callers name, pointing at a published version of the function as it is described.
///
/// ```swift
/// let live = Release(of: counter, as: "live")
/// ```
///
/// A version never changes, so callers get the old one, whole, until the alias points at the new one. Compared is what the
/// alias's version serves, by the same names as the function's own properties.
public struct Release: Sendable {
    /// The function.
    var function: Function
    /// The alias's name.
    public let alias: String
    /// Whether it serves a version; an alias at `$LATEST` serves whatever is worked on.
    var isPublished = true
    /// Other versions that get a share of the calls, as `3: 10 %`; none is ever described.
    var otherVersions: [String] = []
    /// The version that was observed.
    var version: String?
    /// What the alias's policy says of the alias, as observed.
    var statements: [ResourceStatement] = []
    /// The state of the alias that was observed.
    var revisionID: String?

    /// Publishes a version of the function and points the alias at it.
    ///
    /// - Parameters:
    ///   - function: the function as it is described.
    ///   - alias: 1 to 128 letters, digits, `-` and `_`, not digits alone.
    public init(of function: Function, as alias: String) {
        self.function = function
        self.alias = alias
    }

    /// What is served.
    var configuration: FunctionConfiguration { function.configuration }
}
