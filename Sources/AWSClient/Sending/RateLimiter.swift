import Foundation
import Synchronization

/// Limits the request rate of one service: without limit until a request is throttled, then shared by all requests.
///
/// It is a token bucket. Each throttled request lowers the rate to seven tenths of the measured one. The rate then
/// grows along a cubic curve, up to twice the real rate. It is AWS's "adaptive" mode, with its constants
/// (`botocore/retries/adaptive.py`, `throttling.py` and `bucket.py`).
final class RateLimiter: Sendable {
    private struct State {
        /// False until the first request is throttled.
        var isLimiting = false
        var bucket: Bucket
        var measured: MeasuredRate
        var curve: Curve
    }

    private let leastRate: Double
    private let state: Mutex<State>

    /// A limiter that does not limit yet.
    ///
    /// - Parameters:
    ///   - leastRate: the lowest rate, in requests a second.
    ///   - now: the time on the clock that all other calls use.
    init(leastRate: Double, at now: Duration) {
        self.leastRate = leastRate
        let time = now.inSeconds
        state = Mutex(State(bucket: Bucket(at: time), measured: MeasuredRate(at: time), curve: Curve(at: time)))
    }

    /// Requests a second; nil while there is no limit.
    var rate: Double? { state.withLock { $0.isLimiting ? $0.bucket.rate : nil } }

    /// Takes the next turn; returns the wait until then.
    func turn(at now: Duration) -> Duration {
        state.withLock { state in
            state.isLimiting ? .seconds(state.bucket.take(at: now.inSeconds)) : .zero
        }
    }

    /// Adapts the rate to a response.
    func note(isThrottled: Bool, at now: Duration) {
        let time = now.inSeconds
        state.withLock { state in
            let measured = state.measured.note(at: time)
            let rate: Double
            if isThrottled {
                rate = state.curve.fall(from: state.isLimiting ? min(measured, state.bucket.rate) : measured, at: time)
                state.isLimiting = true
            } else {
                rate = state.curve.rate(at: time)
            }
            state.bucket.set(rate: min(rate, 2 * measured), least: leastRate, at: time)
        }
    }
}

/// A token bucket: a request takes a token, and waits if that token is still to come.
private struct Bucket {
    private(set) var rate = 1.0
    private var capacity = 1.0
    private var tokens = 0.0
    private var filledAt: Double

    init(at time: Double) { filledAt = time }

    mutating func take(at time: Double) -> Double {
        fill(at: time)
        tokens -= 1
        return max(0, -tokens / rate)
    }

    mutating func set(rate: Double, least: Double, at time: Double) {
        fill(at: time)
        self.rate = max(rate, least)
        capacity = max(rate, 1)
        tokens = min(tokens, capacity)
    }

    private mutating func fill(at time: Double) {
        tokens = min(capacity, tokens + max(0, time - filledAt) * rate)
        filledAt = max(filledAt, time)
    }
}

/// Requests a second, measured over half seconds and smoothed.
private struct MeasuredRate {
    private static let smoothing = 0.8
    private var rate = 0.0
    private var count = 0.0
    private var halfSecond: Double

    init(at time: Double) { halfSecond = time.rounded(.down) }

    mutating func note(at time: Double) -> Double {
        count += 1
        let current = (time * 2).rounded(.down) / 2
        if current > halfSecond {
            rate = count / (current - halfSecond) * Self.smoothing + rate * (1 - Self.smoothing)
            count = 0
            halfSecond = current
        }
        return rate
    }
}

/// CUBIC's growth of a rate after a reduction (RFC 9438, 4.2).
private struct Curve {
    private static let scale = 0.4
    private static let beta = 0.7
    private var highest = 0.0
    private var fellAt: Double
    /// When the rate reaches `highest` again, in seconds after the reduction.
    private var backAfter = 0.0

    init(at time: Double) { fellAt = time }

    mutating func fall(from rate: Double, at time: Double) -> Double {
        highest = rate
        fellAt = time
        backAfter = cbrt(rate * (1 - Self.beta) / Self.scale)
        return rate * Self.beta
    }

    func rate(at time: Double) -> Double {
        let distance = time - fellAt - backAfter
        return Self.scale * distance * distance * distance + highest
    }
}

extension Duration {
    fileprivate var inSeconds: Double { self / .seconds(1) }
}
