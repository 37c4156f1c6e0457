/// Where the counts are kept: DynamoDB, or a test's fake.
protocol CountStore: AnyObject {
    /// Adds one to the count of `page` and gives the new count.
    ///
    /// - Throws: `StoreError` when no count came back; the visit is counted or not, and never twice.
    func addVisit(to page: String, by deadline: Deadline) throws(StoreError) -> Int
}
