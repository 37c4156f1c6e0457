import CCurl
import Foundation
import HostSystem
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The thread that runs all transfers of one transport.
///
/// Only this thread uses libcurl's handles. Other threads put requests into a locked queue and wake it up.
final class CurlLoop: Sendable {
    private struct Queue {
        var submissions: [CurlSubmission] = []
        /// No more requests will come; the thread ends after its last transfer.
        var isEnding = false
        /// The multi handle is freed: do not wake it any more.
        var isClosed = false
    }

    /// libcurl's multi handle.
    ///
    /// Another thread may call only `curl_multi_wakeup` on it.
    private struct Multi: @unchecked Sendable {
        let handle: UnsafeMutableRawPointer?
    }

    /// Once per process, before any other call of libcurl, as its manual requires.
    private static let isLibraryReady = ccurl_global_init() == CURLE_OK
    /// The longest sleep; a wake-up, a socket or a timer of libcurl ends it earlier.
    private static let longestSleepMilliseconds: Int32 = 60_000
    /// The number of open connections kept for later requests.
    private static let keptConnections = 64

    private let multi: Multi
    private let queue = Mutex(Queue())

    init() {
        multi = Multi(handle: Self.isLibraryReady ? curl_multi_init() : nil)
        guard let handle = multi.handle else { return }
        _ = ccurl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, Self.keptConnections)
        let thread = Thread { [self] in run() }
        thread.name = "counter.http"
        thread.start()
    }

    /// Queues a request; its continuation is resumed exactly once, whatever happens.
    func submit(_ submission: CurlSubmission) {
        let isTaken = queue.withLock { queue in
            guard multi.handle != nil, !queue.isClosed else { return false }
            queue.submissions.append(submission)
            curl_multi_wakeup(multi.handle)
            return true
        }
        if !isTaken {
            submission.continuation.resume(
                throwing: TransportError(
                    host: RequestURL.hostForErrors(submission.request.url),
                    code: Int(CURLE_FAILED_INIT.rawValue), message: "libcurl could not be started",
                    mayHaveArrived: false))
        }
    }

    /// Wakes the thread so that it checks its transfers.
    func wake() {
        queue.withLock { queue in
            if !queue.isClosed { _ = curl_multi_wakeup(multi.handle) }
        }
    }

    /// Lets the thread end once its transfers are done.
    func end() {
        queue.withLock { queue in
            queue.isEnding = true
            if !queue.isClosed { _ = curl_multi_wakeup(multi.handle) }
        }
    }

    private func run() {
        guard let handle = multi.handle else { return }
        blockBrokenPipeSignal()
        var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]
        while true {
            start(takeSubmissions(), on: handle, into: &transfers)
            endCancelled(on: handle, in: &transfers)
            var running: Int32 = 0
            let state = curl_multi_perform(handle, &running)
            if state != CURLM_OK { failAll(state, on: handle, in: &transfers) }
            finishDone(on: handle, in: &transfers)
            if transfers.isEmpty, close(handle) { return }
            if curl_multi_poll(handle, nil, 0, Self.longestSleepMilliseconds, nil) != CURLM_OK {
                Thread.sleep(forTimeInterval: 0.05)
            }
        }
    }

    /// Blocks SIGPIPE on this thread only.
    ///
    /// A write to a connection that the peer closed raises it and would end the process; libcurl is configured not to
    /// handle signals.
    private func blockBrokenPipeSignal() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    private func takeSubmissions() -> [CurlSubmission] {
        queue.withLock { queue in
            defer { queue.submissions = [] }
            return queue.submissions
        }
    }

    private func start(
        _ submissions: [CurlSubmission], on handle: UnsafeMutableRawPointer,
        into transfers: inout [UnsafeMutableRawPointer: CurlTransfer]
    ) {
        for submission in submissions {
            do {
                let transfer = try CurlTransfer(submission)
                guard curl_multi_add_handle(handle, transfer.easy) == CURLM_OK else {
                    throw transfer.error(CURLE_FAILED_INIT)
                }
                transfers[transfer.easy] = transfer
            } catch {
                submission.continuation.resume(throwing: error)
            }
        }
    }

    private func endCancelled(
        on handle: UnsafeMutableRawPointer, in transfers: inout [UnsafeMutableRawPointer: CurlTransfer]
    ) {
        for (easy, transfer) in transfers where transfer.submission.isCancelled.isSet {
            curl_multi_remove_handle(handle, easy)
            transfers[easy] = nil
            transfer.submission.continuation.resume(throwing: CancellationError())
        }
    }

    private func finishDone(
        on handle: UnsafeMutableRawPointer, in transfers: inout [UnsafeMutableRawPointer: CurlTransfer]
    ) {
        var easy: UnsafeMutableRawPointer?
        var code = CURLE_OK
        while ccurl_next_finished(handle, &easy, &code) {
            guard let easy, let transfer = transfers.removeValue(forKey: easy) else { continue }
            curl_multi_remove_handle(handle, easy)
            transfer.submission.continuation.resume(with: transfer.result(code))
        }
    }

    private func failAll(
        _ state: CURLMcode, on handle: UnsafeMutableRawPointer,
        in transfers: inout [UnsafeMutableRawPointer: CurlTransfer]
    ) {
        for (easy, transfer) in transfers {
            curl_multi_remove_handle(handle, easy)
            transfer.submission.continuation.resume(throwing: transfer.error(CURLE_FAILED_INIT))
        }
        transfers = [:]
    }

    /// Frees the handle and its connections if no more requests can come.
    private func close(_ handle: UnsafeMutableRawPointer) -> Bool {
        queue.withLock { queue in
            guard queue.isEnding, queue.submissions.isEmpty else { return false }
            queue.isClosed = true
            curl_multi_cleanup(handle)
            return true
        }
    }
}
