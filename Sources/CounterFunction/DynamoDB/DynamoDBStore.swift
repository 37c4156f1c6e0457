import AWSSigning

/// The counts in a DynamoDB table, one item a page.
///
/// UpdateItem has no idempotency token: a request that may have been carried out is never repeated, so that one visit
/// is at most one count. Repeated is what certainly was not: a connection that could not be made, and DynamoDB's
/// refusals for load or a conflict.
final class DynamoDBStore: CountStore {
    /// Refusals that say "not now", which DynamoDB answers with 400 before it does anything.
    ///
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html>
    private static let passingRefusals: Set = [
        "LimitExceededException", "ProvisionedThroughputExceededException", "RequestLimitExceeded", "Throttling",
        "ThrottlingException", "ThrottledException", "TooManyRequestsException", "TransactionConflictException",
        "TransactionInProgressException",
    ]
    /// How often DynamoDB is asked for one visit, as AWS's SDKs do.
    private static let attemptLimit = 4
    /// The longest pause before the second attempt; each later one may be twice as long.
    private static let firstDelayMilliseconds: Int64 = 50

    /// The table.
    private let tableName: String
    /// Where DynamoDB is.
    private let endpoint: Endpoint
    /// Signs with the role's keys.
    private let signer: SigV4
    /// Carries each request.
    private let connection: any HTTPConnection
    private let clock: Clock
    /// By which a pause is shortened.
    private let randomFraction: () -> Double

    /// A store that reaches DynamoDB by `connection`.
    ///
    /// - Parameter randomFraction: a number from 0 to 1, by which waiting is shortened so that simultaneous visits
    /// part.
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

    /// What one request came to.
    private enum Outcome {
        /// The new count.
        case counted(Int)
        /// No count, and whether it is certain that none was made.
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

    /// Whether waiting that long leaves time for another attempt.
    private func isTime(for delay: Int64, before deadline: Deadline) -> Bool {
        deadline.remainingMilliseconds(clock).map { $0 > delay } ?? true
    }

    /// Signed anew for each attempt, since the time is part of the signature.
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
