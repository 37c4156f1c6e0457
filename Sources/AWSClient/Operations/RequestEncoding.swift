import AWSSigning

/// Builds query strings, form bodies and paths from names and values.
///
/// Each name and value is percent-encoded as for the signature.
enum RequestEncoding {
    /// Names and values as a query string or a form body, in the given order.
    static func encode(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { "\(PercentEncoding.encoded($0.name))=\(PercentEncoding.encoded($0.value))" }.joined(separator: "&")
    }

    /// A path template with its `{Parameter}`s filled in; nil if a value is missing or no valid path segment.
    ///
    /// An empty value, `.` or `..` would make another path, and so another operation: percent-encoding does not protect
    /// dots (RFC 3986, 5.2.4 and 6.2.2.2).
    static func fill(_ template: String, with parameters: [String: String]) -> String? {
        var path = ""
        var rest = Substring(template)
        while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
            guard let value = parameters[String(rest[rest.index(after: start)..<end])],
                !["", ".", ".."].contains(value)
            else {
                return nil
            }
            path += rest[..<start]
            path += PercentEncoding.encoded(value)
            rest = rest[rest.index(after: end)...]
        }
        return path + rest
    }
}
