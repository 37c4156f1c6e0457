import FunctionRuntime

/// The responses to visitors.
extension FunctionURLResponse {
    /// A counted visit.
    static func count(_ count: Int) -> FunctionURLResponse { visitor(200, "{\"count\": \(count)}") }

    /// The response to HEAD: that of GET without a count, and so without a body.
    static let head = visitor(200, "")

    /// No page is counted at that address.
    static let notFound = visitor(404, "{\"error\": \"no such page is counted here\"}")

    /// A method that this function does not support.
    static let methodNotAllowed = visitor(
        405, "{\"error\": \"use GET\"}", HTTPHeader(name: "Allow", value: "GET, HEAD"))

    /// The count is not available now.
    static let unavailable = visitor(
        503, "{\"error\": \"the count cannot be had now, please try again later\"}",
        HTTPHeader(name: "Retry-After", value: "5"))

    /// The same response without its body, for HEAD.
    var withoutBody: FunctionURLResponse { FunctionURLResponse(status: status, headers: headers) }

    /// JSON that browsers must not cache.
    private static func visitor(_ status: Int, _ body: String, _ header: HTTPHeader...) -> FunctionURLResponse {
        let headers = [
            HTTPHeader(name: "Content-Type", value: "application/json"),
            HTTPHeader(name: "Cache-Control", value: "no-store"),
        ]
        return FunctionURLResponse(status: status, headers: headers + header, body: body)
    }
}
