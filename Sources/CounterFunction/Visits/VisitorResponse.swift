/// A response in the form that a Function URL turns into HTTP (payload format 2.0).
///
/// It has no `Access-Control-*` header: the URL adds its own, and browsers reject a response with two.
struct VisitorResponse: Equatable, Sendable {
    /// The HTTP status.
    let status: Int
    /// In addition to the headers of every response.
    var extraHeaders: [HTTPHeader] = []
    /// JSON; empty for HEAD.
    let body: String

    /// A counted visit.
    static func count(_ count: Int) -> VisitorResponse { VisitorResponse(status: 200, body: "{\"count\": \(count)}") }

    /// The response to HEAD: that of GET without a count, and so without a body.
    static let head = VisitorResponse(status: 200, body: "")

    /// No page is counted at that address.
    static let notFound = VisitorResponse(status: 404, body: "{\"error\": \"no such page is counted here\"}")

    /// A method that this function does not support.
    static let methodNotAllowed = VisitorResponse(
        status: 405, extraHeaders: [HTTPHeader(name: "Allow", value: "GET, HEAD")],
        body: "{\"error\": \"use GET\"}")

    /// The count is not available now.
    static let unavailable = VisitorResponse(
        status: 503, extraHeaders: [HTTPHeader(name: "Retry-After", value: "5")],
        body: "{\"error\": \"the count cannot be had now, please try again later\"}")

    /// The same response without its body, for HEAD.
    var withoutBody: VisitorResponse { VisitorResponse(status: status, extraHeaders: extraHeaders, body: "") }

    /// The payload for Lambda: the status is an integer, and browsers must not cache the count.
    var payload: [UInt8] {
        let headers =
            [
                HTTPHeader(name: "Content-Type", value: "application/json"),
                HTTPHeader(name: "Cache-Control", value: "no-store"),
            ] + extraHeaders
        let payload: JSON = [
            "statusCode": .number(String(status)),
            "headers": .object(headers.map { .init(name: $0.name, value: .string($0.value)) }),
            "body": .string(body),
            "isBase64Encoded": .bool(false),
        ]
        return payload.bytes
    }
}
