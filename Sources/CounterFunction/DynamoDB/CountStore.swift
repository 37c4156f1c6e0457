/// Where the counts are kept: DynamoDB, or a test's fake.
protocol CountStore: AnyObject {
    /// Adds one to the count of `page` and gives the new count.
    ///
    /// - Throws: `StoreError` when no count came back; the visit is counted or not, and never twice.
    func addVisit(to page: String, by deadline: Deadline) throws(StoreError) -> Int
}

/// No count came back: why, in the terms of a log line.
struct StoreError: Error, Equatable {
    /// As `ThrottlingException`, or one of the function's own as `ConnectionFailed`.
    let code: String
    /// The store's words or the system's.
    let message: String
    /// The answer's status; nil where none came.
    var status: Int?
    /// DynamoDB's request id, which AWS's support asks for.
    var requestID: String?
    /// How many times it was tried.
    var attempts = 1
}
