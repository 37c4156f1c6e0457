import Synchronization

/// One request on its way to the loop, and who waits for its answer.
struct CurlSubmission: Sendable {
    let request: HTTPRequest
    let configuration: CurlConfiguration
    let isCancelled: CancellationFlag
    let continuation: CheckedContinuation<HTTPResponse, any Error>
}

/// Tells another thread that whoever waits for its work has given up.
final class CancellationFlag: Sendable {
    private let flag = Atomic(false)

    var isSet: Bool { flag.load(ordering: .acquiring) }

    func set() { flag.store(true, ordering: .releasing) }
}
