import COpenSSL
import Glibc

/// The trusted roots, and the rules of every TLS connection: TLS 1.2 or newer, with a verified chain.
final class TLSContext {
    /// The source of the trusted roots.
    enum Roots: Equatable, Sendable {
        /// The five roots of AWS's endpoints, built into the program.
        case amazon
        /// The PEM file at this path instead.
        case file(String)
    }

    /// OpenSSL's `SSL_CTX`.
    let pointer: OpaquePointer

    /// Reads the roots.
    ///
    /// - Throws: `StreamError` if a file of roots cannot be read or holds no certificate.
    init(trusting roots: Roots) throws(StreamError) {
        guard copenssl_start() == 1, let context = copenssl_client_context() else {
            throw StreamError(reason: "OpenSSL cannot start: \(TLSContext.errorText())")
        }
        pointer = context
        let pem: [UInt8]
        switch roots {
        case .amazon: pem = Array(AmazonRoots.pem.utf8)
        case .file(let path): pem = try TLSContext.contents(of: path)
        }
        let count = pem.withUnsafeBytes {
            copenssl_trust_pem(context, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: $0.count))
        }
        guard count > 0 else {
            let name = if case .file(let path) = roots { path } else { "the carried roots" }
            throw StreamError(reason: "\(name) holds no certificate in PEM form that can be read")
        }
    }

    deinit { SSL_CTX_free(pointer) }

    /// OpenSSL's reason for the last failure on this thread; it also clears the error queue.
    static func errorText() -> String {
        let code = ERR_get_error()
        ERR_clear_error()
        guard code != 0, let reason = ERR_reason_error_string(code) else { return "no reason given" }
        return String(cString: reason)
    }

    /// Reads a file of roots of up to 8 MB; a bundle of all public roots has some 200 KB.
    private static func contents(of path: String) throws(StreamError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StreamError(reason: "cannot read \(path): \(systemErrorText(errno))") }
        defer { close(descriptor) }
        var contents: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while contents.count < 8 << 20 {
            let count = read(descriptor, &chunk, chunk.count)
            if count > 0 {
                contents += chunk.prefix(count)
            } else if count == 0 {
                return contents
            } else if errno != EINTR {
                throw StreamError(reason: "cannot read \(path): \(systemErrorText(errno))")
            }
        }
        throw StreamError(reason: "\(path) is larger than 8 MB")
    }
}

/// The deadline for what OpenSSL reads and writes by itself.
///
/// One call of OpenSSL reads all records that come. Session tickets and repeated handshake messages do not make it
/// return, so a server that keeps sending them would block it for ever.
///
/// <https://docs.openssl.org/3.0/man3/BIO_set_callback/>
final class BIODeadline {
    /// The current deadline; set before each call of OpenSSL.
    var deadline = Deadline.never
    private let clock: WallClock

    /// Starts without a deadline.
    init(clock: WallClock) {
        self.clock = clock
    }

    /// Whether no time is left.
    var isOver: Bool { deadline.isOver(clock) }

    /// Checks the deadline before each read and write of `bio`, OpenSSL's access to the socket.
    ///
    /// `bio` must not outlive this object.
    func watch(_ bio: OpaquePointer?) {
        let argument = Unmanaged.passUnretained(self).toOpaque().assumingMemoryBound(to: CChar.self)
        BIO_set_callback_arg(bio, argument)
        BIO_set_callback_ex(bio, failAfterDeadline)
    }
}

/// Called before and after each operation; a result of zero or less before an operation prevents it.
private func failAfterDeadline(
    _ bio: OpaquePointer?, _ operation: Int32, _: UnsafePointer<CChar>?, _: Int, _: Int32, _: Int, _ result: Int32,
    _: UnsafeMutablePointer<Int>?
) -> Int {
    guard operation == BIO_CB_READ || operation == BIO_CB_WRITE, let argument = BIO_get_callback_arg(bio) else {
        return Int(result)
    }
    return Unmanaged<BIODeadline>.fromOpaque(argument).takeUnretainedValue().isOver ? -1 : Int(result)
}
