/// A response in the form that a Function URL turns into HTTP (payload format 2.0).
///
/// It needs no `Access-Control-*` header: a URL with CORS adds its own, and browsers reject a response with two.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload>
public struct FunctionURLResponse: FunctionResponse, Equatable, Sendable {
    /// The HTTP status.
    public var status: Int
    /// In the order of the payload; each name once.
    public var headers: [HTTPHeader]
    /// Text; empty for none.
    public var body: String

    /// A response from its parts.
    public init(status: Int, headers: [HTTPHeader] = [], body: String = "") {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A response with JSON.
    ///
    /// - Parameters:
    ///   - value: the body.
    ///   - status: the HTTP status.
    ///   - headers: in addition to `Content-Type`.
    public static func json(_ value: JSON, status: Int = 200, headers: [HTTPHeader] = []) -> FunctionURLResponse {
        let type = HTTPHeader(name: "Content-Type", value: "application/json")
        return FunctionURLResponse(status: status, headers: [type] + headers, body: value.text)
    }

    /// A response with plain text.
    ///
    /// - Parameters:
    ///   - text: the body.
    ///   - status: the HTTP status.
    ///   - headers: in addition to `Content-Type`.
    public static func text(_ text: String, status: Int = 200, headers: [HTTPHeader] = []) -> FunctionURLResponse {
        let type = HTTPHeader(name: "Content-Type", value: "text/plain; charset=utf-8")
        return FunctionURLResponse(status: status, headers: [type] + headers, body: text)
    }

    /// A response without a body.
    public static func empty(status: Int = 204, headers: [HTTPHeader] = []) -> FunctionURLResponse {
        FunctionURLResponse(status: status, headers: headers)
    }

    /// The payload for Lambda, in which the status is an integer.
    public var payload: [UInt8] {
        let payload: JSON = [
            "statusCode": .number(String(status)),
            "headers": .object(headers.map { .init(name: $0.name, value: .string($0.value)) }),
            "body": .string(body),
            "isBase64Encoded": .bool(false),
        ]
        return payload.bytes
    }
}
