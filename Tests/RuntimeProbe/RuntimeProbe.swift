import FunctionRuntime
import Glibc

/// A function that does what its event says, for the tests with AWS's runtime interface emulator.
@main
struct RuntimeProbe: FunctionHandler {
    private let name: String
    private let clock: WallClock
    private let seen = Seen()

    /// How many events this process has got.
    private final class Seen {
        var count = 0
    }

    init(_ environment: FunctionEnvironment) throws(ConfigurationError) {
        name = try environment.required("PROBE_NAME", "what it calls itself")
        clock = environment.clock
    }

    func respond(to event: ProbeEvent, in invocation: Invocation) throws(EventError) -> ProbeResponse {
        seen.count += 1
        switch event {
        case .messages(let event):
            let failed = event.records.filter { $0.body == "fail" || $0.receiveCount == 3 }
            return ProbeResponse(payload: SQSBatchResponse(failedMessageIDs: failed.map(\.messageID)).payload)
        case .request(let request):
            return ProbeResponse(payload: try answer(request, by: invocation.deadline).payload)
        }
    }

    private func answer(_ request: FunctionURLEvent, by deadline: Deadline) throws(EventError) -> FunctionURLResponse {
        let number = request.query("n").flatMap { Int($0) } ?? 0
        switch request.path {
        case "/echo":
            return .bytes(
                try request.body, type: request.header("content-type") ?? "none",
                cookies: request.cookies + ["number=\(seen.count)"])
        case "/large": return .text(String(repeating: "\"é\n", count: number))
        case "/fail": throw EventError(type: "Probe.Failed", message: "\(name) fails as it was told")
        case "/sleep": clock.sleep(Int64(number))
        case "/exit": exit(Int32(number))
        default: break
        }
        return .json([
            "name": .string(name), "number": .number("\(seen.count)"),
            "left": .number("\(deadline.remainingMilliseconds(clock) ?? -1)"),
        ])
    }
}

/// A request to a function URL, or a queue's messages.
enum ProbeEvent: FunctionEvent {
    case request(FunctionURLEvent)
    case messages(SQSEvent)

    init(_ body: [UInt8]) throws(EventError) {
        if let event = try? SQSEvent(body) {
            self = .messages(event)
        } else {
            self = .request(try FunctionURLEvent(body))
        }
    }
}

/// The payload of whatever response.
struct ProbeResponse: FunctionResponse {
    let payload: [UInt8]
}
