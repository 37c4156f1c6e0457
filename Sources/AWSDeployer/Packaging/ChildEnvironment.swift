import AWSClient
import HostSystem

/// The environment for the programs that this one starts, except for those of a login.
///
/// It has nothing with which they could act for the user at AWS, at the CI system or at a proxy: a build runs the code
/// of every dependency of a package.
package struct ChildEnvironment: Sendable, Equatable {
    /// The variables.
    package let variables: [String: String]

    /// The environment without AWS's and GitHub's runner's variables, and without a proxy's user and password.
    ///
    /// - `AWS_…`: keys, tokens, and where to find more; a build needs none of them.
    /// - `ACTIONS_…`: the runner's tokens; GitHub turns one of them into a login at AWS.
    package init(of environment: [String: String]) {
        variables = Dictionary(
            uniqueKeysWithValues: environment.compactMap { name, value in
                if name.hasPrefix("AWS_") || name.hasPrefix("ACTIONS_") { return nil }
                let lower = name.lowercased()
                guard lower.hasSuffix("_proxy"), lower != "no_proxy" else { return (name, value) }
                return ProxySettings.address(in: value).map { (name, $0) }
            })
    }

    /// Starts a program by its path and does not wait: it gets no input, and its output is discarded.
    ///
    /// It leads its own process group, so Ctrl-C does not end it.
    ///
    /// - Throws: why it could not be started.
    package func start(_ program: String, _ arguments: [String]) throws {
        try ChildCommand(words: [program] + arguments, environment: variables).start()
    }
}
