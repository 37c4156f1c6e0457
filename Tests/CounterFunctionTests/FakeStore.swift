import FunctionRuntime

@testable import CounterFunction

/// A store in memory, which can be made to fail.
final class FakeStore: CountStore {
    var counts: [String: Int] = [:]
    var failure: ServiceFailure?
    private(set) var deadlines: [Deadline] = []

    func addVisit(to page: String, by deadline: Deadline) throws(ServiceFailure) -> Int {
        deadlines.append(deadline)
        if let failure { throw failure }
        counts[page, default: 0] += 1
        return counts[page, default: 0]
    }
}
