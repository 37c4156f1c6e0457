import COpenSSL

/// Stands before the bytes of a TLS connection, and lets none pass once its deadline is over.
///
/// One call of OpenSSL reads as many records as come: session tickets and repeated greetings do not make it return, so
/// that a server which goes on sending them would hold it for ever.
///
/// <https://docs.openssl.org/3.0/man3/BIO_set_callback/>
final class DeadlineGate {
    /// When it closes; set before each call of OpenSSL.
    var deadline = Deadline.never
    private let clock: Clock

    /// A gate that nothing is stopped by yet.
    init(clock: Clock) {
        self.clock = clock
    }

    /// Whether bytes pass.
    var isOpen: Bool { !deadline.isOver(clock) }

    /// Is asked before each reading and writing of `bytes`, OpenSSL's way to the socket, which must not outlive it.
    func stand(before bytes: OpaquePointer?) {
        let argument = Unmanaged.passUnretained(self).toOpaque().assumingMemoryBound(to: CChar.self)
        BIO_set_callback_arg(bytes, argument)
        BIO_set_callback_ex(bytes, letPass)
    }
}

/// OpenSSL's question before and after each operation: what is not above zero before one keeps it from being done.
private func letPass(
    _ bytes: OpaquePointer?, _ operation: Int32, _: UnsafePointer<CChar>?, _: Int, _: Int32, _: Int, _ result: Int32,
    _: UnsafeMutablePointer<Int>?
) -> Int {
    guard operation == BIO_CB_READ || operation == BIO_CB_WRITE, let argument = BIO_get_callback_arg(bytes) else {
        return Int(result)
    }
    let gate = Unmanaged<DeadlineGate>.fromOpaque(argument).takeUnretainedValue()
    return gate.isOpen ? Int(result) : -1
}
