/// Handles an event; returns the bytes of the response.
typealias EventHandler = (Invocation) throws(EventError) -> [UInt8]

/// The function's main loop: handles one event after the other until the Runtime API stops.
struct RuntimeLoop {
    /// After so many failures in a row, the Runtime API counts as gone.
    private static let failureLimit = 3

    /// The source of events and the target of responses.
    let api: RuntimeAPI
    /// Waits between failures.
    let clock: WallClock
    /// Logs all failures.
    let log: Log
    /// Handles one event; what it throws is reported to Lambda.
    let handle: EventHandler

    /// Runs until it cannot go on; the process must then end with a failure.
    func run() {
        var failures = 0
        while failures < Self.failureLimit {
            switch next() {
            case .invocation(let invocation):
                failures = 0
                guard answer(invocation) else { return }
            case .failed:
                failures += 1
                if failures < Self.failureLimit { clock.sleep(50) }
            case .end: return
            }
        }
        log(.error, "The Runtime API gives no events: ending")
    }

    /// The result of asking for an event.
    private enum Next {
        /// An event.
        case invocation(Invocation)
        /// Worth another try: the connection may have dropped during a freeze.
        case failed
        /// The Runtime API wants the process to end.
        case end
    }

    /// Asks for an event.
    private func next() -> Next {
        do throws(HTTPFailure) {
            let response = try api.next()
            guard response.status == 200 else {
                log(.error, "The Runtime API gave no event", ["status": String(response.status)])
                return response.status == 500 ? .end : .failed
            }
            guard let invocation = Invocation(response, clock: clock) else {
                log(.error, "The Runtime API gave an event without a request id that can be used")
                return .failed
            }
            return .invocation(invocation)
        } catch {
            log(.warning, "The Runtime API cannot be reached: \(error.reason)")
            return .failed
        }
    }

    /// Handles an event and responds; false if the process must end.
    private func answer(_ invocation: Invocation) -> Bool {
        let what: String
        let outcome: Result<HTTPResponse, HTTPFailure>
        do throws(EventError) {
            let payload = try handle(invocation)
            what = "response"
            outcome = Result { () throws(HTTPFailure) in try api.respond(payload, to: invocation) }
        } catch {
            what = "error"
            log(.error, error.message, ["requestId": invocation.requestID, "code": error.type])
            outcome = Result { () throws(HTTPFailure) in try api.fail(error, of: invocation) }
        }
        switch outcome {
        case .success(let response) where response.status == 500:
            log(.error, "The Runtime API is broken: ending", ["requestId": invocation.requestID])
            return false
        case .success(let response) where !(200...299).contains(response.status):
            // 410 means that the response came too late; the other statuses cannot be repaired either.
            log(
                .warning, "The Runtime API refused the \(what)",
                ["requestId": invocation.requestID, "status": String(response.status)])
        case .success: break
        case .failure(let failure):
            // Not sent again: the Runtime API accepts one response per event, and may have received this one.
            log(.warning, "The \(what) was not taken: \(failure.reason)", ["requestId": invocation.requestID])
        }
        return true
    }
}
