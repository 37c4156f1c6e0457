import CCurl
import Foundation

/// One running request: its options for libcurl, and what has been received so far.
///
/// Only the loop's thread uses it.
final class CurlTransfer {
    let submission: CurlSubmission
    let handle: CurlHandle
    let url: RequestURL
    /// The proxy, unless the host is an exception.
    let proxy: ProxySettings.Proxy?
    private(set) var body = Data()
    /// How many bytes of the request's body libcurl has read.
    private var sentBytes = 0
    private(set) var headers: [(name: String, value: String)] = []
    private var headerBytes = 0
    /// Why this side ended the transfer; libcurl's own text would only be "failed writing".
    private(set) var refusal: String?

    /// The limit for all header lines together.
    private static let largestHeaderBytes = 256 << 10

    /// - Throws: ``TransportError`` for an invalid request.
    init(_ submission: CurlSubmission) throws {
        let request = submission.request
        guard let url = RequestURL(request.url) else {
            throw TransportError.unsendable(
                RequestURL.hostForErrors(request.url), CURLE_URL_MALFORMAT,
                "the URL is not http:// or https:// with a host alone")
        }
        let proxy = submission.configuration.proxies.proxy(for: url)
        if let proxy, proxy.address == nil { throw TransportError.unreadable(proxy, for: url) }
        do {
            self.submission = submission
            self.url = url
            self.proxy = proxy
            handle = try CurlHandle()
            try configure()
            try describe(request)
        } catch let refusal as CurlHandle.Refusal {
            throw TransportError.unsendable(url.authority, refusal.code, refusal.reason)
        }
    }

    /// The handle by which the loop finds the transfer.
    var easy: UnsafeMutableRawPointer { handle.easy }

    /// Sets the options that all requests of a transport share.
    private func configure() throws {
        let configuration = submission.configuration
        try handle.set(CURLOPT_NOSIGNAL, 1)
        try handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        try handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try handle.set(CURLOPT_FOLLOWLOCATION, 0)
        try handle.set(CURLOPT_PATH_AS_IS, 1)
        try handle.set(CURLOPT_TCP_KEEPALIVE, 1)
        try handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        try handle.set(CURLOPT_USERAGENT, configuration.userAgent)
        if let roots = configuration.roots {
            try handle.set(CURLOPT_CAINFO, roots.path)
            try handle.set(CURLOPT_PROXY_CAINFO, roots.path)
            // Otherwise, the system's folder of certificates would be trusted too.
            try handle.set(CURLOPT_CAPATH, nil)
            try handle.set(CURLOPT_PROXY_CAPATH, nil)
        }
        // An empty text keeps libcurl from reading the environment itself.
        try handle.set(CURLOPT_PROXY, proxy?.address?.url ?? "")
        try handle.set(CURLOPT_PROXYUSERNAME, proxy?.address?.user)
        try handle.set(CURLOPT_PROXYPASSWORD, proxy?.address?.password)
        try handle.set(CURLOPT_NOPROXY, configuration.proxies.exceptions(for: url))
        if url.isBelowLocalhost {
            try handle.set(CURLOPT_RESOLVE, ["\(url.host):\(url.port):127.0.0.1,[::1]"])
        }
        try handle.check(ccurl_allow_http_alone(easy), "HTTP alone")
        let context = Unmanaged.passUnretained(self).toOpaque()
        let takeHeader: ccurl_sink = { CurlTransfer.take($0, $1 * $2, $3) { $0.takeHeader($1) } }
        let takeBody: ccurl_sink = { CurlTransfer.take($0, $1 * $2, $3) { $0.takeBody($1) } }
        try handle.check(ccurl_set_sinks(easy, takeHeader, takeBody, context), "where answers go")
    }

    /// Sets the options of this request.
    private func describe(_ request: HTTPRequest) throws {
        try handle.set(CURLOPT_URL, request.url)
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout.wholeMilliseconds)
        try handle.set(CURLOPT_TIMEOUT_MS, request.totalTimeout.wholeMilliseconds)
        if !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method) {
            let context = Unmanaged.passUnretained(self).toOpaque()
            try handle.setBody(
                count: request.body.count, from: { CurlTransfer.give($0, room: $1 * $2, $3) }, context)
        } else if request.method == "HEAD" {
            try handle.set(CURLOPT_NOBODY, 1)
        }
        try handle.set(CURLOPT_CUSTOMREQUEST, request.method)
        try setHeaders(request.headers)
    }

    /// Sets the request's headers, and removes those that libcurl would add.
    private func setHeaders(_ headers: [(name: String, value: String)]) throws {
        var lines: [String] = []
        for (name, value) in headers {
            let isUnsafe = "\(name)\(value)".utf8.contains { $0 == 0 || $0 == 10 || $0 == 13 }
            guard !isUnsafe, !name.isEmpty, !name.contains(":") else {
                let reason = "the header \(name.debugDescription) has a line break in it, or no name"
                throw CurlHandle.Refusal(code: CURLE_BAD_FUNCTION_ARGUMENT, reason: reason)
            }
            // In libcurl, `Name;` sends a header without a value; `Name:` would remove it.
            lines.append(value.allSatisfy(\.isWhitespace) ? "\(name);" : "\(name): \(value)")
        }
        let own = Set(headers.map { $0.name.lowercased() })
        lines += ["Accept", "Content-Type", "Expect"].filter { !own.contains($0.lowercased()) }.map { "\($0):" }
        try handle.set(CURLOPT_HTTPHEADER, lines)
    }
}

// MARK: - Receiving

extension CurlTransfer {
    private static func take(
        _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
        _ sink: (CurlTransfer, UnsafeRawBufferPointer) -> Bool
    ) -> Int {
        guard let bytes, let context else { return 0 }
        let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
        return sink(transfer, UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
    }

    /// Copies the next part of the request's body to libcurl; returns the number of bytes.
    private static func give(
        _ bytes: UnsafeMutablePointer<CChar>?, room: Int, _ context: UnsafeMutableRawPointer?
    ) -> Int {
        guard let bytes, let context else { return 0 }
        let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
        let next = transfer.submission.request.body.dropFirst(transfer.sentBytes).prefix(room)
        next.copyBytes(to: UnsafeMutableRawBufferPointer(start: bytes, count: room))
        transfer.sentBytes += next.count
        return next.count
    }

    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let limit = submission.configuration.largestBodyBytes
        guard body.count + bytes.count <= limit else {
            refusal = "the answer is longer than \(limit) bytes"
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    private func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= Self.largestHeaderBytes else {
            refusal = "the answer's header is longer than \(Self.largestHeaderBytes) bytes"
            return false
        }
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // Drop the headers of an earlier interim response (1xx).
            headers = []
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)
            headers.append((name: String(line[..<colon]), value: value))
        }
        return true
    }
}

extension TransportError {
    /// The error for a request of which nothing was sent.
    fileprivate static func unsendable(_ host: String, _ code: CURLcode, _ message: String) -> TransportError {
        TransportError(host: host, code: Int(code.rawValue), message: message, mayHaveArrived: false)
    }

    /// The error for an invalid proxy setting; the text omits its value, which may hold a password.
    fileprivate static func unreadable(_ proxy: ProxySettings.Proxy, for url: RequestURL) -> TransportError {
        TransportError(
            host: url.authority, code: Int(CURLE_URL_MALFORMAT.rawValue),
            message: "the variable \(proxy.variable) holds no proxy's address, as http://proxy.example:3128 or "
                + "http://user:password@proxy.example:3128 is one",
            mayHaveArrived: false, cause: .proxy(variable: proxy.variable, status: nil))
    }
}
