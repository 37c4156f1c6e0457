import Synchronization

/// One request on its way to the loop, and who waits for its answer.
struct CurlSubmission: Sendable {
    let request: HTTPRequest
    let configuration: CurlConfiguration
    let ticket: CurlTicket
    let continuation: CheckedContinuation<HTTPResponse, any Error>
}

/// Whether the one who waits has given up.
final class CurlTicket: Sendable {
    private let cancelled = Atomic(false)

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() { cancelled.store(true, ordering: .releasing) }
}
