import FunctionTestSupport
import Testing

@testable import FunctionRuntime

/// The real clients over scripted connections: what is sent and read when time runs out.
@Suite("The deadline of a connection")
struct HTTPDeadlineTests {
    private let time = TestClock()
    private let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    private let throttled =
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 47\r\n\r\n"
        + #"{"__type":"x#ThrottlingException","message":""}"#

    /// A client with these connections, in turn; opening one takes that long.
    private func client(
        _ streams: [ScriptedStream], connecting milliseconds: Int64 = 0, clock: WallClock? = nil
    ) -> HTTPClient {
        var rest = streams
        return HTTPClient(host: "h", bodyLimit: 1_000_000, clock: clock ?? time.clock) { _ throws(StreamError) in
            time.advance(milliseconds)
            guard !rest.isEmpty else { throw StreamError(reason: "Connection refused") }
            return rest.removeFirst()
        }
    }

    private func failure(_ client: HTTPClient, by deadline: Deadline) -> HTTPFailure? {
        do throws(HTTPFailure) {
            _ = try client.send(HTTPRequest(method: "POST", target: "/", body: [1, 2, 3]), by: deadline)
            return nil
        } catch {
            return error
        }
    }

    private func soon(_ milliseconds: Int64 = 100) -> Deadline { time.clock.deadline(inMilliseconds: milliseconds) }

    @Test("sends nothing and keeps the connection if it has passed")
    func over() {
        let stream = ScriptedStream([.bytes(answer), .bytes(answer)])
        let client = client([stream])
        #expect(failure(client, by: soon()) == nil)
        let sent = stream.written.count
        for deadline in [soon(0), soon(-1), Deadline(unixMilliseconds: .min)] {
            #expect(failure(client, by: deadline) == .notSent("no time was left to send anything"))
        }
        #expect(stream.written.count == sent)
        #expect(failure(client, by: soon()) == nil)
    }

    @Test("sends nothing if it passes while connecting")
    func connectingTooLong() {
        let stream = ScriptedStream([.bytes(answer)])
        #expect(failure(client([stream], connecting: 100), by: soon()) == .notSent("time ran out while sending"))
        #expect(stream.written.isEmpty && stream.isClosed)
    }

    @Test("stops sending if it passes in the middle")
    func sendingTooLong() {
        let stream = ScriptedStream([.bytes(answer)], pieces: 10)
        stream.beforeWrite = { time.advance(60) }
        #expect(failure(client([stream]), by: soon()) == .mayHaveArrived("time ran out while sending"))
        #expect(stream.written.count == 20 && stream.isClosed)
    }

    @Test(
        "holds even if the server never stops sending",
        arguments: ["HTTP/1.1 100 Continue\r\n\r\n", "A: b\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n"])
    func endlessAnswer(_ beginning: String) {
        let stream = ScriptedStream([.bytes(beginning)])
        stream.endless = beginning
        stream.beforeRead = { time.advance(1) }
        #expect(failure(client([stream]), by: soon()) == .mayHaveArrived("time ran out while waiting for the answer"))
        #expect(stream.readCount == 100 && stream.isClosed)
    }

    @Test("may be never: endless interim responses are cut off anyway")
    func endlessInterimAnswers() {
        let stream = ScriptedStream([])
        stream.endless = "HTTP/1.1 100 Continue\r\n\r\n"
        let reason = "the answer cannot be understood: its head is larger than 64 KB"
        #expect(failure(client([stream]), by: .never) == .mayHaveArrived(reason))
    }

    @Test("prevents another write if it passes during the wait before it")
    func oversleptPause() throws {
        let stream = ScriptedStream([.bytes(throttled), .bytes(answer)])
        let clock = WallClock(nowMilliseconds: time.clock.nowMilliseconds) { [time] in time.advance($0 * 100) }
        let signed = try TestEnvironment(over: client([stream], clock: clock), clock: clock).environment.client(
            for: "dynamodb")
        #expect {
            try signed.answer(to: "DynamoDB_20120810.UpdateItem", [:], by: soon(1000))
        } throws: { error in
            (error as? ServiceFailure)?.message == "no time was left to send anything"
                && (error as? ServiceFailure)?.attempts == 2
        }
        // One request was sent, and no other after it.
        #expect(stream.writtenText.split(separator: "DynamoDB_20120810.UpdateItem").count == 2)
    }
}
