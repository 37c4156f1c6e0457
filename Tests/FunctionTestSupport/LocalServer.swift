import COpenSSL
import Foundation
import Synchronization

/// A server on a free port of this machine that serves one connection after the other, with or without TLS.
package final class LocalServer: Sendable {
    /// The certificate of a TLS server.
    package struct Identity: Sendable {
        let certificate: String
        let key: String
        package var newestVersion = TLS1_3_VERSION

        package init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    package let port: UInt16
    private let listener: Int32
    private let accepted = Mutex(0)

    /// The number of accepted connections, including failed handshakes.
    package var connectionCount: Int { accepted.withLock { $0 } }

    package init(_ identity: Identity? = nil, serve: @escaping @Sendable (ServerConnection) -> Void) throws {
        // OpenSSL writes without MSG_NOSIGNAL, and a client that rejects a certificate has closed the connection.
        signal(SIGPIPE, SIG_IGN)
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let size = length
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, size) | listen(listener, 16) | getsockname(listener, pointer, &length)
            }
        }
        guard status == 0 else { throw POSIXError(.EADDRINUSE) }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        let thread = Thread { [weak self] in
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { break }
                self?.accepted.withLock { $0 += 1 }
                if let connection = ServerConnection(descriptor, identity) { serve(connection) }
            }
            close(listener)
        }
        thread.start()
    }

    /// Accepts no connection after this.
    ///
    /// Only the thread closes the descriptor: otherwise it could accept the connections of another server that got the
    /// same descriptor number.
    package func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
    }
}

/// The server's side of one connection, which ends when this object is released.
package final class ServerConnection {
    private let descriptor: Int32
    private let ssl: OpaquePointer?
    private let context: OpaquePointer?
    private var isEnded = false

    /// Nil if the client rejected the certificate.
    package init?(_ descriptor: Int32, _ identity: LocalServer.Identity?) {
        self.descriptor = descriptor
        guard let identity else {
            ssl = nil
            context = nil
            return
        }
        context = SSL_CTX_new(TLS_server_method())
        SSL_CTX_use_certificate_file(context, identity.certificate, SSL_FILETYPE_PEM)
        SSL_CTX_use_PrivateKey_file(context, identity.key, SSL_FILETYPE_PEM)
        SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(identity.newestVersion), nil)
        if identity.newestVersion < TLS1_2_VERSION { SSL_CTX_set_security_level(context, 0) }
        ssl = SSL_new(context)
        SSL_set_fd(ssl, descriptor)
        guard SSL_accept(ssl) == 1 else { return nil }
    }

    deinit { end() }

    /// Ends the connection; on this machine, the client's side notices before this returns.
    package func end() {
        guard !isEnded else { return }
        isEnded = true
        if let ssl {
            SSL_shutdown(ssl)
            SSL_free(ssl)
            SSL_CTX_free(context)
        }
        close(descriptor)
    }

    /// Reads up to the empty line after the headers and then the body; nil at the connection's end.
    package func readRequest() -> String? {
        var text = ""
        while true {
            if let head = text.range(of: "\r\n\r\n") {
                let length =
                    text.lowercased().range(of: "content-length: ").map {
                        Int(text[$0.upperBound...].prefix { $0.isNumber }) ?? 0
                    } ?? 0
                if text[head.upperBound...].utf8.count >= length { return text }
            }
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = ssl.map { Int(SSL_read($0, &bytes, 65_536)) } ?? recv(descriptor, &bytes, bytes.count, 0)
            guard count > 0 else { return nil }
            text += String(decoding: bytes.prefix(count), as: UTF8.self)
        }
    }

    package func write(_ text: String) {
        let bytes = Array(text.utf8)
        if let ssl {
            SSL_write(ssl, bytes, Int32(bytes.count))
        } else {
            _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        }
    }

    /// Sends unrequested session tickets.
    package func sendTickets(_ count: Int) {
        guard let ssl else { return }
        for _ in 0..<count {
            guard SSL_new_session_ticket(ssl) == 1, SSL_do_handshake(ssl) == 1 else { return }
        }
    }

    package func answer(_ body: String, status: Int = 200, headers: String = "") {
        write("HTTP/1.1 \(status) Status\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
}
