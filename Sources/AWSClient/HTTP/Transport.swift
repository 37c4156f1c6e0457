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
