/// What the function reads of a Function URL's event (payload format 2.0), of which any part may be missing.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads>
struct FunctionURLEvent: Equatable {
    /// As the visitor's browser sent it, `GET` for one.
    let method: String
    /// Begins with a slash.
    let path: String
    /// As the visitor sent it, percent-encoded.
    let query: String

    /// - Throws: `EventError` when this is not JSON, or not such an event.
    init(_ body: [UInt8]) throws(EventError) {
        let event: JSON
        do throws(JSONError) {
            event = try JSONReader.read(body)
        } catch {
            throw EventError(
                type: "Function.EventMalformed",
                message: "the event is no JSON: \(error.reason) at byte \(error.offset)")
        }
        guard let method = event["requestContext"]?["http"]?["method"]?.string else {
            throw EventError(
                type: "Function.EventUnknown", message: "the event is none of a function URL: it has no HTTP method")
        }
        self.method = method
        path = event["rawPath"]?.string ?? "/"
        query = event["rawQueryString"]?.string ?? ""
    }
}
