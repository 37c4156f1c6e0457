import Testing

@testable import AWSClient

@Suite("AWS's time")
struct ClockSkewTests {
    /// Thu, 15 Jan 2026 12:30:45 GMT.
    private let there: Int64 = 1_768_480_245

    private func answer(_ date: String) -> HTTPResponse { HTTPResponse(403, "", headers: [("date", date)]) }

    private func correction(
        local: Int64, _ date: String = "Thu, 15 Jan 2026 12:30:45 GMT"
    ) -> ClockSkew.Correction {
        ClockSkew { local }.correct(by: answer(date), signedWith: 0)
    }

    @Test("is this machine's until a response differs by more than four minutes")
    func tolerance() {
        #expect(correction(local: there) == .none)
        #expect(correction(local: there + 240) == .none)
        #expect(correction(local: there - 240) == .none)
        #expect(correction(local: there + 241) == .made(secondsAhead: 241))
        #expect(correction(local: there - 241) == .made(secondsAhead: -241))
    }

    @Test("is kept once corrected, and another request that was signed with the old time is signed again")
    func kept() {
        let time = ClockSkew { there - 3600 }
        let date = "Thu, 15 Jan 2026 12:30:45 GMT"
        #expect(time.correct(by: answer(date), signedWith: 0) == .made(secondsAhead: -3600))
        #expect(time.offset == 3600)
        #expect(time.now() == there)
        #expect(time.correct(by: answer(date), signedWith: 0) == .madeAlready)
        #expect(time.correct(by: answer(date), signedWith: 3600) == .none)
    }

    @Test(
        "is not corrected by an invalid date",
        arguments: [
            "", "yesterday", "2026-01-15T12:30:45Z", "Thu, 32 Jan 2026 12:30:45 GMT", "1768480245", "\u{0}",
            "Thu, 15 Jan 99999 12:30:45 GMT", "Thu, 15 Jan 99999999999999999999 12:30:45 GMT",
        ])
    func noDate(text: String) {
        #expect(correction(local: 0, text) == .none)
        #expect(ClockSkew { 0 }.correct(by: HTTPResponse(403), signedWith: 0) == .none)
    }
}
