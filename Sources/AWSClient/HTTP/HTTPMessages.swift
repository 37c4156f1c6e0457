public import Foundation

/// One HTTP request, ready to go on the wire: what a `Transport` sends as it is.
public struct HTTPRequest: Sendable {
    /// Upper case, as `GET`.
    public var method: String
    /// `http` or `https`, host, port, and the path and query percent-encoded as they are to be sent.
    public var url: String
    /// Sent in this order; nothing is added to them but what HTTP itself needs (`Content-Length`).
    public var headers: [(name: String, value: String)]
    /// The exact bytes of the body.
    public var body: Data
    /// How long connecting, TLS included, may take.
    public var connectTimeout: Duration
    /// How long the whole request may take, connecting included.
    public var totalTimeout: Duration

    /// A request with the time-outs of a control-plane call.
    public init(
        method: String, url: String, headers: [(name: String, value: String)] = [], body: Data = Data(),
        connectTimeout: Duration = .seconds(5), totalTimeout: Duration = .seconds(30)
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.connectTimeout = connectTimeout
        self.totalTimeout = totalTimeout
    }
}

extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Method and URL alone: headers hold signatures and session tokens.
    public var description: String { "\(method) \(url)" }
    /// Method and URL alone.
    public var debugDescription: String { description }
    /// Method and URL alone, so that `dump` shows no header either.
    public var customMirror: Mirror { Mirror(self, children: ["method": method, "url": url]) }
}

/// What came back: a status, headers, and the whole body.
public struct HTTPResponse: Sendable {
    /// The status code, as 200.
    public let status: Int
    /// In the order received, names as sent.
    public let headers: [(name: String, value: String)]
    /// The whole body.
    public let body: Data

    /// A response, as a transport or a test makes it.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of that name, whatever its case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.caseInsensitiveCompare(name) == .orderedSame }?.value
    }
}
