/// An answer in the shape that a Function URL turns into HTTP (payload format 2.0).
///
/// It never has an `Access-Control-*` header: the URL adds its own, and browsers refuse an answer that has two.
struct VisitorResponse: Equatable, Sendable {
    /// The HTTP status.
    let status: Int
    /// Beside those that every answer has.
    var extraHeaders: [HTTPHeader] = []
    /// JSON, or nothing for HEAD.
    let body: String

    /// A visit counted.
    static func count(_ count: Int) -> VisitorResponse { VisitorResponse(status: 200, body: "{\"count\": \(count)}") }

    /// The answer to HEAD: what GET would say, without a count and so without a body.
    static let head = VisitorResponse(status: 200, body: "")

    /// Nothing is counted under that address.
    static let notFound = VisitorResponse(status: 404, body: "{\"error\": \"no such page is counted here\"}")

    /// A method that this function has no use for.
    static let methodNotAllowed = VisitorResponse(
        status: 405, extraHeaders: [HTTPHeader(name: "Allow", value: "GET, HEAD")],
        body: "{\"error\": \"use GET\"}")

    /// The count cannot be had now.
    static let unavailable = VisitorResponse(
        status: 503, extraHeaders: [HTTPHeader(name: "Retry-After", value: "5")],
        body: "{\"error\": \"the count cannot be had now, please try again later\"}")

    /// The same answer without its body, for HEAD.
    var withoutBody: VisitorResponse { VisitorResponse(status: status, extraHeaders: extraHeaders, body: "") }

    /// What Lambda is given: the status is an integer, a browser must not keep the count.
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
