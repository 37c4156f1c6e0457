import Synchronization

/// The number of retries that all requests together may still make: failures take tokens, successes return them.
///
/// It keeps a client from adding load to a service that is failing as a whole.
public final class RetryQuota: Sendable {
    /// The most tokens.
    public static let capacity = 500
    /// What a request without a retry returns.
    static let refundOfSuccess = 1

    private let left: Mutex<Int>

    /// A full quota; a test may pass another number.
    public init(tokens: Int = RetryQuota.capacity) {
        left = Mutex(tokens)
    }

    /// The tokens left.
    public var tokens: Int { left.withLock { $0 } }

    /// Takes `cost` tokens, or none if there are fewer.
    func take(_ cost: Int) -> Bool {
        left.withLock { left in
            guard left >= cost else { return false }
            left -= cost
            return true
        }
    }

    /// Returns tokens after a success: the cost of the last retry, or 1 if there was none.
    func refund(_ lastCost: Int?) {
        left.withLock { $0 = min($0 + (lastCost ?? Self.refundOfSuccess), Self.capacity) }
    }
}
