public import Foundation

/// One complete HTTP request, which a `Transport` sends unchanged.
public struct HTTPRequest: Sendable {
    /// In upper case, such as `GET`.
    public var method: String
    /// `http` or `https`, host, port, and the path and query in their final percent-encoding.
    public var url: String
    /// Sent in this order; only what HTTP itself needs is added (`Content-Length`).
    public var headers: [(name: String, value: String)]
    /// The exact bytes of the body.
    public var body: Data
    /// The time limit for connecting, including TLS.
    public var connectTimeout: Duration
    /// The time limit for the whole request, including connecting.
    public var totalTimeout: Duration

    /// A request with the timeouts of a control-plane call.
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
    /// Method and URL only: headers hold signatures and session tokens.
    public var description: String { "\(method) \(url)" }
    /// Method and URL only.
    public var debugDescription: String { description }
    /// Method and URL only, so that `dump` shows no header either.
    public var customMirror: Mirror { Mirror(self, children: ["method": method, "url": url]) }
}

/// A response: a status, headers, and the whole body.
public struct HTTPResponse: Sendable {
    /// The status code, such as 200.
    public let status: Int
    /// In the order received, with names as sent.
    public let headers: [(name: String, value: String)]
    /// The whole body.
    public let body: Data

    /// A response from its parts.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of that name, in any case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.caseInsensitiveCompare(name) == .orderedSame }?.value
    }
}
