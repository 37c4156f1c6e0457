import AWSSigning
import Glibc

/// Writes log lines: one JSON object per line, as in Lambda's JSON log format for CloudWatch.
///
/// It hides secrets: for example, DynamoDB's message for a wrong signature repeats the session token.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html>
public struct Log {
    /// The severity, in the words of Lambda's log filter.
    public enum Level: String {
        /// Information.
        case info = "INFO"
        /// Something failed, but no event because of it.
        case warning = "WARN"
        /// An event or the process failed.
        case error = "ERROR"
    }

    /// The limits for a message and for each other field, in bytes.
    ///
    /// CloudWatch charges by the byte, and every event of a flood may write a line.
    private static let (messageLimit, fieldLimit) = (500, 100)

    /// The source of a line's time.
    private let clock: WallClock
    /// Hides the secrets.
    private let cleaner: LineCleaner
    /// Writes a line.
    private let write: (_ line: String) -> Void

    /// A log that passes each line, including its line feed, to `write`.
    public init(clock: WallClock, secrets: [String] = [], write: @escaping (_ line: String) -> Void) {
        self.init(clock: clock, cleaner: LineCleaner(hiding: secrets), write: write)
    }

    private init(clock: WallClock, cleaner: LineCleaner, write: @escaping (_ line: String) -> Void) {
        self.clock = clock
        self.cleaner = cleaner
        self.write = write
    }

    /// The same log with more secrets to hide.
    public func hiding(_ secrets: [String]) -> Log {
        Log(clock: clock, cleaner: cleaner.hiding(secrets), write: write)
    }

    /// Writes one line: the first line of `message`, and of each field.
    public func callAsFunction(_ level: Level, _ message: String, _ fields: KeyValuePairs<String, String> = [:]) {
        var members: [JSON.Member] = [
            .init(name: "timestamp", value: .string(Self.timestamp(clock.nowMilliseconds()))),
            .init(name: "level", value: .string(level.rawValue)),
            .init(name: "message", value: .string(cleaner.line(message, bytes: Self.messageLimit))),
        ]
        members += fields.map { .init(name: $0.key, value: .string(cleaner.line($0.value, bytes: Self.fieldLimit))) }
        write(JSON.object(members).text + "\n")
    }

    /// RFC 3339 with milliseconds, as Lambda's JSON log format requires.
    static func timestamp(_ milliseconds: Int64) -> String {
        let inSecond = ((milliseconds % 1000) + 1000) % 1000
        return UTCTime.rfc3339(unixSeconds: (milliseconds - inSecond) / 1000, milliseconds: inSecond)
    }
}

/// Writes all of `text` to a file descriptor; nobody could be notified of a failure.
func writeToDescriptor(_ descriptor: Int32, _ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 || errno == EINTR else { return }
        rest = rest.dropFirst(max(0, count))
    }
}

/// A UTC time for log lines.
enum UTCTime {
    /// RFC 3339 with milliseconds, such as `2026-01-15T12:30:45.123Z`.
    static func rfc3339(unixSeconds: Int64, milliseconds: Int64) -> String {
        // 20260115T123045Z
        let digits = Array(SigningTime(unixSeconds: unixSeconds).amzDate)
        let part: (Range<Int>) -> String = { String(digits[$0]) }
        let fraction = String(1000 + milliseconds).dropFirst()
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<11)):\(part(11..<13)):\(part(13..<15)).\(fraction)Z"
    }
}
