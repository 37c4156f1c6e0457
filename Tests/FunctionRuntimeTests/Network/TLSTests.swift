import COpenSSL
import Foundation
import FunctionTestSupport
import Synchronization
import Testing

@testable import FunctionRuntime

@Suite("A TLS connection")
struct TLSTests {
    private let clock = WallClock.system
    private let certificates: TestCertificates

    init() throws {
        certificates = try TestCertificates.shared.get()
    }

    private func echo(_ identity: LocalServer.Identity?) throws -> LocalServer {
        try LocalServer(identity) { connection in
            while connection.readRequest() != nil { connection.answer("secure") }
        }
    }

    private func client(
        _ server: LocalServer, host: String = "dynamodb.localhost", roots: TLSContext.Roots? = nil
    ) throws -> HTTPClient {
        let context = try TLSContext(trusting: roots ?? .file(certificates.root))
        let endpoint = Endpoint(scheme: .https, host: host, port: server.port)
        return HTTPClient(host: endpoint.hostHeader, bodyLimit: 1000, clock: clock) {
            [clock] deadline throws(StreamError) in
            try endpoint.connect(tls: context, by: deadline, clock: clock)
        }
    }

    private let get = HTTPRequest(method: "GET", target: "/")
    private var soon: Deadline { clock.deadline(inMilliseconds: 5000) }

    @Test("is opened if the certificate matches", arguments: ["dynamodb.localhost", "localhost", "127.0.0.1"])
    func fits(_ host: String) throws {
        let accepted = DispatchSemaphore(value: 0)
        let server = try LocalServer(certificates.valid) { connection in
            accepted.signal()
            while connection.readRequest() != nil { connection.answer("secure") }
        }
        defer { server.stop() }
        let client = try client(server, host: host)
        try client.connect(by: soon)
        // From here on, TLS 1.3's unrequested session tickets can be read.
        accepted.wait()
        for _ in 0..<3 { #expect(try client.send(get, by: soon).body == Array("secure".utf8)) }
        // They did not make the connection look used.
        #expect(server.connectionCount == 1)
    }

    /// The reason why nothing was sent.
    private func refusal(_ client: HTTPClient, by deadline: Deadline? = nil) -> String? {
        do throws(HTTPFailure) {
            return try client.send(get, by: deadline ?? soon).status == 200 ? nil : "an answer with another status"
        } catch {
            guard case .notSent(let reason) = error else { return "may have arrived: \(error.reason)" }
            return reason
        }
    }

    @Test("is rejected if the certificate is for another name")
    func otherName() throws {
        let server = try echo(certificates.otherName)
        defer { server.stop() }
        #expect(
            refusal(try client(server))
                == "no TLS with dynamodb.localhost: its certificate is refused: hostname mismatch")
        #expect(
            refusal(try client(server, host: "127.0.0.1"))
                == "no TLS with 127.0.0.1: its certificate is refused: IP address mismatch")
    }

    @Test("is rejected if the root is not trusted, with another bundle or with the built-in roots")
    func unknownRoot() throws {
        let server = try echo(certificates.valid)
        defer { server.stop() }
        for roots: TLSContext.Roots in [.file(certificates.otherRoot), .amazon] {
            let reason = refusal(try client(server, roots: roots))
            #expect(reason?.contains("its certificate is refused: unable to get local issuer certificate") == true)
        }
    }

    @Test("is rejected if the certificate has expired")
    func expired() throws {
        let server = try echo(certificates.expired)
        defer { server.stop() }
        let reason = refusal(try client(server))
        #expect(
            reason?.contains("its certificate is refused: certificate has expired") == true, "\(reason ?? "accepted")")
    }

    @Test("uses TLS 1.2 but no older version")
    func versions() throws {
        let context = try TLSContext(trusting: .amazon)
        #expect(SSL_CTX_ctrl(context.pointer, SSL_CTRL_GET_MIN_PROTO_VERSION, 0, nil) == Int(TLS1_2_VERSION))
        for (version, isMade) in [(TLS1_2_VERSION, true), (TLS1_1_VERSION, false)] {
            var identity = certificates.valid
            identity.newestVersion = version
            let server = try echo(identity)
            defer { server.stop() }
            #expect((refusal(try client(server)) == nil) == isMade)
        }
    }

    @Test("is rejected if the server does not use TLS")
    func plainServer() throws {
        let server = try LocalServer { connection in
            connection.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        }
        defer { server.stop() }
        #expect(refusal(try client(server))?.hasPrefix("no TLS with dynamodb.localhost: ") == true)
    }

    @Test("is given up at its deadline if the server does not complete the handshake")
    func silentServer() throws {
        let server = try LocalServer { connection in
            while connection.readRequest() != nil {}
        }
        defer { server.stop() }
        let reason = refusal(try client(server), by: clock.deadline(inMilliseconds: 100))
        #expect(reason == "no TLS with dynamodb.localhost: time ran out while shaking hands")
    }

    /// A clock that moves a millisecond with each reading of it, so that endless reads run out of time.
    private static func countingClock() -> WallClock {
        let looks = Mutex<Int64>(0)
        return WallClock(
            nowMilliseconds: {
                looks.withLock {
                    $0 += 1
                    return $0
                }
            }, sleep: { _ in })
    }

    private func socket(_ server: LocalServer, _ clock: WallClock) throws -> Socket {
        try Socket.connect(to: "127.0.0.1", port: server.port, by: .never, clock: clock)
    }

    /// OpenSSL handles a request for another handshake by itself, and goes on to the next one.
    @Test("is given up at its deadline if handshake messages never end")
    func endlessGreetings() throws {
        let greetings = String(repeating: "\u{16}\u{3}\u{3}\0\u{4}\0\0\0\0", count: 4000)
        let written = DispatchSemaphore(value: 0)
        let server = try LocalServer { connection in
            connection.write(greetings)
            written.signal()
            while connection.readRequest() != nil {}
        }
        defer { server.stop() }
        let clock = Self.countingClock()
        let socket = try socket(server, clock)
        written.wait()
        let context = try TLSContext(trusting: .file(certificates.root))
        #expect(throws: StreamError(reason: "no TLS with localhost: time ran out while shaking hands")) {
            try TLSStream(
                over: socket, to: "localhost", context: context, by: clock.deadline(inMilliseconds: 100))
        }
        #expect(socket.isReadable(), "all was read")
    }

    @Test("is given up at its deadline if session tickets never end")
    func endlessTickets() throws {
        let written = DispatchSemaphore(value: 0)
        let server = try LocalServer(certificates.valid) { connection in
            connection.sendTickets(100)
            written.signal()
            while connection.readRequest() != nil {}
        }
        defer { server.stop() }
        let clock = Self.countingClock()
        let socket = try socket(server, clock)
        let context = try TLSContext(trusting: .file(certificates.root))
        let stream = try TLSStream(over: socket, to: "localhost", context: context, by: .never)
        written.wait()
        #expect(throws: StreamError(reason: "time ran out while waiting for the answer")) {
            try stream.read(upTo: 100, by: clock.deadline(inMilliseconds: 50))
        }
        #expect(socket.isReadable(), "all was read")
        stream.close()
    }

    @Test("is not reused if checking it finds endless session tickets")
    func endlessTicketsWhileIdle() throws {
        let written = DispatchSemaphore(value: 0)
        let server = try LocalServer(certificates.valid) { connection in
            connection.sendTickets(300)
            written.signal()
            while connection.readRequest() != nil {}
        }
        defer { server.stop() }
        let socket = try socket(server, Self.countingClock())
        let context = try TLSContext(trusting: .file(certificates.root))
        let stream = try TLSStream(over: socket, to: "localhost", context: context, by: .never)
        written.wait()
        #expect(!stream.isIdle())
        #expect(socket.isReadable(), "all was read")
    }

    @Test("detects before use that the server has closed it")
    func dropped() throws {
        let ended = DispatchSemaphore(value: 0)
        let server = try LocalServer(certificates.valid) { connection in
            _ = connection.readRequest()
            connection.answer("x")
            connection.end()
            ended.signal()
        }
        defer { server.stop() }
        let client = try client(server)
        for _ in 0..<3 {
            #expect(try client.send(get, by: soon).status == 200)
            ended.wait()
        }
        #expect(server.connectionCount == 3)
    }

    @Test("trusts the five built-in roots")
    func carriedRoots() throws {
        let context = try TLSContext(trusting: .amazon)
        let store = SSL_CTX_get_cert_store(context.pointer)
        #expect(OPENSSL_sk_num(X509_STORE_get0_objects(store)) == 5)
    }

    @Test("needs a readable file with a root certificate", arguments: ["missing", "empty", "garbage", "broken"])
    func badBundle(_ kind: String) throws {
        let file = certificates.folder.appending(path: "\(kind).bundle")
        switch kind {
        case "empty": try Data().write(to: file)
        case "garbage": try Data((0...255).map { UInt8($0) }).write(to: file)
        case "broken":
            let text = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
            try Data(text.utf8).write(to: file)
        default: break
        }
        #expect {
            try TLSContext(trusting: .file(file.path))
        } throws: { error in
            (error as? StreamError)?.reason.contains(file.path) == true
        }
    }
}
