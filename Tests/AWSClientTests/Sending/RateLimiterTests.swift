import Testing

@testable import AWSClient

@Suite("The rate limit of a service")
struct RateLimiterTests {
    /// An answer each 0.2 s, every fifth throttled.
    private func rates(of rateLimiter: RateLimiter, _ count: Int) -> [Double?] {
        (1...count).map { index in
            rateLimiter.note(isThrottled: index.isMultiple(of: 5), at: .seconds(1000) + .milliseconds(200) * index)
            return rateLimiter.rate
        }
    }

    @Test("does not limit until a request is throttled")
    func unlimited() {
        let rateLimiter = RateLimiter(leastRate: 0.5, at: .zero)
        for second in 1...100 {
            #expect(rateLimiter.turn(at: .seconds(second)) == .zero)
            rateLimiter.note(isThrottled: false, at: .seconds(second))
        }
        #expect(rateLimiter.rate == nil)
    }

    @Test("lowers and raises the rate exactly as botocore's adaptive mode")
    func botocore() {
        // The results of botocore's ClientRateLimiter for the same responses.
        let expected = [
            2.912, 3.3575, 3.6819, 3.9045, 4.0444, 2.8311, 3.2677, 3.5845, 3.8008, 3.9357, 2.755, 3.1832, 3.4929,
            3.7033, 3.8336, 2.6835, 3.1037, 3.4066, 3.6114, 3.7373, 2.6161,
        ]
        let rates = rates(of: RateLimiter(leastRate: 0.5, at: .seconds(1000)), 25)
        #expect(rates.prefix(4).allSatisfy { $0 == nil })
        for (rate, wanted) in zip(rates.dropFirst(4), expected) {
            #expect(abs((rate ?? 0) - wanted) < 0.0001)
        }
    }

    @Test("spaces the turns by the rate")
    func turns() {
        let rateLimiter = RateLimiter(leastRate: 4, at: .zero)
        rateLimiter.note(isThrottled: true, at: .zero)
        #expect(rateLimiter.rate == 4)
        let waits = (1...4).map { _ in rateLimiter.turn(at: .zero) / .seconds(1) }
        #expect(waits == [0.25, 0.5, 0.75, 1])
        #expect(rateLimiter.turn(at: .seconds(30)) == .zero)
    }

    @Test("never goes below its lowest rate, however often it is throttled, and recovers")
    func least() {
        let rateLimiter = RateLimiter(leastRate: 4, at: .zero)
        for second in 1...60 { rateLimiter.note(isThrottled: true, at: .seconds(second)) }
        #expect(rateLimiter.rate == 4)
        for answer in 1...200 { rateLimiter.note(isThrottled: false, at: .seconds(60) + .milliseconds(50) * answer) }
        #expect((rateLimiter.rate ?? 0) > 20)
    }

    @Test("does not trap on a clock that goes back or stops")
    func clocks() {
        let rateLimiter = RateLimiter(leastRate: 0.5, at: .seconds(10))
        for time in [Duration.seconds(10), .seconds(5), .seconds(-1_000_000_000), .seconds(10)] {
            rateLimiter.note(isThrottled: true, at: time)
            #expect(rateLimiter.turn(at: time) >= .zero)
        }
    }
}
