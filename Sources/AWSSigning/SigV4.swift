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

/// Signature Version 4: makes the headers that prove to AWS who sent a request and that nobody changed it.
///
/// Pure: no clock, no input or output. The same request at the same second gives the same signature.
public struct SigV4: Sendable {
    /// What is signed with.
    public let credentials: Credentials
    /// The region in the credential scope; for IAM the partition's fixed one.
    public let region: String
    /// The signing name of the service, as `dynamodb`.
    public let service: String

    /// A signer for one service in one region.
    public init(credentials: Credentials, region: String, service: String) {
        self.credentials = credentials
        self.region = region
        self.service = service
    }

    /// The headers to add to `request`: `x-amz-date`, `x-amz-security-token` where there is a token, `authorization`.
    ///
    /// - Parameter unixSeconds: the time of signing, in seconds since 1970 UTC.
    public func headers(for request: SignableRequest, at unixSeconds: Int64) -> [(name: String, value: String)] {
        fatalError("to be written")
    }
}
