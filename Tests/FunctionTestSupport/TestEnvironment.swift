package import FunctionRuntime

/// A function's environment as Lambda sets it, over a scripted connection.
package struct TestEnvironment {
    /// The variables that Lambda sets.
    package static let variables = [
        "AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "ASIAX", "AWS_SECRET_ACCESS_KEY": "the-secret",
        "AWS_SESSION_TOKEN": "the-token",
    ]

    package let environment: FunctionEnvironment

    /// An environment with the longest waits.
    ///
    /// - Parameter changes: further variables; nil takes one away.
    package init(
        _ changes: [String: String?] = [:], over connection: any HTTPConnection = ScriptedConnection([]),
        clock: WallClock = TestClock().clock, log: LogLines = LogLines()
    ) {
        let variables = Self.variables.merging(changes.compactMapValues { $0 }) { $1 }
        environment = FunctionEnvironment(
            clock: clock, log: log.log(clock), over: connection, randomFraction: { 1 },
            variable: { name in changes[name] == .some(nil) ? nil : variables[name] })
    }
}
