import Foundation

/// Reads what is available from a descriptor, without blocking.
struct DescriptorReader: ~Copyable {
    /// What has been read so far.
    private(set) var data = Data()
    /// Whether more may come.
    private(set) var isOpen = true
    /// The system's error number; nil if nothing failed.
    private(set) var failure: Int32?
    let descriptor: Int32
    private let largestBytes: Int

    /// Takes ownership of the descriptor and closes it at the end.
    init(_ descriptor: Int32, largestBytes: Int) {
        self.descriptor = descriptor
        self.largestBytes = largestBytes
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }

    deinit { close(descriptor) }

    /// Whether there is more data than allowed.
    var isTooLong: Bool { data.count > largestBytes }

    /// Reads the available data.
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
