/// Whether an XML text is one that Foundation's parser can be given: UTF-8, and within bounds that no answer comes near.
///
/// A document type is refused: the query protocol has none, and its entities are how a small document becomes a large
/// one. So is any encoding but UTF-8, which could hide one. Foundation traps on names that are not UTF-8, and on a
/// processing instruction without a text, and takes a time that grows with the square of a tag's attributes: AWS sends
/// none of these. One pass over the bytes; whether it is XML at all, the parser tells.
struct XMLBounds {
    /// A role with all that AWS lets stand in it has some sixty kilobytes.
    static let mostBytes = 1 << 20
    static let deepest = 64
    static let mostElements = 20_000
    /// A tag of AWS's has one attribute, its namespace.
    static let longestTagBytes = 1024

    private var rest: Substring.UTF8View
    private var depth = 0
    private var elements = 0

    private init(_ bytes: Substring.UTF8View) { rest = bytes }

    /// Whether it is within the bounds.
    static func hold(for text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count <= mostBytes, !bytes.contains(0) else { return false }
        var content = bytes[...]
        if bytes.starts(with: "<?xml ".utf8) {
            // `UTF-8` in any case, or nothing at all: that is what XML is in without a word.
            let declaration = Substring(bytes.prefix { $0 != UInt8(ascii: ">") }).lowercased().utf8
            guard !declaration.contains("encoding".utf8) || declaration.contains("utf-8".utf8) else { return false }
            content = content.dropFirst(2)
        }
        // Marks are looked for as bytes, as the parser does: a name that begins with a combining character makes one
        // `Character` with the mark before it.
        guard !content.contains("<?".utf8), !content.contains("<!DOCTYPE".utf8) else { return false }
        var bounds = XMLBounds(content)
        return bounds.hold()
    }

    private mutating func hold() -> Bool {
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[start...]
            let isInBounds =
                if rest.starts(with: "<!--".utf8) {
                    skip(behind: "-->")
                } else if rest.starts(with: "<![CDATA[".utf8) {
                    skip(behind: "]]>")
                } else {
                    takeTag()
                }
            guard isInBounds else { return false }
        }
        return true
    }

    private mutating func skip(behind end: String) -> Bool {
        let (first, length) = (end.utf8.first, end.utf8.count)
        while let next = rest.firstIndex(where: { $0 == first }) {
            rest = rest[next...]
            if rest.starts(with: end.utf8) {
                rest = rest.dropFirst(length)
                return true
            }
            rest = rest.dropFirst()
        }
        return false
    }

    /// Takes a tag, in whose attributes a `>` may stand.
    private mutating func takeTag() -> Bool {
        var (quote, last) = (nil as UInt8?, 0 as UInt8)
        var tag = rest.prefix(Self.longestTagBytes)
        while let byte = tag.popFirst() {
            if quote == nil, byte == UInt8(ascii: ">") {
                let isEnd = rest.dropFirst().first == UInt8(ascii: "/")
                depth += isEnd ? -1 : (last == UInt8(ascii: "/") ? 0 : 1)
                elements += isEnd ? 0 : 1
                rest = rest[tag.startIndex...]
                return depth <= Self.deepest && elements <= Self.mostElements
            }
            if byte == quote {
                quote = nil
            } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
            last = byte
        }
        return false
    }
}
