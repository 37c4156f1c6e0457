import Foundation

/// A reusable barrier: threads leave it only when the agreed number has come.
final class Meeting: @unchecked Sendable {
    private let size: Int
    private let condition = NSCondition()
    private var present = 0
    private var meetings = 0

    init(of size: Int) {
        self.size = size
    }

    /// False if the others have not come within ten seconds.
    func wait() -> Bool {
        condition.lock()
        defer { condition.unlock() }
        let meeting = meetings
        present += 1
        if present == size {
            present = 0
            meetings += 1
            condition.broadcast()
        }
        let latest = Date(timeIntervalSinceNow: 10)
        while meetings == meeting {
            guard condition.wait(until: latest) else { return false }
        }
        return true
    }
}
