import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reads an XML answer into ``XMLNode``s, by Foundation's parser, within bounds that no honest answer comes near.
///
/// A document type is refused: the query protocol has none, and its entities are how a small document becomes a large
/// one. So is any encoding but UTF-8, which could hide one. Foundation traps on names that are not UTF-8, and on a
/// processing instruction without a text: AWS sends neither, and both are refused before it sees them.
final class XMLReader: NSObject, XMLParserDelegate {
    private struct Open {
        let name: String
        var text = ""
        var children: [XMLNode] = []
    }

    private static let deepest = 64
    private static let mostElements = 200_000

    private var open: [Open] = []
    private var elementCount = 0
    private var root: XMLNode?
    private var isMalformed = false

    /// The root element; nil for what is no well-formed XML in UTF-8, is too deep or too long, has a document type
    /// or a processing instruction.
    static func read(_ data: Data) -> XMLNode? {
        guard !data.isEmpty, isAcceptable(data) else { return nil }
        let reader = XMLReader()
        let parser = XMLParser(data: data)
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        parser.delegate = reader
        return parser.parse() && !reader.isMalformed ? reader.root : nil
    }

    /// Whether these are bytes that Foundation's parser can be given: UTF-8 without anything that is refused.
    ///
    /// UTF-16 without a mark is told by its zero bytes, which XML has no use for. Marks are looked for as bytes, as the parser
    /// does: a name that begins with a combining character makes one `Character` with the mark before it.
    private static func isAcceptable(_ data: Data) -> Bool {
        guard let bytes = String(validating: data, as: UTF8.self)?.utf8, !bytes.contains(0),
            !bytes.contains("<!DOCTYPE".utf8)
        else { return false }
        guard bytes.starts(with: "<?xml ".utf8) else { return !bytes.contains("<?".utf8) }
        let declaration = Substring(bytes.prefix { $0 != UInt8(ascii: ">") }).lowercased().utf8
        return !bytes.dropFirst(2).contains("<?".utf8)
            && (!declaration.contains("encoding".utf8) || declaration.contains("utf-8".utf8))
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName qName: String?,
        attributes attributeDict: [String: String]
    ) {
        elementCount += 1
        guard open.count < Self.deepest, elementCount <= Self.mostElements else {
            parser.abortParsing()
            return
        }
        open.append(Open(name: elementName))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        guard let last = open.indices.last else { return }
        open[last].text += string
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        self.parser(parser, foundCharacters: String(decoding: block, as: UTF8.self))
    }

    func parser(
        _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName qName: String?
    ) {
        guard let element = open.popLast() else { return }
        // Between child elements there is only the layout's white space; alone it is a value's own, as a tag's.
        let text = element.children.isEmpty ? element.text : ""
        let node = XMLNode(name: element.name, text: text, children: element.children)
        if let last = open.indices.last { open[last].children.append(node) } else { root = node }
    }

    /// What follows the root element is an error too, of which `parse()` says nothing.
    func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
        isMalformed = true
    }
}
