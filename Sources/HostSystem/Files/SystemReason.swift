import Foundation

/// Why the system or Foundation did not do something, in words for people.
///
/// On Linux, Foundation's own text begins with "The operation could not be completed" and often ends there, or with a
/// number: the system's message is in an underlying error.
package enum SystemReason {
    /// The reason without a full stop, such as "No space left on device".
    package static func text(_ error: any Error) -> String {
        if let error = error as? DecodingError, let text = decoding(error) { return text }
        var innermost = error as NSError
        while let deeper = innermost.userInfo[NSUnderlyingErrorKey] as? any Error { innermost = deeper as NSError }
        if innermost.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(innermost.code))) }
        if let words = innermost.userInfo["NSDebugDescription"] as? String { return words }
        return withoutPreamble(innermost)
    }

    private static func withoutPreamble(_ error: NSError) -> String {
        let text = error.localizedDescription
        let preambles = ["The operation could not be completed.", "The operation couldn’t be completed."]
        guard let preamble = preambles.first(where: text.hasPrefix) else { return text }
        let rest = text.dropFirst(preamble.count).trimmingCharacters(in: .whitespaces)
        // Instead of a reason there is the error's number, in parentheses.
        guard !rest.isEmpty, !rest.hasPrefix("(") else { return "\(error.domain) \(error.code)" }
        return rest.hasSuffix(".") ? String(rest.dropLast()) : rest
    }

    private static func decoding(_ error: DecodingError) -> String? {
        switch error {
        case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context),
            .valueNotFound(_, let context):
            let words = context.debugDescription
            return words.hasSuffix(".") ? String(words.dropLast()) : words
        @unknown default: return nil
        }
    }
}
