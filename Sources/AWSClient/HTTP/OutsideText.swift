/// What may be shown of a text that a server wrote.
package enum OutsideText {
    /// The most bytes of a text: AWS's longest messages have some hundred.
    static let mostBytes = 4096
    /// The most bytes of a name: AWS's codes have fifty at most, its request ids 36 or 52.
    static let mostBytesOfName = 80

    /// As much of the text as is shown, and where that is not all, how long it is.
    package static func shortened(_ text: String) -> String {
        let bytes = text.utf8
        guard bytes.count > mostBytes else { return text }
        var end = bytes.index(bytes.startIndex, offsetBy: mostBytes)
        while end.samePosition(in: text.unicodeScalars) == nil { end = bytes.index(before: end) }
        return "\(text[..<end])… (\(bytes.count) bytes in all)"
    }

    /// A text that stands for itself, as an error's code or a request's id; nil for what cannot be one.
    ///
    /// Only letters, digits, `.`, `_` and `-`: what a server puts there instead, a header's value or a page, is not shown.
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
