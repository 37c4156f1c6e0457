package import Foundation

/// Checks that a JSON text is safe for Foundation's decoder: not too deep, and not too many values.
///
/// Foundation reads 512 levels, but each value of an unexpected type costs time for its whole path, so some hundred
/// kilobytes could take minutes. This is one pass over the bytes that only distinguishes strings from the rest.
package enum JSONBounds {
    /// Policies, the deepest responses of AWS, have six levels.
    static let deepest = 64
    /// A page of a list has some thousands.
    static let mostValues = 100_000

    /// Whether the text is within the bounds; the decoder checks that it is JSON.
    package static func hold(for data: Data) -> Bool {
        var (depth, values) = (0, 0)
        var (isInString, isEscaped) = (false, false)
        for byte in data {
            // JSON in UTF-8 has no zero byte. Foundation also reads UTF-16, in which this pass would find no marks.
            if byte == 0 { return false }
            if isInString {
                isInString = isEscaped || byte != UInt8(ascii: "\"")
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): (depth, values) = (depth + 1, values + 1)
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ","): values += 1
            default: break
            }
            if depth > deepest || values > mostValues { return false }
        }
        return true
    }
}
