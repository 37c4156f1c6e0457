import Foundation

/// Work that waits for the operating system: it has a thread of its own, since those that tasks share must never wait.
package enum OwnThread {
    /// How long it waits at most before it looks again whether it is still wanted.
    static let sliceMilliseconds: Int32 = 50

    /// Does the work there; the task that calls waits for it without holding a thread.
    package static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: work()) }
        }
    }

    /// Waits until there is something to read, an end among it, or the time is over; gives whether there is.
    static func wait(for descriptors: [Int32], milliseconds: Int32) -> Bool {
        var waiting = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        return poll(&waiting, nfds_t(waiting.count), milliseconds) > 0
    }
}

/// A descriptor from which whatever is there is read, and never waited for.
struct DescriptorReader: ~Copyable {
    /// What was read so far.
    private(set) var data = Data()
    /// Whether there is more to come.
    private(set) var isOpen = true
    /// The system's number of what went wrong; nil where nothing did.
    private(set) var failure: Int32?
    let descriptor: Int32
    private let largestBytes: Int

    /// Takes the descriptor over, which is closed with it.
    init(_ descriptor: Int32, largestBytes: Int) {
        self.descriptor = descriptor
        self.largestBytes = largestBytes
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }

    deinit { close(descriptor) }

    /// Whether more was written than is taken.
    var isTooLong: Bool { data.count > largestBytes }

    /// Reads what is there.
    mutating func readAvailable() {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while isOpen, !isTooLong {
            let count = read(descriptor, &buffer, buffer.count)
            let number = count < 0 ? errno : 0
            if count > 0 {
                data.append(contentsOf: buffer[..<count])
            } else if number == EAGAIN {
                return
            } else if number != EINTR {
                isOpen = false
                failure = number == 0 ? nil : number
            }
        }
    }
}
