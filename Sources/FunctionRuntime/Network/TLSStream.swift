import COpenSSL
import Glibc

/// TLS over a socket: the server's chain and its name or address are checked before any byte of a request.
final class TLSStream: ByteStream {
    /// The socket below TLS.
    private let socket: Socket
    /// Kept alive because OpenSSL's connection refers to it.
    private let context: TLSContext
    /// OpenSSL's connection.
    private let ssl: OpaquePointer
    /// Stops OpenSSL at the deadline of each call; otherwise it goes on as long as there is something to read.
    private let current: BIODeadline
    /// The time limit for checking a kept connection: the check does not wait.
    private static let lookMilliseconds: Int64 = 100
    /// Set once OpenSSL has failed: its state is then undefined, and not even a close message may be sent.
    private var isBroken = false

    /// Performs the TLS handshake on a connected socket.
    ///
    /// - Throws: `StreamError` if the server's certificate is wrong, it speaks no TLS, or time ran out.
    init(over socket: Socket, to host: String, context: TLSContext, by deadline: Deadline) throws(StreamError) {
        guard let ssl = SSL_new(context.pointer) else {
            throw StreamError(reason: "TLS cannot start: \(TLSContext.errorText())")
        }
        self.socket = socket
        self.context = context
        self.ssl = ssl
        current = BIODeadline(clock: socket.clock)
        let expecting =
            HostName.isAddress(host) ? copenssl_expect_address(ssl, host) : copenssl_expect_name(ssl, host)
        guard expecting == 1, SSL_set_fd(ssl, socket.descriptor) == 1 else {
            throw StreamError(reason: "TLS cannot be set up for \(host): \(TLSContext.errorText())")
        }
        current.watch(SSL_get_rbio(ssl))
        current.deadline = deadline
        while true {
            ERR_clear_error()
            let status = SSL_connect(ssl)
            if status == 1 { return }
            do throws(StreamError) {
                try wait(after: status, by: deadline, doing: "shaking hands")
            } catch {
                throw StreamError(reason: "no TLS with \(host): \(refusal() ?? error.reason)")
            }
        }
    }

    deinit {
        SSL_free(ssl)
    }

    func read(upTo limit: Int, by deadline: Deadline) throws(StreamError) -> [UInt8] {
        current.deadline = deadline
        var bytes = [UInt8](repeating: 0, count: limit)
        while true {
            ERR_clear_error()
            let count = SSL_read(ssl, &bytes, Int32(clamping: limit))
            if count > 0 { return Array(bytes.prefix(Int(count))) }
            if SSL_get_error(ssl, count) == SSL_ERROR_ZERO_RETURN { return [] }
            try wait(after: count, by: deadline, doing: "waiting for the answer")
        }
    }

    func write(_ bytes: ArraySlice<UInt8>, by deadline: Deadline) throws(StreamError) -> Int {
        current.deadline = deadline
        while true {
            ERR_clear_error()
            let count = bytes.withUnsafeBytes { SSL_write(ssl, $0.baseAddress, Int32(clamping: $0.count)) }
            if count > 0 { return Int(count) }
            try wait(after: count, by: deadline, doing: "sending")
        }
    }

    /// Readable bytes may be a session ticket, which OpenSSL handles by itself.
    ///
    /// Peeking distinguishes it from data and from the end.
    func isIdle() -> Bool {
        guard !isBroken, socket.descriptor >= 0 else { return false }
        guard socket.isReadable() || SSL_pending(ssl) > 0 else { return true }
        current.deadline = socket.clock.deadline(inMilliseconds: Self.lookMilliseconds)
        ERR_clear_error()
        var byte: UInt8 = 0
        let count = SSL_peek(ssl, &byte, 1)
        guard count <= 0 else { return false }
        if SSL_get_error(ssl, count) == SSL_ERROR_WANT_READ, !current.isOver { return true }
        isBroken = true
        return false
    }

    func close() {
        // Sends the close message if the socket accepts it at once, and does not wait for the server's.
        if !isBroken, socket.descriptor >= 0 {
            current.deadline = .never
            SSL_shutdown(ssl)
            ERR_clear_error()
        }
        isBroken = true
        socket.close()
    }

    /// Waits for what OpenSSL needs; throws if it failed or the deadline has passed.
    ///
    /// After a timeout, the connection counts as broken: its close message would come after the deadline.
    private func wait(after status: Int32, by deadline: Deadline, doing what: String) throws(StreamError) {
        let systemError = errno
        do throws(StreamError) {
            switch SSL_get_error(ssl, status) {
            case SSL_ERROR_WANT_READ: try socket.wait(for: POLLIN, by: deadline, doing: what)
            case SSL_ERROR_WANT_WRITE: try socket.wait(for: POLLOUT, by: deadline, doing: what)
            case _ where current.isOver: throw StreamError.timeRanOut(while: what)
            case SSL_ERROR_SYSCALL:
                let reason = systemError == 0 ? "the connection ended" : systemErrorText(systemError)
                throw StreamError(reason: "\(reason) while \(what)")
            default: throw StreamError(reason: "\(TLSContext.errorText()) while \(what)")
            }
        } catch {
            isBroken = true
            throw error
        }
    }

    /// Why the certificate was rejected; nil if that was not the reason.
    private func refusal() -> String? {
        let result = SSL_get_verify_result(ssl)
        guard result != X509_V_OK, let text = X509_verify_cert_error_string(result) else { return nil }
        return "its certificate is refused: \(String(cString: text))"
    }
}
