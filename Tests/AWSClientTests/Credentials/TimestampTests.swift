import Testing

@testable import AWSClient

@Suite("A timestamp")
struct TimestampTests {
    // What Python's dateutil, with which AWS's tools read a time, makes of the same text.
    @Test(
        "is read in each form of ISO 8601, as Python's str writes it, and with UTC or GMT",
        arguments: [
            "2026-09-21T14:13:20Z", "2026-09-21T14:13:20UTC", "2026-09-21T16:13:20+02:00", "2026-09-21T14:13:20.987Z",
            "2026-09-21T09:13:20.5-05:00", " 2026-09-21T14:13:20Z ", "\t2026-09-21T14:13:20Z\n",
            "2026-09-21T14:13:20+0000", "2026-09-21 14:13:20+00:00", "2026-09-21 14:13:20.123456+00:00",
            "20260921T141320Z", "20260921T161320+0200", "2026-09-21t14:13:20z", "2026-09-21 14:13:20 UTC",
            "2026-09-21  14:13:20 +0000", "2026-09-21T14:13:20GMT", "2026-09-21T15:13:20+01", "20260921 141320Z",
            "20260921T141320.5Z", "2026-09-21T14:13:20,5Z", "2026-09-21T141320Z", "20260921T14:13:20Z",
            "2026-09-22T02:13:20+12:00", "2026-09-21T02:43:20-11:30",
        ])
    func read(text: String) {
        #expect(Timestamp.seconds(text) == 1_790_000_000)
        #expect(Timestamp.text(1_790_000_000) == "2026-09-21T14:13:20Z")
    }

    @Test(
        "is the second that it names, in every year",
        arguments: [
            ("1970-01-01T00:00Z", 0), ("1970-01-01T01Z", 3600), ("2000-02-29T12:00:00Z", 951_825_600),
            ("2024-12-31T23:59:59Z", 1_735_689_599), ("2100-03-01T00:00:00Z", 4_107_542_400),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] as [(String, Int64)])
    func seconds(text: String, seconds: Int64) {
        #expect(Timestamp.seconds(text) == seconds)
    }

    @Test(
        "is nothing else, and none where nobody knows how far it is from UTC",
        arguments: [
            "", "soon", "2026-09-21", "2026-09-21T14:13:20", "2026-09-21 14:13:20", "14:13:20Z", "2026-09-21T.Z",
            "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-04-31T00:00:00Z", "2026-00-01T00:00:00Z",
            "2026-09-00T00:00:00Z", "2100-02-29T00:00:00Z", "2026-09-21T24:00:00Z", "2026-09-21T14:60:00Z",
            "2026-09-21T14:13:60Z", "2026-09-21T14:13:20EST", "2026-09-21T14:13:20+24:00", "2026-09-21T14:13:20Zx",
            "2026-09-21T14:13:20.Z", "2026-0921T14:13:20Z", "1790000000", "2026-09-21_14:13:20Z",
            "1969-12-31T23:59:59Z",
            "9999-12-31T23:59:59-01:00", "２０２６-09-21T14:13:20Z",
        ])
    func wrong(text: String) {
        #expect(Timestamp.seconds(text) == nil)
    }
}
