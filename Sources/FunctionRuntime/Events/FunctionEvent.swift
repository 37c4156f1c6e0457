/// What a function is invoked with, parsed from the event's JSON.
public protocol FunctionEvent {
    /// Parses the event's bytes.
    ///
    /// - Throws: `EventError` if this is no JSON, or an event of another kind.
    init(_ body: [UInt8]) throws(EventError)
}

/// What a function answers.
public protocol FunctionResponse {
    /// JSON, as Lambda passes it to the caller.
    var payload: [UInt8] { get }
}

extension JSON: FunctionEvent {
    /// Any event as it is.
    ///
    /// - Throws: `EventError` (`Function.EventMalformed`) if this is no JSON.
    public init(_ body: [UInt8]) throws(EventError) {
        do throws(JSONError) {
            self = try JSONReader.read(body)
        } catch {
            throw EventError(
                type: "Function.EventMalformed",
                message: "the event is no JSON: \(error.reason) at byte \(error.offset)")
        }
    }
}

extension JSON: FunctionResponse {
    /// The value itself.
    public var payload: [UInt8] { bytes }
}

/// The response of a function that has nothing to say, such as one for asynchronous events: `null`.
public struct NoResponse: FunctionResponse, Equatable, Sendable {
    /// Nothing.
    public init() {}

    /// `null`, as Lambda's own runtimes answer for a function without a result.
    public var payload: [UInt8] { JSON.null.bytes }
}

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
