import AWSDeployer
import Foundation

/// The demo page as served on this machine: the folder's files with the counter's URL filled in, and strict headers.
struct DemoSite: Sendable {
    /// The placeholder for the URL in the folder's pages.
    static let placeholder = "{{url}}"

    private let folder: PageFolder
    private let url: String
    private let headers: [Header]

    /// The folder's page for a counter.
    ///
    /// - Parameter url: the counter's URL; the result is nil if a policy for the page cannot name it.
    init?(folder: PageFolder, url: String) {
        guard let origin = Self.origin(of: url) else { return nil }
        self.folder = folder
        self.url = url
        headers = [
            // The page may call the counter and nothing else (W3C, Content Security Policy Level 3).
            Header(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src \(origin)"),
            Header("X-Content-Type-Options", "nosniff"),
            Header("Cache-Control", "no-store"),
        ]
    }

    /// The answer to a request.
    func answer(to request: Request) -> Response {
        var response = content(for: request)
        response.headers += headers
        return response
    }

    private func content(for request: Request) -> Response {
        // Another site could point its own name at this machine, to read what is served here (DNS rebinding).
        guard Self.isThisMachine(host: request.host) else {
            return .plain(421, "This is served under the names of this machine alone, as localhost.")
        }
        let name = request.path == "/" ? "index.html" : String(request.path.dropFirst())
        guard let file = folder.file(named: name) else { return .plain(404, "There is no such file.") }
        var bytes = file.bytes
        if name.hasSuffix(".html") {
            let text = String(decoding: bytes, as: UTF8.self)
            bytes = Array(text.replacing(Self.placeholder, with: HTMLText.escaped(url)).utf8)
        }
        return Response(status: 200, headers: [Header("Content-Type", file.contentType)], body: bytes)
    }

    /// Whether a `Host` header, with or without a port, always means this machine (RFC 6761, section 6.3).
    static func isThisMachine(host: String) -> Bool {
        let parts = host.lowercased().split(separator: ":", omittingEmptySubsequences: false)
        if host.hasPrefix("[") {
            return host == "[::1]" || (host.hasPrefix("[::1]:") && isPort(host.dropFirst("[::1]:".count)))
        }
        guard parts.count <= 2, let name = parts.first, parts.count == 1 || isPort(parts[1]) else { return false }
        return name == "127.0.0.1" || name == "localhost" || name.hasSuffix(".localhost")
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.allSatisfy { $0.isASCII && $0.isNumber } && UInt16(text) != nil
    }

    /// Scheme, host and port of a URL, as a policy's source; nil for any other text, which could add to a policy.
    private static func origin(of url: String) -> String? {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme, ["http", "https"].contains(scheme),
            let host = parts.host, !host.isEmpty,
            host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || ".-".contains($0)) })
        else { return nil }
        return "\(scheme)://\(host)" + (parts.port.map { ":\($0)" } ?? "")
    }
}
