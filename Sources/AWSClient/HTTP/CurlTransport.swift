import HostSystem

/// The real transport: libcurl's multi interface on its own thread, with connections that are kept and reused.
///
/// It uses HTTP/1.1 on purpose: AWS's own SDKs use it for these services. A failed request then affects only its own
/// connection. Parallel requests open their own connections, and later requests reuse them. TLS is verified, with at
/// least version 1.2. When the last reference is released, running transfers finish, then the connections and the
/// thread end.
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

    /// The same transport on the same thread, without any proxy.
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
