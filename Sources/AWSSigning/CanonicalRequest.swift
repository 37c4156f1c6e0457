/// A request in the canonical form that both the signer and AWS hash: the first step of Signature Version 4.
///
/// The rules are those of AWS's guide "Create a signed AWS API request" for every service but S3, which encodes its
/// paths only once: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
public struct CanonicalRequest: Sendable, Equatable {
    /// The whole text that is hashed.
    public let text: String
    /// The names of the signed headers, sorted and joined by semicolons.
    public let signedHeaders: String

    /// The canonical form of `request`, which already has the signer's own headers.
    public init(_ request: SignableRequest) {
        let headers = Self.headers(request.headers)
        signedHeaders = headers.map(\.name).joined(separator: ";")
        let lines = headers.map { "\($0.name):\($0.value)\n" }.joined()
        text = [
            request.method, Self.path(request.path), Self.query(request.query), lines, signedHeaders,
            SHA256.hex(of: request.body),
        ].joined(separator: "\n")
    }

    /// Removes `.`, `..` and repeated slashes, then encodes the already encoded path once more.
    static func path(_ path: String) -> String {
        var segments: [Substring] = []
        for segment in parts(path[...], at: "/") where !segment.isEmpty && segment != "." {
            if segment == ".." {
                _ = segments.popLast()
            } else {
                segments.append(segment)
            }
        }
        guard !segments.isEmpty else { return "/" }
        let normalised = "/" + segments.joined(separator: "/") + (path.utf8.last == UInt8(ascii: "/") ? "/" : "")
        return PercentEncoding.encodedPath(normalised)
    }

    /// Names and values encoded exactly once, sorted by their encoded bytes; a name alone gets an empty value.
    static func query(_ query: String) -> String {
        let pairs = parts(query[...], at: "&").filter { !$0.isEmpty }.map { pair in
            let name = parts(pair, at: "=", times: 1)[0]
            return (name: encodedOnce(name), value: encodedOnce(Substring(pair.utf8.dropFirst(name.utf8.count + 1))))
        }
        let sorted = pairs.sorted { left, right in
            left.name == right.name ? precedes(left.value, right.value) : precedes(left.name, right.name)
        }
        return sorted.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }

    /// Decodes the text first if it is percent-encoded; a text with a broken escape counts as plain.
    private static func encodedOnce(_ text: Substring) -> String {
        PercentEncoding.encoded(PercentEncoding.decoded(text) ?? Array(text.utf8), keepingSlashes: false)
    }

    /// Splits at a byte, not at a character: a combining mark after a slash does not hide it.
    private static func parts(_ text: Substring, at separator: Unicode.Scalar, times: Int = .max) -> [Substring] {
        text.utf8.split(separator: UInt8(ascii: separator), maxSplits: times, omittingEmptySubsequences: false)
            .map(Substring.init)
    }

    /// Lower-case names, sorted, with their values in the given order.
    static func headers(_ headers: [(name: String, value: String)]) -> [(name: String, value: String)] {
        var values: [String: [String]] = [:]
        for header in headers {
            let name = header.name.lowercased()
            guard isSigned(name) else { continue }
            values[name, default: []].append(collapsed(header.value))
        }
        return values.map { (name: $0.key, value: $0.value.joined(separator: ",")) }
            .sorted { precedes($0.name, $1.name) }
    }

    /// Whether a header is signed: not the signature itself, and no header that a proxy or the HTTP library may change.
    static func isSigned(_ lowerCaseName: String) -> Bool {
        let unsigned: Set = [
            "authorization", "baggage", "connection", "expect", "keep-alive", "te", "traceparent", "tracestate",
            "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
        ]
        return !unsigned.contains(lowerCaseName) && !lowerCaseName.hasPrefix("proxy-")
    }

    /// Trims white space, and replaces each inner run of it by one space.
    private static func collapsed(_ value: String) -> String {
        let space: Set<UInt8> = [9, 10, 11, 12, 13, 32]
        return value.utf8.split(whereSeparator: space.contains).map { String(decoding: $0, as: UTF8.self) }
            .joined(separator: " ")
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
