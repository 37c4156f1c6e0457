/// Signature Version 4: makes the headers that prove to AWS who sent a request, and that it is unchanged.
///
/// It is pure, without a clock or I/O: the same request at the same second gives the same signature.
public struct SigV4: Sendable {
    /// The credentials that sign.
    public let credentials: Credentials
    /// The region in the credential scope; for IAM, the partition's fixed region.
    public let region: String
    /// The signing name of the service, such as `dynamodb`.
    public let service: String

    /// A signer for one service in one region.
    public init(credentials: Credentials, region: String, service: String) {
        self.credentials = credentials
        self.region = region
        self.service = service
    }

    /// The headers to add to `request`: `x-amz-date`, `x-amz-security-token` if there is a token, and `authorization`.
    ///
    /// - Parameter unixSeconds: the time of signing, in seconds since 1970 UTC.
    public func headers(for request: SignableRequest, at unixSeconds: Int64) -> [(name: String, value: String)] {
        let time = SigningTime(unixSeconds: unixSeconds)
        let canonical = canonicalRequest(for: request, at: time)
        let signature = hexadecimal(
            HMACSHA256.code(of: Array(stringToSign(canonical, at: time).utf8), key: signingKey(at: time)))
        let authorization =
            "\(Self.algorithm) Credential=\(credentials.accessKeyID)/\(scope(at: time)), "
            + "SignedHeaders=\(canonical.signedHeaders), Signature=\(signature)"
        return headersBeforeSigning(at: time) + [("authorization", authorization)]
    }

    /// The first step: the request to hash, with the signer's own headers.
    ///
    /// These replace a date or token in `request`, so that a retry is signed anew.
    public func canonicalRequest(for request: SignableRequest, at time: SigningTime) -> CanonicalRequest {
        var complete = request
        complete.headers.removeAll { ["x-amz-date", "x-amz-security-token"].contains($0.name.lowercased()) }
        complete.headers += headersBeforeSigning(at: time)
        return CanonicalRequest(complete)
    }

    /// The second step: the text that the signing key signs.
    public func stringToSign(_ canonical: CanonicalRequest, at time: SigningTime) -> String {
        [Self.algorithm, time.amzDate, scope(at: time), SHA256.hex(of: Array(canonical.text.utf8))]
            .joined(separator: "\n")
    }

    /// The key for one day, region and service, derived from the secret.
    public func signingKey(at time: SigningTime) -> [UInt8] {
        [time.date, region, service, Self.terminator].reduce(Array("AWS4\(credentials.secretAccessKey)".utf8)) {
            HMACSHA256.code(of: Array($1.utf8), key: $0)
        }
    }

    private static let algorithm = "AWS4-HMAC-SHA256"
    private static let terminator = "aws4_request"

    private func scope(at time: SigningTime) -> String {
        [time.date, region, service, Self.terminator].joined(separator: "/")
    }

    private func headersBeforeSigning(at time: SigningTime) -> [(name: String, value: String)] {
        let date = [(name: "x-amz-date", value: time.amzDate)]
        guard let token = credentials.sessionToken else { return date }
        return date + [(name: "x-amz-security-token", value: token)]
    }
}
