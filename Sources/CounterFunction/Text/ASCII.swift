/// Classes of bytes in the protocols' texts, which are ASCII.
extension UInt8 {
    /// `0` to `9`.
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// `A` to `Z` or `a` to `z`.
    var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

    /// A digit of base sixteen, in either case.
    var isHexadecimalDigit: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20) }
}

extension StringProtocol where SubSequence == Substring {
    /// The parts between the places where `separator` stands, empty ones among them.
    ///
    /// Cuts at bytes. The standard library's `split` with a text, like its `contains` and `firstRange`, would link the
    /// whole engine of regular expressions into the program: 0.5 MB of the package.
    func parts(at separator: Unicode.Scalar, cuts: Int = .max) -> [Substring] {
        utf8.split(separator: UInt8(ascii: separator), maxSplits: cuts, omittingEmptySubsequences: false).map {
            Substring(decoding: $0, as: UTF8.self)
        }
    }

    /// Whether that ASCII character stands in it.
    func has(_ character: Unicode.Scalar) -> Bool { utf8.contains(UInt8(ascii: character)) }
}
