/// A service's answer to an operation that it carried out.
public struct ServiceAnswer: Equatable, Sendable {
    /// The response; its status is 200.
    public let response: HTTPResponse
    /// The number of attempts, at least one.
    public let attempts: Int

    /// The operation's output; an empty object if the answer has no body, as SQS's to DeleteMessage.
    ///
    /// - Throws: `ServiceFailure` if the body is no JSON.
    public var output: JSON {
        get throws(ServiceFailure) {
            guard !response.body.isEmpty else { return [:] }
            do throws(JSONError) {
                return try JSONReader.read(response.body)
            } catch {
                throw unreadable("the answer is no JSON: \(error.reason) at byte \(error.offset)")
            }
        }
    }

    /// The failure of a caller that does not find in the answer what it needs.
    ///
    /// - Parameter message: what is missing, in words.
    public func unreadable(_ message: String) -> ServiceFailure {
        ServiceFailure(
            code: "AnswerUnreadable", message: message, status: response.status,
            requestID: response.header("x-amzn-requestid"), attempts: attempts)
    }
}
