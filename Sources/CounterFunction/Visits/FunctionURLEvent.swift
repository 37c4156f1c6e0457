import AWSSigning

/// The fields of a Function URL's event (payload format 2.0) that the function reads; any of them may be missing.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads>
struct FunctionURLEvent: Equatable {
    /// As the visitor's browser sent it, for example `GET`.
    let method: String
    /// Begins with a slash.
    let path: String
    /// As the visitor sent it, percent-encoded.
    let query: String

    /// - Throws: `EventError` if this is not JSON or not such an event.
    init(_ body: [UInt8]) throws(EventError) {
        let event: JSON
        do throws(JSONError) {
            event = try JSONReader.read(body)
        } catch {
            throw EventError(
                type: "Function.EventMalformed",
                message: "the event is no JSON: \(error.reason) at byte \(error.offset)")
        }
        guard let method = event["requestContext"]?["http"]?["method"]?.string else {
            throw EventError(
                type: "Function.EventUnknown", message: "the event is none of a function URL: it has no HTTP method")
        }
        self.method = method
        path = event["rawPath"]?.string ?? "/"
        query = event["rawQueryString"]?.string ?? ""
    }
}

/// The page that a query string requests.
enum PageQuery: Equatable, Sendable {
    /// There is no `page` parameter.
    case none
    /// The value of the first `page` parameter.
    case page(String)
    /// Its value is no percent-encoded UTF-8.
    case unreadable

    /// Parses a query as browsers write it (`application/x-www-form-urlencoded`), where a plus sign is a space.
    ///
    /// Other parameters are ignored, whatever they hold: other software adds all sorts of them to links.
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

    /// Resolves plus signs and percent escapes; nil if the result is not UTF-8.
    private static func decoded(_ text: Substring.UTF8View) -> String? {
        let spaced = text.map { $0 == UInt8(ascii: "+") ? 32 : $0 }
        return PercentEncoding.decoded(String(decoding: spaced, as: UTF8.self)).flatMap {
            String(validating: $0, as: UTF8.self)
        }
    }
}
