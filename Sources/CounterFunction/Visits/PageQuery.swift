import AWSSigning

/// Which page a query string asks for.
enum PageQuery: Equatable, Sendable {
    /// There is no parameter `page`.
    case none
    /// The value of the first one.
    case page(String)
    /// Its value is no percent-encoded UTF-8.
    case unreadable

    /// Reads a query as browsers write it (`application/x-www-form-urlencoded`), where a plus sign is a space.
    ///
    /// Other parameters are nobody's business here, whatever they hold: links get all sorts of them on their way.
    init(_ query: String) {
        let separator = UInt8(ascii: "=")
        for parameter in query.utf8.split(separator: UInt8(ascii: "&")) {
            let name = parameter.prefix { $0 != separator }
            guard Self.decoded(name) == "page" else { continue }
            self = Self.decoded(parameter.dropFirst(name.count + 1)).map(Self.page) ?? .unreadable
            return
        }
        self = .none
    }

    /// Plus signs and percent escapes resolved; nil for what is not UTF-8 then.
    private static func decoded(_ text: Substring.UTF8View) -> String? {
        let spaced = text.map { $0 == UInt8(ascii: "+") ? 32 : $0 }
        return PercentEncoding.decoded(String(decoding: spaced, as: UTF8.self)).flatMap {
            String(validating: $0, as: UTF8.self)
        }
    }
}
