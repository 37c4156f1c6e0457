/// A setting that is missing or wrong: the function cannot start.
public struct ConfigurationError: Error, Equatable {
    /// The variable's name.
    public let variable: String
    /// What is wrong, in words; they are logged and reported to Lambda, so they never hold a secret's value.
    public let reason: String

    /// An error of the variable of that name.
    public init(variable: String, reason: String) {
        self.variable = variable
        self.reason = reason
    }
}
