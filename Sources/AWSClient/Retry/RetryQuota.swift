import Synchronization

/// How many retries all requests together may still make: a bucket that failures empty and successes fill.
///
/// It keeps a client from multiplying the load on a service that is failing as a whole.
public final class RetryQuota: Sendable {
    /// How much the bucket holds.
    public static let capacity = 500
    /// What a request that succeeded at once puts back.
    static let refundOfSuccess = 1

    private let left: Mutex<Int>

    /// A bucket, full unless a test wants it otherwise.
    public init(tokens: Int = RetryQuota.capacity) {
        left = Mutex(tokens)
    }

    /// What is in it now.
    public var tokens: Int { left.withLock { $0 } }

    /// Takes `cost` tokens, or nothing where there are fewer.
    func take(_ cost: Int) -> Bool {
        left.withLock { left in
            guard left >= cost else { return false }
            left -= cost
            return true
        }
    }

    /// Puts tokens back, after a success: what the last retry cost, or 1 where there was none.
    func refund(_ lastCost: Int?) {
        left.withLock { $0 = min($0 + (lastCost ?? Self.refundOfSuccess), Self.capacity) }
    }
}
