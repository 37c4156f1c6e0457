import AWSDeployer

/// One connection to the server: a request is read, answered, and the connection closed.
struct Connection {
    /// What happens on it now.
    private enum State {
        /// The request's head is awaited.
        case reading(received: [UInt8])
        /// The answer is on its way.
        case writing(rest: ArraySlice<UInt8>)
        /// The answer is sent; what the client still sends is read and dropped.
        ///
        /// Closing at once could destroy the answer (RFC 9112, section 9.6).
        case draining
    }

    /// How long a connection may take.
    struct Timeouts: Sendable {
        /// For the whole of the request.
        var request = Duration.seconds(10)
        /// For the whole of the answer.
        var answer = Duration.seconds(30)
        /// For the other side to close.
        var end = Duration.seconds(2)
    }

    /// The connection.
    let descriptor: Descriptor
    /// When the current state must be over.
    private(set) var deadline: ContinuousClock.Instant
    private let timeouts: Timeouts
    private var state = State.reading(received: [])

    /// A connection that was just made.
    init(_ descriptor: Descriptor, timeouts: Timeouts, now: ContinuousClock.Instant) {
        self.descriptor = descriptor
        self.timeouts = timeouts
        deadline = now + timeouts.request
    }

    /// What it waits for.
    var interest: SocketCalls.Interest {
        if case .writing = state { return SocketCalls.Interest(descriptor: descriptor, isForWriting: true) }
        return SocketCalls.Interest(descriptor: descriptor, isForWriting: false)
    }

    /// Goes on as far as it can without waiting.
    ///
    /// - Returns: false if the connection is over.
    mutating func proceed(now: ContinuousClock.Instant, answer: (Request) -> Response) -> Bool {
        switch state {
        case .reading(var received):
            switch descriptor.read(atMost: 8_192) {
            case .nothingYet: return true
            case .end: return false
            case .bytes(let bytes): received += bytes
            }
            switch RequestHead.read(received) {
            case .incomplete: state = .reading(received: received)
            case .refused(let response): return send(response, omittingBody: false, now)
            case .complete(let request): return send(answer(request), omittingBody: request.method == "HEAD", now)
            }
            return true
        case .writing(let rest):
            return write(rest, now)
        case .draining:
            return descriptor.read(atMost: 8_192) != .end
        }
    }

    /// Handles a timeout: answers with an error if a request has begun.
    ///
    /// - Returns: false if the connection is over.
    mutating func expire(now: ContinuousClock.Instant) -> Bool {
        // A browser opens connections in advance; one without any data is closed without an answer.
        guard case .reading(let received) = state, !received.isEmpty else { return false }
        return send(.plain(408, "The request took too long."), omittingBody: false, now)
    }

    private mutating func send(_ response: Response, omittingBody: Bool, _ now: ContinuousClock.Instant) -> Bool {
        deadline = now + timeouts.answer
        return write(response.bytes(omittingBody: omittingBody)[...], now)
    }

    private mutating func write(_ bytes: ArraySlice<UInt8>, _ now: ContinuousClock.Instant) -> Bool {
        guard let count = descriptor.send(bytes) else { return false }
        let rest = bytes.dropFirst(count)
        guard rest.isEmpty else {
            state = .writing(rest: rest)
            return true
        }
        descriptor.endSending()
        state = .draining
        deadline = now + timeouts.end
        return true
    }
}
