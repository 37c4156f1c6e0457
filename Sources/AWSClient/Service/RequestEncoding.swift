/// Percent-encoding as AWS wants it (RFC 3986): everything but letters, digits and `-_.~`, byte by byte.
enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// One path segment, query name or query value; a slash is encoded too.
    static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Names and values as a query string or a form body, in the order given.
    static func encode(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { "\(encode($0.name))=\(encode($0.value))" }.joined(separator: "&")
    }

    /// A path template with its `{Parameter}`s filled in; nil where one has no value or an empty one.
    ///
    /// An empty value would make another path, and with it another operation.
    static func fill(_ template: String, with parameters: [String: String]) -> String? {
        var path = ""
        var rest = Substring(template)
        while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
            guard let value = parameters[String(rest[rest.index(after: start)..<end])], !value.isEmpty else {
                return nil
            }
            path += rest[..<start]
            path += encode(value)
            rest = rest[rest.index(after: end)...]
        }
        return path + rest
    }
}
