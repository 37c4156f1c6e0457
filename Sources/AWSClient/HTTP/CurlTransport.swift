/// The transport that the program uses: libcurl's multi interface on one thread of its own, connections kept and reused.
///
/// HTTP/1.1, on purpose: AWS's own SDKs speak it to these services, an exchange that failed is then one connection's
/// matter and no other's, and requests side by side have connections of their own, which the next wave finds open. TLS
/// is verified, 1.2 at the least. When the last reference goes, transfers under way end, then connections and thread.
public final class CurlTransport: Transport {
    /// How a transport connects: what is the same for each of its requests.
    public struct Configuration: Sendable, Equatable {
        /// A file of root certificates in PEM form to trust instead of the system's; `AWS_CA_BUNDLE`.
        public var caBundlePath: String?
        /// Which proxy to go through.
        public var proxies: ProxySettings
        /// What the program calls itself, where a request does not say.
        public var userAgent: String
        /// The largest answer that is taken, so that a broken peer cannot fill the memory.
        public var largestBodyBytes: Int

        /// The system's root certificates and no proxy, unless said.
        public init(
            caBundlePath: String? = nil, proxies: ProxySettings = .none, userAgent: String = "counter/0.1.0",
            largestBodyBytes: Int = 64 << 20
        ) {
            self.caBundlePath = caBundlePath
            self.proxies = proxies
            self.userAgent = userAgent
            self.largestBodyBytes = largestBodyBytes
        }

        /// What the environment asks for: `AWS_CA_BUNDLE` and the proxy variables.
        public init(environment: [String: String]) {
            let bundle = environment["AWS_CA_BUNDLE"] ?? ""
            self.init(caBundlePath: bundle.isEmpty ? nil : bundle, proxies: ProxySettings(environment: environment))
        }
    }

    private let configuration: Configuration
    private let loop: CurlLoop

    /// A transport with a thread and no connections yet.
    public init(_ configuration: Configuration = Configuration()) {
        self.configuration = configuration
        loop = CurlLoop()
    }

    deinit { loop.end() }

    /// Sends `request` and waits for the whole response; see ``Transport/send(_:)``.
    public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        try Task.checkCancellation()
        let ticket = CurlTicket()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                loop.submit(
                    CurlSubmission(
                        request: request, configuration: configuration, ticket: ticket, continuation: continuation))
            }
        } onCancel: {
            ticket.cancel()
            loop.wake()
        }
    }
}
