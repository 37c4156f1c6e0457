/// The transport that the program uses: libcurl's multi interface on one thread of its own, connections kept and reused.
///
/// HTTP/1.1, on purpose: AWS's own SDKs speak it to these services, a request that failed is then one connection's
/// matter and no other's, and requests side by side have connections of their own, which the next wave finds open. TLS
/// is verified, 1.2 at the least. When the last reference goes, transfers under way end, then connections and thread.
public final class CurlTransport: Transport {
    private let configuration: CurlConfiguration
    private let running: Running

    /// A transport with a thread and no connections yet.
    public convenience init(_ configuration: CurlConfiguration = CurlConfiguration()) {
        self.init(configuration, Running())
    }

    private init(_ configuration: CurlConfiguration, _ running: Running) {
        self.configuration = configuration
        self.running = running
    }

    /// The same, on the same thread, past every proxy.
    var pastProxies: CurlTransport {
        var direct = configuration
        direct.proxies = .none
        return CurlTransport(direct, running)
    }

    /// A loop that ends with the last transport that uses it.
    private final class Running: Sendable {
        let loop = CurlLoop()
        deinit { loop.end() }
    }

    /// Sends `request` and waits for the whole response; see ``Transport/send(_:)``.
    public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        try Task.checkCancellation()
        let isCancelled = CancellationFlag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                running.loop.submit(
                    CurlSubmission(
                        request: request, configuration: configuration, isCancelled: isCancelled,
                        continuation: continuation))
            }
        } onCancel: {
            isCancelled.set()
            running.loop.wake()
        }
    }
}
