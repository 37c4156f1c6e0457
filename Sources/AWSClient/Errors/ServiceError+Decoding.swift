import Foundation

extension ServiceError {
    /// The error from a response with a status of 300 or more, whatever its body.
    ///
    /// The formats are those of botocore's parsers. A front end or a proxy may answer with an empty body or an HTML
    /// page: then the status becomes the code.
    ///
    /// AWS's message may repeat the request: the canonical request in a SignatureDoesNotMatch holds the session token.
    /// Secrets are hidden before the text is shortened, so that no part of one is left.
    ///
    /// - Parameters:
    ///   - region: what the request was signed for.
    ///   - rules: what the service's errors mean.
    init(
        decoding response: HTTPResponse, of operation: ServiceOperation, in region: String? = nil,
        hiding redaction: Redaction = Redaction([]), rules: [ErrorRule] = []
    ) {
        let found: (code: String?, message: String?, requestID: String?)
        switch operation.service.encoding {
        case .json: found = Self.json(response, headerFirst: false)
        case .rest: found = Self.json(response, headerFirst: true)
        case .query: found = Self.xml(response)
        }
        self.init(
            service: operation.service.name, operation: operation.name,
            code: found.code.map(redaction.hiding).flatMap(OutsideText.name) ?? Self.words(for: response.status),
            message: Self.withoutSignature(
                OutsideText.shortened(redaction.hiding(in: found.message ?? Self.redirect(response) ?? ""))),
            status: response.status, requestID: response.requestID(foundInBody: found.requestID, hiding: redaction),
            region: region, rules: rules)
    }

    /// A REST service names the code in a header first.
    ///
    /// Lambda's `Type` says who is to blame and is not the code.
    private static func json(
        _ response: HTTPResponse, headerFirst: Bool
    ) -> (code: String?, message: String?, requestID: String?) {
        let json = JSONBounds.hold(for: response.body) ? try? JSONSerialization.jsonObject(with: response.body) : nil
        let object = json as? [String: Any] ?? [:]
        func text(_ names: String...) -> String? { names.lazy.compactMap { object[$0] as? String }.first }
        let header = response.header("x-amzn-errortype")
        let inBody = headerFirst ? text("code", "Code", "__type") : text("__type", "code", "Code")
        // If AWS's front end does not know the operation, it does not know the service's protocol and answers in XML:
        // `<AccessDeniedException><Message>…</Message></AccessDeniedException>`.
        let foreign = object.isEmpty ? XMLReader.read(response.body).flatMap { $0["Message"] == nil ? nil : $0 } : nil
        let candidates = headerFirst ? [header, inBody, foreign?.name] : [inBody, foreign?.name, header]
        let code = candidates.lazy.compactMap { $0 }.compactMap(bareCode).first
        return (code, text("message", "Message") ?? foreign?["Message"]?.text, nil)
    }

    private static func xml(_ response: HTTPResponse) -> (code: String?, message: String?, requestID: String?) {
        guard let root = XMLReader.read(response.body), let error = root["Error"] ?? root["Errors"]?["Error"] else {
            return (nil, nil, nil)
        }
        let requestID = root["RequestId"] ?? root["RequestID"] ?? root["ResponseMetadata"]?["RequestId"]
        return (bareCode(error["Code"]?.text ?? ""), error["Message"]?.text, requestID?.text)
    }

    /// The code without the URL after it and the namespace before it; nil if nothing is left.
    private static func bareCode(_ text: String) -> String? {
        let withoutAddress = text.utf8.prefix { $0 != UInt8(ascii: ":") }
        let name = withoutAddress.split(separator: UInt8(ascii: "#"), omittingEmptySubsequences: false).last
        let code = Substring(name ?? withoutAddress).trimmingCharacters(in: .whitespaces)
        return code.isEmpty ? nil : code
    }

    /// The target of a redirect: the host only, since the rest could hold anything.
    private static func redirect(_ response: HTTPResponse) -> String? {
        guard (300..<400).contains(response.status), let location = response.header("location") else { return nil }
        return
            "it redirects to \(RequestURL.hostForErrors(location)), which is not followed: what is signed goes to the"
            + " host that it was signed for"
    }

    /// The message without the request's signature: AWS repeats an Authorization header that it cannot parse.
    private static func withoutSignature(_ message: String) -> String {
        message.replacing(/Signature=[0-9A-Fa-f]+/, with: "Signature=[redacted]")
    }

    /// The status in words (RFC 9110), for a response without a code.
    private static func words(for status: Int) -> String {
        let words = [
            301: "Moved Permanently", 302: "Found", 307: "Temporary Redirect", 308: "Permanent Redirect",
            400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
            407: "Proxy Authentication Required", 408: "Request Timeout", 409: "Conflict", 413: "Content Too Large",
            429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable",
            504: "Gateway Timeout",
        ]
        return words[status] ?? "HTTP \(status)"
    }
}

extension HTTPResponse {
    /// The request id for AWS's support; nil if the response has none that looks like one.
    func requestID(foundInBody: String? = nil, hiding redaction: Redaction) -> String? {
        (foundInBody ?? header("x-amzn-requestid") ?? header("x-amz-request-id"))
            .map(redaction.hiding).flatMap(OutsideText.name)
    }
}
