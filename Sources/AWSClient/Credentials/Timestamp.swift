import Foundation

/// A moment as logins write it: ISO 8601, with `Z` or an offset, perhaps with fractions of a second.
package enum Timestamp {
    /// The years that have four digits and a second since 1970 each; Foundation reads others, but not as it writes them.
    private static let range: Range<Int64> = 0..<253_402_300_800

    /// Seconds since 1970 UTC, up to the year 9999; nil for anything else.
    ///
    /// Older versions of AWS's command line wrote `UTC` in place of `Z`.
    static func seconds(_ text: String) -> Int64? {
        var text = text.trimmingCharacters(in: .whitespaces)
        if text.hasSuffix("UTC") { text = text.dropLast(3) + "Z" }
        if let dot = text.firstIndex(of: ".") {
            let digits = text[text.index(after: dot)...].prefix { $0.isASCII && $0.isNumber }
            guard !digits.isEmpty else { return nil }
            text.removeSubrange(dot..<digits.endIndex)
        }
        return ISO8601DateFormatter().date(from: text).flatMap { seconds($0) }
    }

    /// Seconds since 1970 UTC, up to the year 9999; nil for any other time.
    static func seconds(_ date: Date) -> Int64? {
        Int64(exactly: date.timeIntervalSince1970.rounded(.down)).flatMap { range.contains($0) ? $0 : nil }
    }

    /// As `2026-01-15T20:30:45Z`.
    package static func text(_ seconds: Int64) -> String {
        ISO8601DateFormatter().string(from: Date(timeIntervalSince1970: TimeInterval(seconds)))
    }
}
