/// A request in the one form that both the signer and AWS hash: the first stage of Signature Version 4.
///
/// The rules are those of AWS's guide "Create a signed AWS API request" for every service but S3, which alone encodes
/// its paths once: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
public struct CanonicalRequest: Sendable, Equatable {
    /// The whole of it, as it is hashed.
    public let text: String
    /// The names of the signed headers, sorted and joined by semicolons.
    public let signedHeaders: String

    /// The canonical form of `request` as it stands: the signer has already put its own headers in.
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

    /// What is already percent-encoded is decoded first; a broken escape is taken as the plain text it then is.
    private static func encodedOnce(_ text: Substring) -> String {
        PercentEncoding.encoded(PercentEncoding.decoded(text) ?? Array(text.utf8), keepingSlashes: false)
    }

    /// Cuts at a byte, not at a character: a combining mark behind a slash does not hide it.
    private static func parts(_ text: Substring, at separator: Unicode.Scalar, times: Int = .max) -> [Substring] {
        text.utf8.split(separator: UInt8(ascii: separator), maxSplits: times, omittingEmptySubsequences: false)
            .map(Substring.init)
    }

    /// Lower-case names with their values in the order given, sorted by name.
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

    /// What a proxy or the HTTP library may change or remove on the way, and the signature itself, are not signed.
    static func isSigned(_ lowerCaseName: String) -> Bool {
        let unsigned: Set = [
            "authorization", "baggage", "connection", "expect", "keep-alive", "te", "traceparent", "tracestate",
            "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
        ]
        return !unsigned.contains(lowerCaseName) && !lowerCaseName.hasPrefix("proxy-")
    }

    /// White space at both ends goes, and runs of it within become one space.
    private static func collapsed(_ value: String) -> String {
        let space: Set<UInt8> = [9, 10, 11, 12, 13, 32]
        return value.utf8.split(whereSeparator: space.contains).map { String(decoding: $0, as: UTF8.self) }
            .joined(separator: " ")
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
