/// Sends one request and gives the response: the one seam between the function's logic and the network.
///
/// `HTTPClient` is the real one, a test passes a scripted one. It retries nothing: only its caller knows what may be
/// sent twice.
protocol HTTPConnection: AnyObject {
    /// Sends `request` and waits for the whole response.
    ///
    /// - Throws: `HTTPFailure` when no whole response came; any status is a response.
    func send(_ request: HTTPRequest, by deadline: Deadline) throws(HTTPFailure) -> HTTPResponse
}

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

/// A whole response.
struct HTTPResponse: Equatable {
    /// The status code, as 200.
    var status: Int
    /// In the order received.
    var headers: [HTTPHeader] = []
    /// The whole body, chunks put together.
    var body: [UInt8] = []

    /// The first header of that name, whatever its case.
    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// One header field.
struct HTTPHeader: Equatable, Sendable {
    /// In any case: names are compared without regard to it.
    var name: String
    /// Without white space at its ends.
    var value: String
}

/// No whole response came.
enum HTTPFailure: Error, Equatable {
    /// The server saw nothing of the request: sending it again is harmless.
    case notSent(String)
    /// The server may have carried the request out.
    case mayHaveArrived(String)

    /// The cause in words.
    var reason: String {
        switch self {
        case .notSent(let reason), .mayHaveArrived(let reason): reason
        }
    }
}

/// A response that is not HTTP/1.1, is cut short, or is larger than allowed.
struct HTTPParseError: Error, Equatable {
    /// In words, for a log line: what "it", the response, has wrong.
    let reason: String
}
