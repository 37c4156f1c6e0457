import FunctionTestSupport
import Testing

@testable import FunctionRuntime

@Suite("A deadline")
struct DeadlineTests {
    @Test("has at least zero time left")
    func remaining() {
        let time = TestClock(1000)
        #expect(Deadline(unixMilliseconds: 1500).remainingMilliseconds(time.clock) == 500)
        #expect(Deadline(unixMilliseconds: 500).remainingMilliseconds(time.clock) == 0)
        #expect(Deadline(unixMilliseconds: .min).remainingMilliseconds(time.clock) == 0)
        #expect(Deadline.never.remainingMilliseconds(time.clock) == nil)
        #expect(Deadline(unixMilliseconds: 1000).isOver(time.clock))
        #expect(!Deadline.never.isOver(time.clock))
    }

    @Test("may be any number, at any time", arguments: [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max])
    func extremes(_ now: Int64) {
        let clock = TestClock(now).clock
        for end in [Int64.min, .min + 499, -1, 0, 1, .max] {
            let left = Deadline(unixMilliseconds: end).remainingMilliseconds(clock)
            #expect(left.map { ($0 > 0) == (end > now) } == true, "\(end) at \(now)")
        }
        #expect(Deadline(unixMilliseconds: .min + 499).earlier(byMilliseconds: 500).unixMilliseconds == .min)
        #expect(Deadline(unixMilliseconds: .max).earlier(byMilliseconds: -1).unixMilliseconds == .max)
        #expect(Deadline(unixMilliseconds: 0).earlier(byMilliseconds: .min).unixMilliseconds == .max)
        #expect(Deadline.never.earlier(byMilliseconds: 500) == .never)
        #expect(clock.deadline(inMilliseconds: .max).unixMilliseconds.map { $0 >= now } == true)
    }

    @Test("gives way to an earlier one")
    func sooner() {
        let early = Deadline(unixMilliseconds: 1)
        let late = Deadline(unixMilliseconds: 2)
        #expect(early.orSooner(late) == early)
        #expect(late.orSooner(early) == early)
        #expect(late.orSooner(.never) == late)
        #expect(Deadline.never.orSooner(late) == late)
    }
}
