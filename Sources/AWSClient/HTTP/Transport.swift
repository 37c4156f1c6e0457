/// Sends one request and gives the response: the one seam between this package and the network.
///
/// It is not a client: it knows no AWS, signs nothing, retries nothing and follows no redirect. `CurlTransport` is the
/// real one; a test passes a scripted one:
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
    /// - Throws: ``TransportError`` when no whole response came; any status is a response. `CancellationError` when the
    ///   task was cancelled.
    func send(_ request: HTTPRequest) async throws -> HTTPResponse
}

/// No whole response came: which host, and what curl says of it.
public struct TransportError: Error, Sendable, Equatable {
    /// The host that was asked, with its port where that is not the scheme's own.
    public let host: String
    /// curl's code (`CURLcode`), as 6 for a host that does not resolve.
    public let code: Int
    /// curl's text for it.
    public internal(set) var message: String
    /// False only where it is certain that the server saw nothing of the request, so that sending it again is harmless.
    public let mayHaveArrived: Bool
    /// What stood in the way, as far as that says what to do.
    public let cause: Cause

    /// What stands in the way of a request.
    public enum Cause: Sendable, Equatable {
        /// The network, or the host itself.
        case network
        /// The proxy that this variable names: it has no address, or answered with a status of its own.
        case proxy(variable: String, status: Int?)
        /// Nobody who is trusted vouches for the host; who is trusted is said by a setting, nil for the system.
        case untrusted(rootsNamedBy: String?)
        /// A certificate is not valid yet, or no more, by this machine's clock.
        case certificateTime
        /// The file of those who are trusted cannot be read; nil for the system's own.
        case unreadableRoots(namedBy: String?)
        /// More came than an answer can be.
        case endlessAnswer
    }

    /// An error as a transport or a test makes it.
    public init(host: String, code: Int, message: String, mayHaveArrived: Bool, cause: Cause = .network) {
        self.cause = cause
        self.host = host
        self.code = code
        self.message = message
        self.mayHaveArrived = mayHaveArrived
    }
}
