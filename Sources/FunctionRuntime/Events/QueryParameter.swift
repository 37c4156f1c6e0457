import AWSSigning

/// One parameter of a query string.
public enum QueryParameter: Equatable, Sendable {
    /// There is no parameter of that name.
    case missing
    /// The decoded value of the first parameter of that name; empty without an equals sign.
    case value(String)
    /// Its value is no percent-encoded UTF-8.
    case unreadable

    /// Parses a query as browsers write it (`application/x-www-form-urlencoded`), where a plus sign is a space.
    ///
    /// Other parameters are ignored, whatever they hold: other software adds all sorts of them to links.
    public init(_ name: String, in query: String) {
        let separator = UInt8(ascii: "=")
        for parameter in query.utf8.split(separator: UInt8(ascii: "&")) {
            let encodedName = parameter.prefix { $0 != separator }
            guard Self.decoded(encodedName)?.utf8.elementsEqual(name.utf8) == true else { continue }
            self = Self.decoded(parameter.dropFirst(encodedName.count + 1)).map(Self.value) ?? .unreadable
            return
        }
        self = .missing
    }

    /// Resolves plus signs and percent escapes; nil if the result is not UTF-8.
    private static func decoded(_ text: Substring.UTF8View) -> String? {
        let spaced = text.map { $0 == UInt8(ascii: "+") ? 32 : $0 }
        return PercentEncoding.decoded(String(decoding: spaced, as: UTF8.self)).flatMap {
            String(validating: $0, as: UTF8.self)
        }
    }
}
