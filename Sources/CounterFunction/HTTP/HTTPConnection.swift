/// Sends one request and returns the response: the only access of the function's logic to the network.
///
/// `HTTPClient` is the real one, a test passes a scripted one. It does not retry: only the caller knows what may be
/// sent twice.
protocol HTTPConnection: AnyObject {
    /// Sends `request` and waits for the whole response.
    ///
    /// - Throws: `HTTPFailure` if no complete response came; any status is a response.
    func send(_ request: HTTPRequest, by deadline: Deadline) throws(HTTPFailure) -> HTTPResponse
}

/// A request; `Host` and `Content-Length` are added when it is sent.
struct HTTPRequest: Equatable {
    /// In upper case, such as `POST`.
    var method: String
    /// Path and query, percent-encoded.
    var target: String
    /// Sent in this order, after `Host`.
    var headers: [HTTPHeader] = []
    /// The exact bytes; empty for none.
    var body: [UInt8] = []

    /// The request as sent (RFC 9112 §3).
    func encoded(host: String) -> [UInt8] {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\n"
        for header in headers { head += "\(header.name): \(header.value)\r\n" }
        if method != "GET" { head += "Content-Length: \(body.count)\r\n" }
        return Array("\(head)\r\n".utf8) + body
    }
}

/// A complete response.
struct HTTPResponse: Equatable {
    /// The status code, such as 200.
    var status: Int
    /// In the order received.
    var headers: [HTTPHeader] = []
    /// The whole body, with chunks joined.
    var body: [UInt8] = []

    /// The first header of that name, in any case.
    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// One header field.
struct HTTPHeader: Equatable, Sendable {
    /// In any case: comparisons ignore it.
    var name: String
    /// Without white space at its ends.
    var value: String
}

/// No complete response came.
enum HTTPFailure: Error, Equatable {
    /// The server received nothing of the request: sending it again is harmless.
    case notSent(String)
    /// The server may have carried out the request.
    case mayHaveArrived(String)

    /// The cause, in words.
    var reason: String {
        switch self {
        case .notSent(let reason), .mayHaveArrived(let reason): reason
        }
    }
}

/// A response that is not HTTP/1.1, is cut off, or is larger than allowed.
struct HTTPParseError: Error, Equatable {
    /// What is wrong with the response ("it"), in words for a log line.
    let reason: String
}
