#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An open file descriptor, which is closed with this object.
///
/// With ``SocketCalls``, this is all of the server that differs between Linux and macOS.
final class Descriptor: Sendable {
    let number: Int32

    /// Takes over an open file: its calls never wait, and child processes do not inherit it.
    init(_ number: Int32) {
        self.number = number
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
        #if canImport(Darwin)
            var isOn: Int32 = 1
            setsockopt(number, SOL_SOCKET, SO_NOSIGPIPE, &isOn, socklen_t(MemoryLayout<Int32>.size))
        #endif
    }

    deinit { close(number) }

    /// Two ends of a pipe; what is written to the second comes out of the first.
    static func pipe() throws(SystemError) -> (reading: Descriptor, writing: Descriptor) {
        var numbers: [Int32] = [-1, -1]
        #if canImport(Glibc)
            let result = Glibc.pipe(&numbers)
        #else
            let result = Darwin.pipe(&numbers)
        #endif
        guard result == 0 else { throw SystemError("pipe") }
        return (Descriptor(numbers[0]), Descriptor(numbers[1]))
    }

    /// The bytes of a regular file of at most that size; nil for a link, a folder, a pipe or a device.
    ///
    /// Checks the opened file, not the name: another file may take the name in between.
    static func contents(ofFile path: String, atMost maximumBytes: Int) -> [UInt8]? {
        let number = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard number >= 0 else { return nil }
        let file = Descriptor(number)
        var status = stat()
        guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= maximumBytes else {
            return nil
        }
        var bytes: [UInt8] = []
        while bytes.count <= maximumBytes {
            switch file.read(atMost: 65_536) {
            case .bytes(let more): bytes += more
            case .end: return bytes
            case .nothingYet: return nil
            }
        }
        return nil
    }

    /// The result of a read that does not wait.
    enum Reading: Equatable {
        case bytes([UInt8])
        /// Nothing has come yet.
        case nothingYet
        /// The other side has ended, or is gone.
        case end
    }

    /// Reads at most that many bytes, without waiting.
    func read(atMost count: Int) -> Reading {
        var buffer = [UInt8](repeating: 0, count: count)
        while true {
            #if canImport(Glibc)
                let result = Glibc.read(number, &buffer, count)
            #else
                let result = Darwin.read(number, &buffer, count)
            #endif
            if result > 0 { return .bytes(Array(buffer.prefix(result))) }
            if result == 0 { return .end }
            if errno == EINTR { continue }
            return errno == EAGAIN || errno == EWOULDBLOCK ? .nothingYet : .end
        }
    }

    /// Sends as much as the system takes without waiting; nil if the other side is gone.
    func send(_ bytes: ArraySlice<UInt8>) -> Int? {
        #if canImport(Glibc)
            let flags = Int32(MSG_NOSIGNAL)
        #else
            let flags: Int32 = 0
        #endif
        while true {
            #if canImport(Glibc)
                let result = bytes.withUnsafeBytes { Glibc.send(number, $0.baseAddress, $0.count, flags) }
            #else
                let result = bytes.withUnsafeBytes { Darwin.send(number, $0.baseAddress, $0.count, flags) }
            #endif
            if result >= 0 { return result }
            if errno == EINTR { continue }
            return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : nil
        }
    }

    /// Ends the sending; what the other side sends can still be read.
    func endSending() { _ = shutdown(number, Int32(SHUT_WR)) }

    /// Writes one byte to a pipe; a full pipe has one already.
    func signal() {
        var byte: UInt8 = 1
        #if canImport(Glibc)
            _ = Glibc.write(number, &byte, 1)
        #else
            _ = Darwin.write(number, &byte, 1)
        #endif
    }
}

/// A failed system call: its name and its error number.
struct SystemError: Error, Equatable {
    let call: String
    let number: Int32

    /// The failure of the last call, or one with a number from a test.
    init(_ call: String, number: Int32 = errno) {
        self.call = call
        self.number = number
    }

    /// In the system's words.
    var text: String { String(cString: strerror(number)) }
    /// Whether another program has the address.
    var isInUse: Bool { number == EADDRINUSE }
    /// Whether this user may not have it: ports below 1024.
    var isForbidden: Bool { number == EACCES || number == EPERM }
    /// Whether this machine has no such address: IPv6 turned off.
    var isMissing: Bool { [EADDRNOTAVAIL, EAFNOSUPPORT, EPROTONOSUPPORT].contains(number) }
}
