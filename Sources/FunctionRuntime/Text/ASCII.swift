/// Classes of ASCII bytes in protocol texts.
extension UInt8 {
    /// `0` to `9`.
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// `A` to `Z` or `a` to `z`.
    var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

    /// A hexadecimal digit, in either case.
    var isHexadecimalDigit: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20) }
}

extension StringProtocol where SubSequence == Substring {
    /// The parts between the occurrences of `separator`, including empty ones.
    ///
    /// It splits at bytes. The standard library's `split` by a text, like its `contains` and `firstRange`, would link
    /// the whole regular expression engine into the program: 0.5 MB of the package.
    func parts(at separator: Unicode.Scalar, cuts: Int = .max) -> [Substring] {
        utf8.split(separator: UInt8(ascii: separator), maxSplits: cuts, omittingEmptySubsequences: false).map {
            Substring(decoding: $0, as: UTF8.self)
        }
    }

    /// Whether it contains that ASCII character.
    func has(_ character: Unicode.Scalar) -> Bool { utf8.contains(UInt8(ascii: character)) }
}
