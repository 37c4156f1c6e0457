/// A request as the function sends it; `Host` and `Content-Length` are added on the wire.
struct HTTPRequest: Equatable {
    var method: String
    /// Path and query, percent-encoded.
    var target: String
    var headers: [HTTPHeader] = []
    var body: [UInt8] = []

    /// The bytes on the wire (RFC 9112 §3).
    func encoded(host: String) -> [UInt8] {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\n"
        for header in headers { head += "\(header.name): \(header.value)\r\n" }
        if method != "GET" { head += "Content-Length: \(body.count)\r\n" }
        return Array("\(head)\r\n".utf8) + body
    }
}

/// One header field.
struct HTTPHeader: Equatable, Sendable {
    var name: String
    var value: String
}

/// A whole response.
struct HTTPResponse: Equatable {
    var status: Int
    var headers: [HTTPHeader] = []
    var body: [UInt8] = []

    /// The first header of that name, whatever its case.
    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
