/// The time of a signature, to the second, in UTC.
///
/// It is computed from the day number (proleptic Gregorian calendar), without the time zones of Foundation or the C
/// library. A time outside the years 1 to 9999 becomes the nearest second within them.
public struct SigningTime: Sendable, Equatable {
    /// Seconds since 1970 UTC.
    public let unixSeconds: Int64
    /// `20150830T123600Z`, the value of `x-amz-date`.
    public let amzDate: String
    /// `20150830`, the date in a credential scope.
    public let date: String

    /// The time `unixSeconds` after 1970 UTC.
    public init(unixSeconds: Int64) {
        let seconds = min(max(unixSeconds, -62_135_596_800), 253_402_300_799)
        self.unixSeconds = seconds
        let (year, month, day) = Self.civil(dayNumber: Self.floorDivided(seconds, by: 86_400))
        let second = seconds - Self.floorDivided(seconds, by: 86_400) * 86_400
        date = Self.padded(year, 4) + Self.padded(month, 2) + Self.padded(day, 2)
        amzDate =
            "\(date)T" + Self.padded(second / 3600, 2) + Self.padded(second / 60 % 60, 2) + Self.padded(second % 60, 2)
            + "Z"
    }

    /// Year, month and day of a day number, counted from 1970-01-01.
    ///
    /// The algorithm is `civil_from_days` of <https://howardhinnant.github.io/date_algorithms.html>: years begin in
    /// March, so that the leap day comes last, and repeat in eras of 400 years.
    static func civil(dayNumber: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = dayNumber + 719_468
        let era = floorDivided(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func floorDivided(_ value: Int64, by divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
