import AWSSigning
import Glibc

/// Writes log lines: one JSON object per line, as in Lambda's JSON log format for CloudWatch.
///
/// It hides secrets: for example, DynamoDB's message for a wrong signature repeats the session token.
struct Log {
    /// The severity, in the words of Lambda's log filter.
    enum Level: String {
        /// Information.
        case info = "INFO"
        /// Something failed, but no visit was refused because of it.
        case warning = "WARN"
        /// A visit or the process failed.
        case error = "ERROR"
    }

    /// The limits for a message and for each other field, in bytes.
    ///
    /// CloudWatch charges by the byte, and every visit of a flood may write a line.
    private static let (messageLimit, fieldLimit) = (500, 100)

    /// The source of a line's time.
    private let clock: Clock
    /// The secrets to hide, as bytes.
    private let secrets: [[UInt8]]
    /// Writes a line.
    private let write: (_ line: String) -> Void

    /// A log that passes each line, including its line feed, to `write`.
    init(clock: Clock, secrets: [String] = [], write: @escaping (_ line: String) -> Void) {
        self.clock = clock
        self.secrets = secrets.filter { !$0.isEmpty }.map { Array($0.utf8) }
        self.write = write
    }

    /// The same log with more secrets to hide.
    func hiding(_ secrets: [String]) -> Log {
        Log(clock: clock, secrets: secrets + self.secrets.map { String(decoding: $0, as: UTF8.self) }, write: write)
    }

    /// Writes one line.
    func callAsFunction(_ level: Level, _ message: String, _ fields: KeyValuePairs<String, String> = [:]) {
        var members: [JSON.Member] = [
            .init(name: "timestamp", value: .string(Self.timestamp(clock.nowMilliseconds()))),
            .init(name: "level", value: .string(level.rawValue)),
            .init(name: "message", value: .string(cleaned(message, limit: Self.messageLimit))),
        ]
        members += fields.map { .init(name: $0.key, value: .string(cleaned($0.value, limit: Self.fieldLimit))) }
        write(JSON.object(members).text + "\n")
    }

    /// The text's first line, without secrets, and shortened to the limit.
    private func cleaned(_ text: String, limit: Int) -> String {
        var bytes = Array(text.utf8)
        for secret in secrets { bytes = replacing(secret, in: bytes) }
        let line = bytes.prefix { $0 != 10 && $0 != 13 }
        return JSON.beginning(of: String(decoding: line, as: UTF8.self), bytes: limit)
    }

    /// Replaces each occurrence of `secret` in `bytes`.
    private func replacing(_ secret: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes[...]
        while let first = rest.first {
            if rest.starts(with: secret) {
                result += "[hidden]".utf8
                rest = rest.dropFirst(secret.count)
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        return result
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
