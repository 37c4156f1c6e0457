package import Foundation

/// Whether a JSON text is one that Foundation's decoder can be given: no deeper, and of no more values, than an answer is.
///
/// Foundation reads 512 levels, but each value that is of another type than was tried for costs the whole way to it, so
/// that some hundred kilobytes could take minutes. One pass over the bytes that tells strings from the rest.
package enum JSONBounds {
    /// Policies, the deepest that AWS answers, have six levels.
    static let deepest = 64
    /// A page of a list has some thousands.
    static let mostValues = 100_000

    /// Whether it is within the bounds; whether it is JSON at all, the decoder tells.
    package static func hold(for data: Data) -> Bool {
        var (depth, values) = (0, 0)
        var (isInString, isEscaped) = (false, false)
        for byte in data {
            // No JSON in UTF-8 has one; in UTF-16, which Foundation reads too, marks would be looked for in vain.
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
