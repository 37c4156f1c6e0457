import Foundation

/// A time as logins write it: a date, a time of day and an offset from UTC.
///
/// It accepts what AWS's tools accept: ISO 8601 with or without separators, `T` or a blank between date and time (as in
/// Python's `str`), then `Z`, `UTC`, `GMT` or an offset. A time without an offset is invalid: its time zone is unknown.
package enum Timestamp {
    /// Up to the year 9999.
    private static let range: Range<Int64> = 0..<253_402_300_800

    /// Seconds since 1970 UTC; nil if the text is invalid.
    static func seconds(_ text: String) -> Int64? {
        var reader = Reader(rest: Array(text.trimmingCharacters(in: .whitespacesAndNewlines).utf8)[...])
        guard let days = reader.readDate(), reader.readSeparator(), let seconds = reader.readTime(),
            let offset = reader.readOffset(), reader.rest.isEmpty
        else { return nil }
        let result = days * 86_400 + seconds - offset
        return range.contains(result) ? result : nil
    }

    /// Seconds since 1970 UTC, up to the year 9999; nil for any other time.
    static func seconds(_ date: Date) -> Int64? {
        Int64(exactly: date.timeIntervalSince1970.rounded(.down)).flatMap { range.contains($0) ? $0 : nil }
    }

    /// For example `2026-01-15T20:30:45Z`.
    package static func text(_ seconds: Int64) -> String {
        ISO8601DateFormatter().string(from: Date(timeIntervalSince1970: TimeInterval(seconds)))
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        /// `2026-01-15` or `20260115`, as days since 1970.
        mutating func readDate() -> Int64? {
            guard let year = readNumber(digits: 4) else { return nil }
            let hasMarks = skip("-")
            guard let month = readNumber(digits: 2), !hasMarks || skip("-"), let day = readNumber(digits: 2),
                let length = Self.length(ofMonth: month, year), (1...length).contains(day)
            else { return nil }
            // Years begin in March here, so that a leap day is the last day of a year.
            let (past, sinceMarch) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
            return past * 365 + past / 4 - past / 100 + past / 400 + (153 * sinceMarch + 2) / 5 + day - 1 - 719_468
        }

        private static func length(ofMonth month: Int64, _ year: Int64) -> Int64? {
            guard (1...12).contains(month) else { return nil }
            let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            return month == 2 ? (isLeapYear ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
        }

        mutating func readSeparator() -> Bool {
            if skip("T") || skip("t") { return true }
            guard skip(" ") else { return false }
            while skip(" ") {}
            return true
        }

        /// `20:30:45` or `203045`, either also without seconds or with a fraction, which is dropped; or just `20`.
        mutating func readTime() -> Int64? {
            guard let hours = readNumber(digits: 2), hours < 24 else { return nil }
            let hasMarks = skip(":")
            guard hasMarks || Self.isDigit(rest.first) else { return hours * 3600 }
            guard let minutes = readNumber(digits: 2), minutes < 60 else { return nil }
            var seconds: Int64 = 0
            if hasMarks ? skip(":") : Self.isDigit(rest.first) {
                guard let number = readNumber(digits: 2), number < 60, skipFraction() else { return nil }
                seconds = number
            }
            return hours * 3600 + minutes * 60 + seconds
        }

        private mutating func skipFraction() -> Bool {
            guard skip(".") || skip(",") else { return true }
            guard Self.isDigit(rest.first) else { return false }
            rest = rest.drop { Self.isDigit($0) }
            return true
        }

        /// `Z`, `UTC`, `GMT`, `+01`, `+0100` or `+01:00`, as seconds.
        mutating func readOffset() -> Int64? {
            while skip(" ") {}
            for name in ["Z", "z", "UTC", "GMT"] where skip(name) { return 0 }
            let isEast = skip("+")
            guard isEast || skip("-"), let hours = readNumber(digits: 2), hours < 24 else { return nil }
            guard !rest.isEmpty else { return (isEast ? 1 : -1) * hours * 3600 }
            _ = skip(":")
            guard let minutes = readNumber(digits: 2), minutes < 60 else { return nil }
            return (isEast ? 1 : -1) * (hours * 3600 + minutes * 60)
        }

        private mutating func readNumber(digits: Int) -> Int64? {
            let text = rest.prefix(digits)
            guard text.count == digits, text.allSatisfy(Self.isDigit) else { return nil }
            rest = rest.dropFirst(digits)
            return text.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        }

        private mutating func skip(_ text: String) -> Bool {
            guard rest.starts(with: text.utf8) else { return false }
            rest = rest.dropFirst(text.utf8.count)
            return true
        }

        private static func isDigit(_ byte: UInt8?) -> Bool { byte.map { (48...57).contains($0) } ?? false }
    }
}
