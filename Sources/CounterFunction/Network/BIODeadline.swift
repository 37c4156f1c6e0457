import COpenSSL

/// The deadline of whatever OpenSSL reads and writes by itself: no byte passes once it is over.
///
/// One call of OpenSSL reads as many records as come: session tickets and repeated greetings do not make it return, so
/// that a server which goes on sending them would hold it for ever.
///
/// <https://docs.openssl.org/3.0/man3/BIO_set_callback/>
final class BIODeadline {
    /// When it is; set before each call of OpenSSL.
    var deadline = Deadline.never
    private let clock: Clock

    /// No deadline yet.
    init(clock: Clock) {
        self.clock = clock
    }

    /// Whether no time is left.
    var isOver: Bool { deadline.isOver(clock) }

    /// Has it looked at before each reading and writing of `bio`, OpenSSL's way to the socket, which must not outlive it.
    func watch(_ bio: OpaquePointer?) {
        let argument = Unmanaged.passUnretained(self).toOpaque().assumingMemoryBound(to: CChar.self)
        BIO_set_callback_arg(bio, argument)
        BIO_set_callback_ex(bio, failAfterDeadline)
    }
}

/// Called before and after each operation: what it gives before one keeps that from being done unless it is above zero.
private func failAfterDeadline(
    _ bio: OpaquePointer?, _ operation: Int32, _: UnsafePointer<CChar>?, _: Int, _: Int32, _: Int, _ result: Int32,
    _: UnsafeMutablePointer<Int>?
) -> Int {
    guard operation == BIO_CB_READ || operation == BIO_CB_WRITE, let argument = BIO_get_callback_arg(bio) else {
        return Int(result)
    }
    return Unmanaged<BIODeadline>.fromOpaque(argument).takeUnretainedValue().isOver ? -1 : Int(result)
}
