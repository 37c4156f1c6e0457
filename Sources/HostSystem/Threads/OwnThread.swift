import Foundation
import Synchronization

/// Runs blocking system calls on a thread of their own, since the threads that tasks share must not block.
package enum OwnThread {
    /// The longest wait before it checks for cancellation again.
    static let sliceMilliseconds: Int32 = 50

    /// Runs the work; the calling task waits without blocking a thread.
    package static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: work()) }
        }
    }

    /// Waits until a descriptor is readable or at its end; false on timeout.
    static func wait(for descriptors: [Int32], milliseconds: Int32) -> Bool {
        var waiting = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        return poll(&waiting, nfds_t(waiting.count), milliseconds) > 0
    }
}

/// Signals to another thread that the caller no longer waits for its work.
package final class CancellationFlag: Sendable {
    private let flag = Atomic(false)

    /// A flag that is not set.
    package init() {}

    package var isSet: Bool { flag.load(ordering: .acquiring) }

    package func set() { flag.store(true, ordering: .releasing) }
}
