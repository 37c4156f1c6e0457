import AWSDeployer

/// One header of an answer.
struct Header: Equatable, Sendable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// An answer, after which the connection is closed.
struct Response: Equatable, Sendable {
    let status: Int
    var headers: [Header]
    let body: [UInt8]

    /// A short text, for example for a refused request.
    static func plain(_ status: Int, _ text: String, _ headers: [Header] = []) -> Response {
        Response(
            status: status, headers: [Header("Content-Type", "text/plain; charset=utf-8")] + headers,
            body: Array((text + "\n").utf8))
    }

    /// The bytes as they are sent (RFC 9112, section 4).
    ///
    /// - Parameter omitsBody: true for an answer to HEAD, which has only headers.
    func bytes(omittingBody omitsBody: Bool) -> [UInt8] {
        var head = "HTTP/1.1 \(status) \(Self.reasons[status] ?? "")\r\n"
        let framing = [Header("Content-Length", String(body.count)), Header("Connection", "close")]
        for header in headers + framing { head += "\(header.name): \(header.value)\r\n" }
        return Array((head + "\r\n").utf8) + (omitsBody ? [] : body)
    }

    private static let reasons = [
        200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 408: "Request Timeout",
        421: "Misdirected Request", 431: "Request Header Fields Too Large", 500: "Internal Server Error",
        505: "HTTP Version Not Supported",
    ]
}
