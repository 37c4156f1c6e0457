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

/// A service gave no result: the reason, for a log line or a decision.
public struct ServiceFailure: Error, Equatable {
    /// The service's code, such as `ThrottlingException`.
    ///
    /// Without a response it is `ConnectionFailed` if nothing was sent, and `AnswerLost` if the request may have been
    /// carried out; `AnswerUnreadable` if it was carried out and the response cannot be read.
    public let code: String
    /// The message of the service or the system.
    ///
    /// It may repeat secrets; the function's log hides them.
    public let message: String
    /// The response's status; nil without a response.
    public let status: Int?
    /// The service's request id, for AWS's support.
    public let requestID: String?
    /// The number of attempts, at least one.
    public let attempts: Int

    /// A failure, for example of a test.
    public init(code: String, message: String, status: Int? = nil, requestID: String? = nil, attempts: Int = 1) {
        self.code = code
        self.message = message
        self.status = status
        self.requestID = requestID
        self.attempts = attempts
    }

    /// Temporary errors, which a service answers with 400 before it changes anything.
    ///
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html>, and what AWS's SDKs
    /// call throttling: <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>
    private static let passingRefusals: Set = [
        "LimitExceededException", "ProvisionedThroughputExceededException", "RequestLimitExceeded", "RequestThrottled",
        "RequestThrottledException", "Throttling", "ThrottlingException", "ThrottledException",
        "TooManyRequestsException", "TransactionConflictException", "TransactionInProgressException",
    ]

    /// Whether the request was certainly not carried out, and may succeed later: nothing was sent, or the service
    /// refused it because of load or a conflict.
    public var isHarmlessToRepeat: Bool {
        guard let status else { return code == Self.connectionFailed }
        return status == 400 && Self.passingRefusals.contains(code)
    }

    private static let connectionFailed = "ConnectionFailed"

    /// No complete response came.
    init(_ failure: HTTPFailure, attempts: Int) {
        let code = if case .notSent = failure { Self.connectionFailed } else { "AnswerLost" }
        self.init(code: code, message: failure.reason, attempts: attempts)
    }

    /// The code and message of an error; the code is `__type` after its `#` and up to a `:`.
    ///
    /// <https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#operation-error-serialization>
    init(_ response: HTTPResponse, attempts: Int) {
        let output = (try? JSONReader.read(response.body)) ?? .null
        let type = output["__type"]?.string ?? ""
        let code = type.parts(at: ":").first?.parts(at: "#").last.map(String.init) ?? ""
        self.init(
            code: code.isEmpty ? "HTTP\(response.status)" : code,
            message: output["message"]?.string ?? output["Message"]?.string ?? "the answer gives no reason",
            status: response.status, requestID: response.header("x-amzn-requestid"), attempts: attempts)
    }

    /// All of it in one sentence.
    var description: String {
        let answer = status.map { ", status \($0), request \(requestID ?? "without id")" } ?? ""
        return "\(code) (attempt \(attempts)\(answer)): \(message)"
    }
}
