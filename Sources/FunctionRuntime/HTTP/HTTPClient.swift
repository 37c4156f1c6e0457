/// An HTTP/1.1 client for one server, with one connection that is kept between requests.
///
/// It is no general client: no redirects, no proxies, no second connection.
final class HTTPClient: HTTPConnection {
    /// The value of `Host`.
    private let host: String
    private let clock: WallClock
    /// The largest body that is read, in bytes.
    private let bodyLimit: Int
    /// Opens a connection.
    private let open: (Deadline) throws(StreamError) -> any ByteStream
    /// The connection for the next request, and when it became idle, in milliseconds since 1970.
    private var kept: (stream: any ByteStream, since: Int64)?

    /// The longest idle time of a connection that is used again.
    ///
    /// A frozen sandbox does not receive the server's close. A visit is lost if its request goes into a connection that
    /// the server has forgotten.
    private let idleLimitMilliseconds: Int64

    /// A client that connects when needed.
    ///
    /// - Parameters:
    ///   - host: the value of `Host`, with the port unless it is the scheme's default.
    ///   - bodyLimit: the largest body that is read, in bytes.
    ///   - open: opens a connection.
    init(
        host: String, bodyLimit: Int, idleLimitMilliseconds: Int64 = 30_000, clock: WallClock,
        open: @escaping (Deadline) throws(StreamError) -> any ByteStream
    ) {
        self.host = host
        self.bodyLimit = bodyLimit
        self.idleLimitMilliseconds = idleLimitMilliseconds
        self.clock = clock
        self.open = open
    }

    /// Connects before the first request.
    func connect(by deadline: Deadline) throws(StreamError) {
        guard kept == nil else { return }
        kept = (try open(deadline), clock.nowMilliseconds())
    }

    func send(_ request: HTTPRequest, by deadline: Deadline) throws(HTTPFailure) -> HTTPResponse {
        guard !deadline.isOver(clock) else { throw .notSent("no time was left to send anything") }
        let stream = try usableStream(by: deadline)
        do throws(HTTPFailure) {
            try write(request.encoded(host: host), to: stream, by: deadline)
            let (response, isReusable) = try readResponse(from: stream, by: deadline)
            if isReusable {
                kept = (stream, clock.nowMilliseconds())
            } else {
                stream.close()
            }
            return response
        } catch {
            stream.close()
            throw error
        }
    }

    /// The kept connection if it is still usable, otherwise a new one.
    private func usableStream(by deadline: Deadline) throws(HTTPFailure) -> any ByteStream {
        if let (stream, since) = kept {
            kept = nil
            let (age, overflow) = clock.nowMilliseconds().subtractingReportingOverflow(since)
            if !overflow, (0...idleLimitMilliseconds).contains(age), stream.isIdle() { return stream }
            stream.close()
        }
        do throws(StreamError) {
            return try open(deadline)
        } catch {
            throw .notSent(error.reason)
        }
    }

    /// Writes all bytes; the error says whether any were sent, and none is sent after the deadline.
    private func write(_ bytes: [UInt8], to stream: any ByteStream, by deadline: Deadline) throws(HTTPFailure) {
        var written = 0
        while written < bytes.count {
            do throws(StreamError) {
                guard !deadline.isOver(clock) else { throw StreamError.timeRanOut(while: "sending") }
                written += try stream.write(bytes[written...], by: deadline)
            } catch {
                throw written == 0 ? .notSent(error.reason) : .mayHaveArrived(error.reason)
            }
        }
    }

    /// Reads until the response is complete or the deadline has passed, even if the server never stops sending.
    private func readResponse(
        from stream: any ByteStream, by deadline: Deadline
    ) throws(HTTPFailure) -> (response: HTTPResponse, isReusable: Bool) {
        var parser = HTTPResponseParser(bodyLimit: bodyLimit)
        do {
            while true {
                guard !deadline.isOver(clock) else { throw StreamError.timeRanOut(while: "waiting for the answer") }
                let bytes = try stream.read(upTo: 16_384, by: deadline)
                let response = bytes.isEmpty ? try parser.end() : try parser.take(bytes)
                if let response { return (response, parser.connectionIsReusable) }
            }
        } catch let error as StreamError {
            throw .mayHaveArrived(error.reason)
        } catch let error as HTTPParseError {
            throw .mayHaveArrived("the answer cannot be understood: \(error.reason)")
        } catch {
            throw .mayHaveArrived("\(error)")
        }
    }
}
