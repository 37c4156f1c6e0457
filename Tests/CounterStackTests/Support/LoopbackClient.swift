import DeployerCLI
import Foundation

@testable import AWSDeployer

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs blocking work on its own thread: the few threads of tasks are needed to start the server.
func onThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
    }
}

/// A client that sends any bytes to a port of this machine, whole or in pieces.
final class LoopbackClient {
    struct Failure: Error { let call: String }

    private let number: Int32

    init(port: UInt16) throws {
        #if canImport(Glibc)
            number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            number = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        // A server that never answers fails a test instead of blocking it.
        var timeout = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failure(call: "connect") }
    }

    deinit { close(number) }

    /// Sends bytes; it is no failure if the server is already gone.
    @discardableResult
    func send(_ bytes: some Collection<UInt8>) -> Bool {
        let bytes = Array(bytes)
        #if canImport(Glibc)
            let flags = Int32(MSG_NOSIGNAL)
        #else
            let flags: Int32 = 0
        #endif
        return bytes.withUnsafeBytes {
            #if canImport(Glibc)
                Glibc.send(number, $0.baseAddress, $0.count, flags) == $0.count
            #else
                Darwin.send(number, $0.baseAddress, $0.count, flags) == $0.count
            #endif
        }
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(text.utf8) }

    /// Ends the sending.
    func endSending() { _ = shutdown(number, Int32(SHUT_WR)) }

    /// Everything up to the server's end of the connection.
    func receive() throws -> Answer {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(number, &buffer, buffer.count, 0)
            if count == 0 { return Answer(all) }
            guard count > 0 else { throw Failure(call: "recv") }
            all += buffer.prefix(count)
        }
    }

    /// One request with the headers that every client sends.
    static func get(
        _ path: String, port: UInt16, method: String = "GET", host: String = "localhost"
    ) throws -> Answer {
        let client = try LoopbackClient(port: port)
        client.send("\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\nAccept: */*\r\n\r\n")
        return try client.receive()
    }

    /// An answer as it was received.
    struct Answer: Equatable, Sendable {
        let status: Int
        let headers: [String: String]
        let body: String
        let isEmpty: Bool

        init(_ bytes: [UInt8]) {
            let text = String(decoding: bytes, as: UTF8.self)
            isEmpty = bytes.isEmpty
            let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
            let lines = (parts.first ?? "").split(separator: "\r\n").map(String.init)
            status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            headers = Dictionary(
                lines.dropFirst().compactMap { line in
                    let parts = line.split(separator: ":", maxSplits: 1)
                    return parts.count == 2 ? (parts[0].lowercased(), parts[1].trimmingPrefix(" ").description) : nil
                }, uniquingKeysWith: { "\($0) AND \($1)" })
            body = parts.count > 1 ? String(parts[1]) : ""
        }
    }
}
