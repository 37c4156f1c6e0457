/// Limits what is shown of a server's text.
package enum OutsideText {
    /// The limit for a text: AWS's longest messages have some hundred bytes.
    static let mostBytes = 4096
    /// The limit for a name: AWS's codes have at most fifty bytes, its request ids 36 or 52.
    static let mostBytesOfName = 80

    /// The text, shortened if needed; a shortened text ends with its full length.
    package static func shortened(_ text: String) -> String {
        let bytes = text.utf8
        guard bytes.count > mostBytes else { return text }
        var end = bytes.index(bytes.startIndex, offsetBy: mostBytes)
        while end.samePosition(in: text.unicodeScalars) == nil { end = bytes.index(before: end) }
        return "\(text[..<end])… (\(bytes.count) bytes in all)"
    }

    /// A name that can be shown, such as an error's code or a request id; nil if the text cannot be one.
    ///
    /// Only letters, digits, `.`, `_` and `-` are allowed, so that a header's value or a page in its place is not
    /// shown.
    static func name(_ text: String) -> String? {
        let bytes = text.utf8
        guard (1...mostBytesOfName).contains(bytes.count), bytes.allSatisfy(isOfName) else { return nil }
        return text
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
