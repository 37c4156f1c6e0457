import AWSSigning

/// A request to a Function URL, or to an HTTP API with payload format 2.0; all but its method may be missing.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads>
public struct FunctionURLEvent: FunctionEvent, Equatable, Sendable {
    /// As the visitor's browser sent it, for example `GET`.
    public let method: String
    /// Begins with a slash.
    public let path: String
    /// As the visitor sent it, percent-encoded, without the question mark; empty for none.
    public let rawQuery: String
    /// Lambda writes the names in lower case, and joins repeated headers with commas.
    public let headers: [HTTPHeader]
    /// Each as `name=value`, in the order in which the visitor's browser sent them.
    public let cookies: [String]
    /// The body as it is in the event; nil for none.
    private let content: String?
    /// Whether the body is encoded, since it is no text.
    private let isBase64Encoded: Bool

    /// A request, for example of a test.
    ///
    /// - Parameters:
    ///   - method: in upper case.
    ///   - path: begins with a slash.
    ///   - rawQuery: percent-encoded, without the question mark; empty for none.
    ///   - headers: their names in lower case, as Lambda writes them.
    ///   - cookies: each as `name=value`.
    ///   - body: as text; nil for none.
    public init(
        method: String, path: String = "/", rawQuery: String = "", headers: [HTTPHeader] = [], cookies: [String] = [],
        body: String? = nil
    ) {
        self.init(method, path, rawQuery, headers, cookies, content: body, isBase64Encoded: false)
    }

    /// A request whose body is no text, such as an image.
    ///
    /// - Parameters:
    ///   - method: in upper case.
    ///   - path: begins with a slash.
    ///   - rawQuery: percent-encoded, without the question mark; empty for none.
    ///   - headers: their names in lower case, as Lambda writes them.
    ///   - cookies: each as `name=value`.
    ///   - body: the bytes.
    public init(
        method: String, path: String = "/", rawQuery: String = "", headers: [HTTPHeader] = [], cookies: [String] = [],
        body: [UInt8]
    ) {
        self.init(method, path, rawQuery, headers, cookies, content: Base64.encoded(body), isBase64Encoded: true)
    }

    private init(
        _ method: String, _ path: String, _ rawQuery: String, _ headers: [HTTPHeader], _ cookies: [String],
        content: String?, isBase64Encoded: Bool
    ) {
        self.method = method
        self.path = path
        self.rawQuery = rawQuery
        self.headers = headers
        self.cookies = cookies
        self.content = content
        self.isBase64Encoded = isBase64Encoded
    }

    /// Parses the event.
    ///
    /// - Throws: `EventError` if this is not JSON (`Function.EventMalformed`) or not such an event
    ///   (`Function.EventUnknown`).
    public init(_ body: [UInt8]) throws(EventError) {
        let event = try JSON(body)
        guard let method = event["requestContext"]?["http"]?["method"]?.string else {
            throw EventError(
                type: "Function.EventUnknown", message: "the event is none of a function URL: it has no HTTP method")
        }
        self.method = method
        path = event["rawPath"]?.string ?? "/"
        rawQuery = event["rawQueryString"]?.string ?? ""
        headers = (event["headers"]?.members ?? []).compactMap { header in
            header.value.string.map { HTTPHeader(name: header.name, value: $0) }
        }
        cookies = (event["cookies"]?.array ?? []).compactMap(\.string)
        content = event["body"]?.string
        isBase64Encoded = event["isBase64Encoded"]?.bool ?? false
    }

    /// The first header of that name, in any case.
    public func header(_ name: String) -> String? { headers.first(named: name) }

    /// The value of the first cookie of exactly that name, as the browser sent it; nil if there is none.
    public func cookie(_ name: String) -> String? {
        let wanted = Array("\(name)=".utf8)
        return cookies.first { $0.utf8.starts(with: wanted) }.map {
            String(decoding: $0.utf8.dropFirst(wanted.count), as: UTF8.self)
        }
    }

    /// The first query parameter of that name, decoded; nil if there is none, or it is no percent-encoded UTF-8.
    public func query(_ name: String) -> String? {
        guard case .value(let value) = parameter(name) else { return nil }
        return value
    }

    /// The first query parameter of that name, for a function that distinguishes a missing one from an unreadable one.
    public func parameter(_ name: String) -> QueryParameter { QueryParameter(name, in: rawQuery) }

    /// The bytes of the body, decoded if Lambda encoded them; empty for none.
    ///
    /// - Throws: `EventError` (`Function.EventMalformed`) if they are to be Base64 and are not.
    public var body: [UInt8] {
        get throws(EventError) {
            let text = content ?? ""
            guard isBase64Encoded else { return Array(text.utf8) }
            guard let bytes = Base64.decoded(text) else {
                throw EventError(type: "Function.EventMalformed", message: "the event's body is no Base64")
            }
            return bytes
        }
    }
}

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
