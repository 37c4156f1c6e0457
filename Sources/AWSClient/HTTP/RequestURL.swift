import CCurl

/// The parts of a request's URL that decide its target, as libcurl reads them; path and query stay as written.
struct RequestURL: Sendable, Equatable {
    /// Whether it is `https`.
    let isSecure: Bool
    /// The host in lower case, an IPv6 address without its brackets.
    let host: String
    /// The port, by default the scheme's.
    let port: Int
    /// The path, with its percent escapes; at least a slash.
    let path: String

    /// Nil for anything but `http` or `https` with a host, and for a URL with a user or password.
    ///
    /// - Parameter usualPort: the default port; nil for the scheme's.
    init?(_ url: String, usualPort: Int? = nil) {
        // libcurl also takes one or three slashes, and bytes that a URL cannot have.
        let lower = url.lowercased()
        guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            let start = ["http://", "https://"].first(where: lower.hasPrefix), !lower.hasPrefix(start + "/")
        else { return nil }
        let parts = CurlURL(url)
        guard let scheme = parts[CURLUPART_SCHEME], scheme == "http" || scheme == "https",
            parts[CURLUPART_USER] == nil, parts[CURLUPART_PASSWORD] == nil, parts[CURLUPART_ZONEID] == nil,
            let written = parts[CURLUPART_HOST]?.lowercased()
        else { return nil }
        isSecure = scheme == "https"
        host = written.hasPrefix("[") && written.hasSuffix("]") ? String(written.dropFirst().dropLast()) : written
        // Any other host would change when it is written again.
        let isPlain = host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._:".contains($0)) }
        guard !host.isEmpty, isPlain else { return nil }
        port = parts[CURLUPART_PORT].flatMap { Int($0) } ?? usualPort ?? (scheme == "https" ? 443 : 80)
        guard (1...65535).contains(port) else { return nil }
        path = parts[CURLUPART_PATH] ?? "/"
    }

    /// The host to name in an error, for any URL; never a user or password.
    static func hostForErrors(_ url: String) -> String {
        RequestURL(url)?.authority ?? CurlURL(url)[CURLUPART_HOST] ?? "a URL without a host"
    }

    /// The host for the `Host` header, with its port unless it is the scheme's default.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// Whether the host is this machine: `localhost`, any name below it (RFC 6761), or a loopback address.
    var isOnThisMachine: Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
    }

    /// Whether it is a name below `localhost`, which not every resolver knows.
    var isBelowLocalhost: Bool { host.hasSuffix(".localhost") }
}

/// A URL as libcurl reads it, so that what is checked is what is connected to.
private struct CurlURL: ~Copyable {
    private let handle: OpaquePointer?

    /// Has no part at all if libcurl cannot read the URL.
    init(_ url: String) {
        handle = curl_url()
        // A text with a null byte would end there for libcurl.
        guard !url.utf8.contains(0) else { return }
        curl_url_set(handle, CURLUPART_URL, url, UInt32(CURLU_PATH_AS_IS))
    }

    deinit { curl_url_cleanup(handle) }

    /// A part, with its percent escapes; nil if there is none.
    subscript(part: CURLUPart) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, 0) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(validatingCString: text)
    }
}
