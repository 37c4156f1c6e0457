#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The system's calls for this process's inputs and outputs, with the differences between Linux and macOS.
enum Terminal {
    static let input: Int32 = 0
    static let output: Int32 = 1
    static let error: Int32 = 2

    /// Reserves the numbers of closed standard streams: a file opened later would get them, and this process's text.
    ///
    /// - Returns: the outputs whose number a system library took at its start; what it opens has no file type.
    static func reserveStandardStreams() -> Set<Int32> {
        var descriptor = open("/dev/null", O_RDWR)
        while (input...error).contains(descriptor) { descriptor = open("/dev/null", O_RDWR) }
        close(descriptor)
        return Set(
            [output, error].filter { descriptor in
                var status = stat()
                return fstat(descriptor, &status) != 0 || status.st_mode & S_IFMT == 0
            })
    }

    /// Whether it is a terminal.
    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// The terminal's size; nil if there is no terminal, or it does not know.
    static func size(of descriptor: Int32) -> TerminalSize? {
        var size = winsize()
        guard ioctl(descriptor, windowSizeRequest, &size) == 0, size.ws_col > 0 else { return nil }
        let usual = TerminalSize()
        return TerminalSize(columns: Int(size.ws_col), rows: size.ws_row > 0 ? Int(size.ws_row) : usual.rows)
    }

    /// Makes a write to a pipe without a reader an error of that write, not the end of the process.
    static func ignoreBrokenPipes() { ignore(signal: SIGPIPE) }

    /// Makes a signal have no effect of its own.
    static func ignore(signal number: Int32) { _ = signal(number, SIG_IGN) }

    /// Ends this process by the signal's usual effect; unblocks the signal first, in case this thread blocks it.
    static func endProcess(by number: Int32) {
        _ = signal(number, SIG_DFL)
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, number)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        raise(number)
    }

    /// An output can no longer be written to.
    struct WriteFailure: Error {
        /// The system's error number.
        let number: Int32
        /// Whether the reason is that the reader is gone.
        var isWithoutReader: Bool { number == EPIPE }
        /// The reason in the system's words.
        var text: String { String(cString: strerror(number)) }
    }

    /// Writes as much as the system takes, and returns the number of bytes.
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(WriteFailure) -> Int {
        while true {
            #if canImport(Glibc)
                let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            #else
                let count = Darwin.write(descriptor, bytes.baseAddress, bytes.count)
            #endif
            if count > 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&ready, 1, -1)
            case let number: throw WriteFailure(number: number)
            }
        }
    }

    #if canImport(Glibc)
        private static let windowSizeRequest = UInt(TIOCGWINSZ)
    #else
        /// `_IOR('t', 104, struct winsize)` of `<sys/ttycom.h>`, a macro that Swift does not import.
        private static let windowSizeRequest: UInt = 0x4008_7468
    #endif
}

extension EndingSignal {
    /// The system's number of the signal.
    var number: Int32 {
        switch self {
        case .interrupt: SIGINT
        case .termination: SIGTERM
        }
    }
}
