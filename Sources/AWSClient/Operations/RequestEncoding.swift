import AWSSigning

/// The parts of a request that are put together of names and values: query strings, form bodies, paths.
///
/// Each name and value is percent-encoded as the signature has it.
enum RequestEncoding {
    /// Names and values as a query string or a form body, in the order given.
    static func encode(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { "\(PercentEncoding.encoded($0.name))=\(PercentEncoding.encoded($0.value))" }.joined(separator: "&")
    }

    /// A path template with its `{Parameter}`s filled in; nil where one has no value, or one that is no segment.
    ///
    /// An empty one, `.` and `..` would make another path, and with it another operation: percent-encoding keeps no dot
    /// from being a step up (RFC 3986, 5.2.4 and 6.2.2.2).
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
