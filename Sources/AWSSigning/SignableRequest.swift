/// One HTTP request in the form in which it is signed: everything as it goes on the wire.
public struct SignableRequest: Sendable {
    /// Upper case, as `POST`.
    public var method: String
    /// Percent-encoded as sent, as `/2015-03-31/functions/arn%3Aaws`; an empty path is `/`.
    public var path: String
    /// Percent-encoded as sent, without the question mark; empty for none.
    public var query: String
    /// Every header that is to be signed, `host` among them; names in any case, repeated ones allowed.
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
