/// Checks that an XML text is safe for Foundation's parser: UTF-8, and within bounds far above any real response.
///
/// A document type is rejected: the query protocol has none, and its entities could expand a small document into a
/// large one. Any other encoding is rejected because it could hide a document type. Foundation traps on names that are
/// not UTF-8 and on a processing instruction without text, and its time grows with the square of a tag's attributes:
/// AWS sends none of these. This is one pass over the bytes; the parser checks that it is XML.
struct XMLBounds {
    /// A role with everything that AWS allows has some sixty kilobytes.
    static let mostBytes = 1 << 20
    static let deepest = 64
    static let mostElements = 20_000
    /// AWS's tags have one attribute, the namespace.
    static let longestTagBytes = 1024

    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0
    private var elements = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether the text is within the bounds.
    static func hold(for text: String) -> Bool {
        guard text.utf8.count <= mostBytes else { return false }
        var bounds = XMLBounds(Array(text.utf8))
        return bounds.hold()
    }

    private mutating func hold() -> Bool {
        guard takeDeclaration() else { return false }
        // Compare bytes, as the parser does: a name that begins with a combining character would form one `Character`
        // with the mark before it.
        while index < bytes.count {
            let isInBounds: Bool
            switch bytes[index] {
            case 0: isInBounds = false
            case UInt8(ascii: "<"):
                if has("<!--") {
                    isInBounds = skip(behind: "-->")
                } else if has("<![CDATA[") {
                    isInBounds = skip(behind: "]]>")
                } else {
                    isInBounds = !has("<!") && !has("<?") && takeTag()
                }
            default:
                index += 1
                continue
            }
            guard isInBounds else { return false }
        }
        return true
    }

    /// Accepts `UTF-8` in any case, or no encoding, since XML is UTF-8 by default.
    private mutating func takeDeclaration() -> Bool {
        guard has("<?xml ") else { return true }
        let declaration = bytes.prefix { $0 != UInt8(ascii: ">") }
        let words = String(decoding: declaration, as: UTF8.self).lowercased().utf8
        guard !words.contains("encoding".utf8) || words.contains("utf-8".utf8) else { return false }
        index = declaration.count
        return true
    }

    private func has(_ mark: StaticString) -> Bool {
        let length = mark.utf8CodeUnitCount
        guard index + length <= bytes.count else { return false }
        return mark.withUTF8Buffer { mark in mark.indices.allSatisfy { mark[$0] == bytes[index + $0] } }
    }

    private mutating func skip(behind end: StaticString) -> Bool {
        while index < bytes.count {
            if has(end) {
                index += end.utf8CodeUnitCount
                return true
            }
            index += 1
        }
        return false
    }

    /// Reads a tag; its attributes may contain `>`, but nothing may contain `<`.
    private mutating func takeTag() -> Bool {
        let start = index
        var quote: UInt8?
        index += 1
        while index < min(bytes.count, start + Self.longestTagBytes), bytes[index] != UInt8(ascii: "<") {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: ">"), quote == nil {
                let isEnd = bytes[start + 1] == UInt8(ascii: "/")
                depth += isEnd ? -1 : (bytes[index - 2] == UInt8(ascii: "/") ? 0 : 1)
                elements += isEnd ? 0 : 1
                return depth <= Self.deepest && elements <= Self.mostElements
            }
            if byte == quote {
                quote = nil
            } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
        }
        return false
    }
}
