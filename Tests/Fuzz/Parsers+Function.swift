import AWSDeployer
import AWSSigning
import DeployerCLI
import Foundation

@testable import CounterFunction
@testable import FunctionRuntime

extension FuzzedParser {
    /// The parsers of the function; they do not use Foundation.
    static let function = [
        FuzzedParser(name: "function-http", check: checkHTTP),
        FuzzedParser(name: "function-json", check: checkJSON),
        FuzzedParser(name: "function-event", check: checkEvent),
        FuzzedParser(name: "function-query") { _ = QueryParameter("page", in: text($0)) },
        FuzzedParser(name: "function-queue", check: checkQueue),
        FuzzedParser(name: "function-base64", check: checkBase64),
        FuzzedParser(name: "function-invocation", check: checkInvocation),
        FuzzedParser(name: "function-count", check: checkCount),
        FuzzedParser(name: "function-endpoint", check: checkEndpoint),
    ]

    /// The largest body in these checks, small enough for an input to reach it.
    private static let bodyLimit = 1024

    /// Reads an answer as a server may send it: the first byte gives the size of the pieces.
    private static func response(_ bytes: [UInt8], piece: Int) throws(HTTPParseError) -> HTTPResponse? {
        var parser = HTTPResponseParser(bodyLimit: bodyLimit)
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(piece))
            rest = rest.dropFirst(part.count)
            if let response = try parser.take(part) { return response }
        }
        return try parser.end()
    }

    /// The result is the same for pieces of any size, and never larger than allowed.
    private static func checkHTTP(_ bytes: [UInt8]) throws {
        guard let first = bytes.first else { return }
        let message = Array(bytes.dropFirst())
        let whole = Result { () throws(HTTPParseError) in try response(message, piece: message.count) }
        let pieces = Result { () throws(HTTPParseError) in try response(message, piece: Int(first) + 1) }
        try same(try? whole.get(), try? pieces.get(), "whole and in pieces")
        guard case .success(let response?) = whole else { return }
        try always(response.body.count <= bodyLimit, "a body of \(response.body.count) bytes")
        try always((200...599).contains(response.status), "the status \(response.status)")
        for header in response.headers {
            try always(!header.value.utf8.contains { $0 == 10 || $0 == 13 || $0 == 0 }, "a header with a line break")
        }
    }

    /// A value that is read, written and read again is the same.
    private static func checkJSON(_ bytes: [UInt8]) throws {
        guard let value = try? JSONReader.read(bytes) else { return }
        try same(try? JSONReader.read(value.bytes), value, "read, written, read")
    }

    /// A page that an event asks for is never larger than the event.
    private static func checkEvent(_ bytes: [UInt8]) throws {
        guard let event = try? FunctionURLEvent(bytes) else { return }
        try always((try? event.body.count) ?? 0 <= bytes.count, "a body larger than its event")
        try always((event.cookie("k")?.utf8.count ?? 0) <= bytes.count, "a cookie larger than its event")
        guard case .value(let page) = event.parameter("page") else { return }
        try always(page.utf8.count <= 3 * bytes.count, "a page of \(page.utf8.count) bytes")
    }

    /// A queue's messages are never larger than the event.
    private static func checkQueue(_ bytes: [UInt8]) throws {
        guard let event = try? SQSEvent(bytes) else { return }
        let size = event.records.map { $0.messageID.utf8.count + $0.body.utf8.count }.reduce(0, +)
        try always(size <= bytes.count, "messages of \(size) bytes")
        _ = event.records.map(\.receiveCount)
    }

    /// A text has one meaning: what is decoded gives the same text again.
    private static func checkBase64(_ bytes: [UInt8]) throws {
        guard let decoded = Base64.decoded(text(bytes)) else { return }
        try same(Data(decoded).base64EncodedString(), text(bytes), "decoded, encoded")
        try same(Base64.encoded(decoded), text(bytes), "decoded, encoded by ours")
    }

    /// The Runtime API's data cannot add a line to a request back to it.
    private static func checkInvocation(_ bytes: [UInt8]) throws {
        let clock = WallClock(nowMilliseconds: { 1_800_000_000_000 }, sleep: { _ in })
        guard let response = try? response(bytes, piece: 512), let invocation = Invocation(response, clock: clock)
        else {
            return
        }
        let ours = invocation.deadline.earlier(byMilliseconds: CounterFunction.marginMilliseconds)
        let left = ours.orSooner(clock.deadline(inMilliseconds: 100)).remainingMilliseconds(clock)
        try always((0...100).contains(left ?? -1), "\(left ?? -1) ms left of 100")
        let connection = Recorder()
        _ = try? RuntimeAPI(connection: connection, clock: clock).respond([], to: invocation)
        let lines = connection.sent.split(separator: 10, omittingEmptySubsequences: false)
        let expected = invocation.invocationID == nil ? 6 : 7
        try always(lines.count == expected, "a request of \(lines.count) lines: \(text(connection.sent))")
        try always(lines[0].split(separator: 32).count == 3, "the request line \(text(lines[0]))")
    }

    /// DynamoDB's answer, read as a success and as an error.
    private static func checkCount(_ bytes: [UInt8]) throws {
        _ = DynamoDBStore.count(in: bytes)
        let failure = ServiceFailure(HTTPResponse(status: 400, body: bytes), attempts: 1)
        try always(!failure.code.isEmpty, "an error without a code")
        if let number = DecimalNumber.integer(text(bytes)) {
            try same(DecimalNumber.integer(String(number)), number, "a number read, written, read")
        }
    }

    /// A host has no character that could end a header or smuggle in a user.
    private static func checkEndpoint(_ bytes: [UInt8]) throws {
        _ = try? Endpoint(runtimeAPI: text(bytes), from: "A")
        guard let endpoint = try? Endpoint(parsing: text(bytes), from: "A") else { return }
        let isPlain = (endpoint.hostHeader + endpoint.path).utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 64 }
        try always(isPlain && endpoint.path.hasPrefix("/"), "\(endpoint)")
        let again = try? Endpoint(parsing: "\(endpoint.scheme)://\(endpoint.hostHeader)\(endpoint.path)", from: "A")
        try same(again, endpoint, "read, written, read")
    }
}

/// Records the bytes that are sent, and never answers.
private final class Recorder: HTTPConnection {
    private(set) var sent: [UInt8] = []

    func send(_ request: HTTPRequest, by deadline: Deadline) throws(HTTPFailure) -> HTTPResponse {
        sent = request.encoded(host: "127.0.0.1:9001")
        throw .notSent("nobody is there")
    }
}
