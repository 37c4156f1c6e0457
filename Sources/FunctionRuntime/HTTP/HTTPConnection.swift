/// Sends one request and returns the response: the only access of a function's logic to the network.
///
/// The runtime has the real one, a test passes a scripted one. It does not retry: only the caller knows what may be
/// sent twice.
public protocol HTTPConnection: AnyObject {
    /// Sends `request` and waits for the whole response.
    ///
    /// - Throws: `HTTPFailure` if no complete response came; any status is a response.
    func send(_ request: HTTPRequest, by deadline: Deadline) throws(HTTPFailure) -> HTTPResponse
}

/// A request; `Host` and `Content-Length` are added when it is sent.
public struct HTTPRequest: Equatable, Sendable {
    /// In upper case, such as `POST`.
    public var method: String
    /// Path and query, percent-encoded.
    public var target: String
    /// Sent in this order, after `Host`.
    public var headers: [HTTPHeader] = []
    /// The exact bytes; empty for none.
    public var body: [UInt8] = []

    /// A request.
    public init(method: String, target: String, headers: [HTTPHeader] = [], body: [UInt8] = []) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }

    /// The request as sent (RFC 9112 §3).
    func encoded(host: String) -> [UInt8] {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\n"
        for header in headers { head += "\(header.name): \(header.value)\r\n" }
        if method != "GET" { head += "Content-Length: \(body.count)\r\n" }
        return Array("\(head)\r\n".utf8) + body
    }
}

/// A complete response.
public struct HTTPResponse: Equatable, Sendable {
    /// The status code, such as 200.
    public var status: Int
    /// In the order received.
    public var headers: [HTTPHeader] = []
    /// The whole body, with chunks joined.
    public var body: [UInt8] = []

    /// A response, for example of a test.
    public init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of that name, in any case.
    public func header(_ name: String) -> String? {
        headers.first(named: name)
    }
}

/// One header field.
public struct HTTPHeader: Equatable, Sendable {
    /// In any case: comparisons ignore it.
    public var name: String
    /// Without white space at its ends.
    public var value: String

    /// A header field.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

extension [HTTPHeader] {
    /// The value of the first header of that name, in any case.
    func first(named name: String) -> String? { first { $0.name.lowercased() == name.lowercased() }?.value }
}

/// No complete response came.
public enum HTTPFailure: Error, Equatable {
    /// The server received nothing of the request: sending it again is harmless.
    case notSent(String)
    /// The server may have carried out the request.
    case mayHaveArrived(String)

    /// The cause, in words.
    public var reason: String {
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
