import Foundation

/// What stands in a text in place of a secret.
enum Redaction {
    /// The text without any of the secrets.
    static func hiding(_ secrets: [String], in text: String) -> String {
        secrets.filter { !$0.isEmpty }.reduce(text) { $0.replacingOccurrences(of: $1, with: "[redacted]") }
    }
}
