/// A request as the function sends it; `Host` and `Content-Length` are added on the wire.
struct HTTPRequest: Equatable {
    /// Upper case, as `POST`.
    var method: String
    /// Path and query, percent-encoded.
    var target: String
    /// Sent in this order, behind `Host`.
    var headers: [HTTPHeader] = []
    /// The exact bytes; empty for none.
    var body: [UInt8] = []

    /// The bytes on the wire (RFC 9112 §3).
    func encoded(host: String) -> [UInt8] {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\n"
        for header in headers { head += "\(header.name): \(header.value)\r\n" }
        if method != "GET" { head += "Content-Length: \(body.count)\r\n" }
        return Array("\(head)\r\n".utf8) + body
    }
}
