public import Foundation

/// Sends one request and returns the response: the only access of this package to the network.
///
/// It is no client: it knows nothing of AWS, signs nothing, retries nothing and follows no redirect. `CurlTransport` is
/// the real one; a test passes a scripted one:
///
/// ```swift
/// struct Answering: Transport {
///     let answer: @Sendable (HTTPRequest) throws -> HTTPResponse
///     func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse { … }
/// }
/// ```
public protocol Transport: Sendable {
    /// Sends `request` and waits for the whole response.
    ///
    /// - Throws: ``TransportError`` if no complete response came; any status is a response. `CancellationError` if the
    ///   task was cancelled.
    func send(_ request: HTTPRequest) async throws -> HTTPResponse
}

/// No complete response came: the host, and curl's error.
public struct TransportError: Error, Sendable, Equatable {
    /// The host, with its port unless it is the scheme's default.
    public let host: String
    /// curl's code (`CURLcode`), such as 6 for a host that does not resolve.
    public let code: Int
    /// curl's text for it.
    public internal(set) var message: String
    /// False only if the server certainly received nothing of the request, so that sending it again is harmless.
    public let mayHaveArrived: Bool
    /// The cause, if it suggests what to do.
    public let cause: Cause

    /// The cause of a failed request.
    public enum Cause: Sendable, Equatable {
        /// The network, or the host itself.
        case network
        /// The proxy that this variable names: it has no address, or answered with an error status.
        case proxy(variable: String, status: Int?)
        /// The host's certificate is not trusted; the setting names the root certificates, nil for the system's.
        case untrusted(rootsNamedBy: String?)
        /// A certificate is not valid yet, or has expired, by this machine's clock.
        case certificateTime
        /// The file of root certificates cannot be read; nil for the system's.
        case unreadableRoots(namedBy: String?)
        /// The response is longer than any real one.
        case endlessAnswer
    }

    /// An error from its parts.
    public init(host: String, code: Int, message: String, mayHaveArrived: Bool, cause: Cause = .network) {
        self.cause = cause
        self.host = host
        self.code = code
        self.message = message
        self.mayHaveArrived = mayHaveArrived
    }
}

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
