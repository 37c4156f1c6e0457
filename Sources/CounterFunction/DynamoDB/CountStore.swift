/// The store of the counts: DynamoDB, or a test's fake.
protocol CountStore: AnyObject {
    /// Adds one to the count of `page` and returns the new count.
    ///
    /// - Throws: `StoreError` if no count was returned; the visit is then counted at most once.
    func addVisit(to page: String, by deadline: Deadline) throws(StoreError) -> Int
}

/// No count was returned; the reason, for a log line.
struct StoreError: Error, Equatable {
    /// DynamoDB's code, such as `ThrottlingException`, or one of the function's own, such as `ConnectionFailed`.
    let code: String
    /// The message of the store or the system.
    let message: String
    /// The response's status; nil without a response.
    var status: Int?
    /// DynamoDB's request id, for AWS's support.
    var requestID: String?
    /// The number of attempts.
    var attempts = 1
}
