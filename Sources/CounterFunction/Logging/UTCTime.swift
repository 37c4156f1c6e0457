import AWSSigning

/// A moment in UTC as log lines state it.
enum UTCTime {
    /// RFC 3339 with milliseconds, as `2026-01-15T12:30:45.123Z`.
    static func rfc3339(unixSeconds: Int64, milliseconds: Int64) -> String {
        // 20260115T123045Z
        let digits = Array(SigningTime(unixSeconds: unixSeconds).amzDate)
        let part: (Range<Int>) -> String = { String(digits[$0]) }
        let fraction = String(1000 + milliseconds).dropFirst()
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<11)):\(part(11..<13)):\(part(13..<15)).\(fraction)Z"
    }
}
