/// An event that failed: it is logged and reported to Lambda, and the function goes on with the next event.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-invokeerror>
public struct EventError: Error, Equatable {
    /// `Function.` and a word, as the Runtime API requires.
    public let type: String
    /// In words; the caller of the function sees them, so they hold no secrets.
    public let message: String

    /// A failure of that type, for example `Function.OrderUnknown`.
    public init(type: String, message: String) {
        self.type = type
        self.message = message
    }
}
