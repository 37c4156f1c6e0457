/// An HTTP request to be signed, exactly as it is sent.
public struct SignableRequest: Sendable {
    /// In upper case, such as `POST`.
    public var method: String
    /// Percent-encoded as sent, such as `/2015-03-31/functions/arn%3Aaws`; an empty path is `/`.
    public var path: String
    /// Percent-encoded as sent, without the question mark; empty for none.
    public var query: String
    /// All headers to be signed, including `host`; names may be in any case and may repeat.
    public var headers: [(name: String, value: String)]
    /// The exact bytes of the body.
    public var body: [UInt8]

    /// A request to sign.
    public init(
        method: String, path: String, query: String = "", headers: [(name: String, value: String)], body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}
