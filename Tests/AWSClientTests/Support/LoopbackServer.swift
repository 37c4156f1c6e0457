import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A small HTTP/1.1 server on a free port of this machine, for tests that need a real socket.
final class LoopbackServer: Sendable {
    /// A request as received.
    struct Request: Sendable {
        let line: String
        let headers: [(name: String, value: String)]
        let body: Data
        /// The number of its connection, from 1.
        let connection: Int

        func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }
    }

    /// The server's reaction to a request.
    enum Reaction: Sendable {
        /// Sends these bytes and keeps the connection.
        case send(Data)
        /// Sends these bytes and closes the connection.
        case sendAndClose(Data)
        /// Sends the first bytes, then repeats the others until the client closes.
        case sendForever(Data, Data)
        /// Sends nothing and keeps the connection until the client closes.
        case silence

        static func answer(_ status: Int = 200, _ headers: [String] = [], _ body: String = "") -> Reaction {
            let lines = ["HTTP/1.1 \(status) Status", "Content-Length: \(body.utf8.count)"] + headers
            return .send(Data((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
        }
    }

    private struct State {
        var requests: [Request] = []
        var open: Set<Int32> = []
        var connectionCount = 0
        var isEnded = false
        var whenIdle: [CheckedContinuation<Void, Never>] = []
        var whenAsked: [CheckedContinuation<Void, Never>] = []
    }

    let port: Int
    private let listener: Int32
    private let state = Mutex(State())
    private let react: @Sendable (Request) -> Reaction

    struct CannotListen: Error {}

    init(react: @escaping @Sendable (Request) -> Reaction = { _ in .answer() }) throws {
        self.react = react
        #if canImport(Glibc)
            listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            listener = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isListening else { throw CannotListen() }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in acceptAll() }
    }

    var requests: [Request] { state.withLock { $0.requests } }
    var connectionCount: Int { state.withLock { $0.connectionCount } }

    func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// Waits until all connections are closed.
    func connectionsClosed() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if state.open.isEmpty { return true }
                state.whenIdle.append(continuation)
                return false
            }
            if isIdle { continuation.resume() }
        }
    }

    /// Waits for the first request.
    func asked() async {
        await withCheckedContinuation { continuation in
            let isAsked = state.withLock { state in
                if !state.requests.isEmpty { return true }
                state.whenAsked.append(continuation)
                return false
            }
            if isAsked { continuation.resume() }
        }
    }

    /// Closes the port and every connection.
    func end() {
        let open = state.withLock { state in
            state.isEnded = true
            return state.open
        }
        shutdown(listener, Int32(SHUT_RDWR))
        for connection in open { shutdown(connection, Int32(SHUT_RDWR)) }
    }

    // MARK: - Threads

    private func acceptAll() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { break }
            let number: Int? = state.withLock { state in
                if state.isEnded { return nil }
                state.open.insert(connection)
                state.connectionCount += 1
                return state.connectionCount
            }
            guard let number else {
                close(connection)
                break
            }
            Thread.detachNewThread { [self] in serve(connection, number: number) }
        }
        close(listener)
    }

    private func serve(_ connection: Int32, number: Int) {
        var buffer = Data()
        serving: while let request = read(connection, number: number, buffer: &buffer) {
            let waiting = state.withLock { state in
                state.requests.append(request)
                defer { state.whenAsked = [] }
                return state.whenAsked
            }
            for continuation in waiting { continuation.resume() }
            switch react(request) {
            case .send(let data): write(data, to: connection)
            case .sendAndClose(let data):
                write(data, to: connection)
                break serving
            case .sendForever(let data, let again):
                write(data, to: connection)
                while write(again, to: connection) {}
                break serving
            case .silence: continue
            }
        }
        let waiting: [CheckedContinuation<Void, Never>] = state.withLock { state in
            state.open.remove(connection)
            close(connection)
            guard state.open.isEmpty else { return [] }
            defer { state.whenIdle = [] }
            return state.whenIdle
        }
        for continuation in waiting { continuation.resume() }
    }

    private func read(_ connection: Int32, number: Int, buffer: inout Data) -> Request? {
        let end = Data("\r\n\r\n".utf8)
        while buffer.range(of: end) == nil {
            guard receive(connection, into: &buffer) else { return nil }
        }
        guard let range = buffer.range(of: end) else { return nil }
        let lines = String(decoding: buffer[..<range.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let headers = lines.dropFirst().map { line -> (name: String, value: String) in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : "")
        }
        let length = headers.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } ?? 0
        while buffer.count - (range.upperBound - buffer.startIndex) < length {
            guard receive(connection, into: &buffer) else { return nil }
        }
        let body = buffer[range.upperBound..<(range.upperBound + length)]
        buffer = Data(buffer[(range.upperBound + length)...])
        return Request(line: lines[0], headers: headers, body: Data(body), connection: number)
    }

    private func receive(_ connection: Int32, into buffer: inout Data) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = recv(connection, &bytes, bytes.count, 0)
        guard count > 0 else { return false }
        buffer.append(contentsOf: bytes[..<count])
        return true
    }

    /// False if the client has closed the connection.
    @discardableResult
    private func write(_ data: Data, to connection: Int32) -> Bool {
        #if canImport(Glibc)
            let flags = Int32(MSG_NOSIGNAL)
        #else
            let flags: Int32 = 0
        #endif
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, flags) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}

/// Runs `body` with a server, and always ends the server.
func withLoopbackServer<Result>(
    _ react: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Reaction = { _ in .answer() },
    _ body: (LoopbackServer) async throws -> Result
) async throws -> Result {
    let server = try LoopbackServer(react: react)
    defer { server.end() }
    return try await body(server)
}
