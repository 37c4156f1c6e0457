/// Told of each attempt before it is sent: which operation, and which attempt, the first being 1.
///
/// It sees no secret, so that it can count writes or print what is asked.
public typealias RequestObserver = @Sendable (_ operation: Operation, _ attempt: Int) -> Void
