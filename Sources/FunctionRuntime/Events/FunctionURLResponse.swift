/// A response in the form that a Function URL turns into HTTP (payload format 2.0).
///
/// It needs no `Access-Control-*` header: a URL with CORS adds its own, and browsers reject a response with two.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload>
public struct FunctionURLResponse: FunctionResponse, Equatable, Sendable {
    /// The HTTP status.
    public var status: Int
    /// In the order of the payload, each name once, without the cookies.
    public var headers: [HTTPHeader]
    /// Each becomes a `Set-Cookie` header of its own, for example `session=1; HttpOnly; Secure`.
    public var cookies: [String]
    /// Text, or bytes in Base64; empty for none.
    public var body: String
    /// Whether Lambda decodes the body: it is Base64, since what is sent is no text.
    public var isBase64Encoded: Bool

    /// A response from its parts.
    public init(
        status: Int, headers: [HTTPHeader] = [], cookies: [String] = [], body: String = "",
        isBase64Encoded: Bool = false
    ) {
        self.status = status
        self.headers = headers
        self.cookies = cookies
        self.body = body
        self.isBase64Encoded = isBase64Encoded
    }

    /// A response with JSON.
    ///
    /// - Parameters:
    ///   - value: the body.
    ///   - status: the HTTP status.
    ///   - headers: in addition to `Content-Type`.
    ///   - cookies: each becomes a `Set-Cookie` header of its own.
    public static func json(
        _ value: JSON, status: Int = 200, headers: [HTTPHeader] = [], cookies: [String] = []
    ) -> FunctionURLResponse {
        FunctionURLResponse(
            status: status, headers: [type("application/json")] + headers, cookies: cookies, body: value.text)
    }

    /// A response with plain text.
    ///
    /// - Parameters:
    ///   - text: the body.
    ///   - status: the HTTP status.
    ///   - headers: in addition to `Content-Type`.
    ///   - cookies: each becomes a `Set-Cookie` header of its own.
    public static func text(
        _ text: String, status: Int = 200, headers: [HTTPHeader] = [], cookies: [String] = []
    ) -> FunctionURLResponse {
        FunctionURLResponse(
            status: status, headers: [type("text/plain; charset=utf-8")] + headers, cookies: cookies, body: text)
    }

    /// A response with bytes that are no text, such as an image; at most 4.5 MB, since Lambda's limit of 6 MB counts
    /// their Base64.
    ///
    /// - Parameters:
    ///   - bytes: the body.
    ///   - type: of the content, such as `image/png`.
    ///   - status: the HTTP status.
    ///   - headers: in addition to `Content-Type`.
    ///   - cookies: each becomes a `Set-Cookie` header of its own.
    public static func bytes(
        _ bytes: [UInt8], type: String, status: Int = 200, headers: [HTTPHeader] = [], cookies: [String] = []
    ) -> FunctionURLResponse {
        FunctionURLResponse(
            status: status, headers: [self.type(type)] + headers, cookies: cookies, body: Base64.encoded(bytes),
            isBase64Encoded: true)
    }

    /// A response without a body.
    public static func empty(
        status: Int = 204, headers: [HTTPHeader] = [], cookies: [String] = []
    ) -> FunctionURLResponse {
        FunctionURLResponse(status: status, headers: headers, cookies: cookies)
    }

    /// The payload for Lambda, in which the status is an integer.
    public var payload: [UInt8] {
        var members: [JSON.Member] = [
            .init(name: "statusCode", value: .number(String(status))),
            .init(name: "headers", value: .object(headers.map { .init(name: $0.name, value: .string($0.value)) })),
            .init(name: "body", value: .string(body)),
            .init(name: "isBase64Encoded", value: .bool(isBase64Encoded)),
        ]
        if !cookies.isEmpty { members.append(.init(name: "cookies", value: .array(cookies.map(JSON.string)))) }
        return JSON.object(members).bytes
    }

    private static func type(_ value: String) -> HTTPHeader { HTTPHeader(name: "Content-Type", value: value) }
}
