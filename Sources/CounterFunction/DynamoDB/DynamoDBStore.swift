import AWSSigning

/// The counts in a DynamoDB table, one item per page.
///
/// UpdateItem has no idempotency token. So a request that may have been carried out is never repeated, and one visit
/// counts at most once. A request is repeated only if it was certainly not carried out: the connection failed, or
/// DynamoDB rejected it because of load or a conflict.
final class DynamoDBStore: CountStore {
    /// Temporary errors, which DynamoDB answers with 400 before it changes anything.
    ///
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html>
    private static let passingRefusals: Set = [
        "LimitExceededException", "ProvisionedThroughputExceededException", "RequestLimitExceeded", "Throttling",
        "ThrottlingException", "ThrottledException", "TooManyRequestsException", "TransactionConflictException",
        "TransactionInProgressException",
    ]
    /// The most attempts for one visit, as in AWS's SDKs.
    private static let attemptLimit = 4
    /// The longest wait before the second attempt; it doubles for each later one.
    private static let firstDelayMilliseconds: Int64 = 50

    /// The table.
    private let tableName: String
    /// The address of DynamoDB.
    private let endpoint: Endpoint
    /// Signs with the role's keys.
    private let signer: SigV4
    /// Sends the requests.
    private let connection: any HTTPConnection
    private let clock: Clock
    /// The factor that shortens a wait.
    private let randomFraction: () -> Double

    /// A store that uses `connection` to reach DynamoDB.
    ///
    /// - Parameter randomFraction: a number from 0 to 1 that shortens a wait, so that simultaneous visits do not retry
    ///   at the same time.
    init(
        configuration: Configuration, connection: any HTTPConnection, clock: Clock,
        randomFraction: @escaping () -> Double = { .random(in: 0...1) }
    ) {
        tableName = configuration.tableName
        endpoint = configuration.endpoint
        signer = SigV4(credentials: configuration.credentials, region: configuration.region, service: "dynamodb")
        self.connection = connection
        self.clock = clock
        self.randomFraction = randomFraction
    }

    func addVisit(to page: String, by deadline: Deadline) throws(StoreError) -> Int {
        let body = UpdateItem.body(table: tableName, page: page)
        var attempt = 1
        while true {
            switch self.attempt(body, by: deadline) {
            case .counted(let count): return count
            case .failed(var failure, let isHarmlessToRepeat):
                failure.attempts = attempt
                let delay = Int64(randomFraction() * Double(Self.firstDelayMilliseconds << Int64(attempt - 1)))
                guard isHarmlessToRepeat, attempt < Self.attemptLimit, isTime(for: delay, before: deadline) else {
                    throw failure
                }
                clock.sleep(delay)
                attempt += 1
            }
        }
    }

    /// The result of one request.
    private enum Outcome {
        /// The new count.
        case counted(Int)
        /// No count, and whether it is certain that nothing was counted.
        case failed(StoreError, isHarmlessToRepeat: Bool)
    }

    /// Sends one request.
    private func attempt(_ body: [UInt8], by deadline: Deadline) -> Outcome {
        let response: HTTPResponse
        do throws(HTTPFailure) {
            response = try connection.send(signedRequest(body), by: deadline)
        } catch {
            switch error {
            case .notSent(let reason):
                return .failed(StoreError(code: "ConnectionFailed", message: reason), isHarmlessToRepeat: true)
            case .mayHaveArrived(let reason):
                return .failed(StoreError(code: "AnswerLost", message: reason), isHarmlessToRepeat: false)
            }
        }
        guard response.status == 200 else {
            let failure = UpdateItem.failure(response)
            let isPassing = response.status == 400 && Self.passingRefusals.contains(failure.code)
            return .failed(failure, isHarmlessToRepeat: isPassing)
        }
        guard let count = UpdateItem.count(in: response.body) else {
            let failure = StoreError(
                code: "AnswerUnreadable", message: "the answer holds no count that can be read",
                status: response.status,
                requestID: response.header("x-amzn-requestid"))
            return .failed(failure, isHarmlessToRepeat: false)
        }
        return .counted(count)
    }

    /// Whether there is time for another attempt after that wait.
    private func isTime(for delay: Int64, before deadline: Deadline) -> Bool {
        deadline.remainingMilliseconds(clock).map { $0 > delay } ?? true
    }

    /// Signs each attempt anew, since the time is part of the signature.
    private func signedRequest(_ body: [UInt8]) -> HTTPRequest {
        var headers = [
            HTTPHeader(name: "Content-Type", value: "application/x-amz-json-1.0"),
            HTTPHeader(name: "X-Amz-Target", value: "DynamoDB_20120810.UpdateItem"),
        ]
        let signable = SignableRequest(
            method: "POST", path: endpoint.path,
            headers: headers.map { ($0.name, $0.value) } + [("host", endpoint.hostHeader)], body: body)
        headers += signer.headers(for: signable, at: clock.nowMilliseconds() / 1000).map {
            HTTPHeader(name: $0.name, value: $0.value)
        }
        return HTTPRequest(method: "POST", target: endpoint.path, headers: headers, body: body)
    }
}
