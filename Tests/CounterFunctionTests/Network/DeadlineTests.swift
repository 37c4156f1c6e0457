import Testing

@testable import CounterFunction

@Suite("A deadline")
struct DeadlineTests {
    @Test("has no less than nothing left")
    func remaining() {
        let time = TestClock(1000)
        #expect(Deadline(unixMilliseconds: 1500).remainingMilliseconds(time.clock) == 500)
        #expect(Deadline(unixMilliseconds: 500).remainingMilliseconds(time.clock) == 0)
        #expect(Deadline(unixMilliseconds: .min).remainingMilliseconds(time.clock) == 0)
        #expect(Deadline.never.remainingMilliseconds(time.clock) == nil)
    }

    @Test("gives way to a sooner one")
    func sooner() {
        let early = Deadline(unixMilliseconds: 1)
        let late = Deadline(unixMilliseconds: 2)
        #expect(early.orSooner(late) == early)
        #expect(late.orSooner(early) == early)
        #expect(late.orSooner(.never) == late)
        #expect(Deadline.never.orSooner(late) == late)
    }
}
