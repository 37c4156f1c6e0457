import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Parses an XML response into ``XMLNode``s with Foundation's parser, within ``XMLBounds``.
final class XMLReader: NSObject, XMLParserDelegate {
    private struct Open {
        let name: String
        var text = ""
        var children: [XMLNode] = []
    }

    private var open: [Open] = []
    private var root: XMLNode?
    private var isMalformed = false

    /// The root element; nil if the text is not well-formed XML in UTF-8, or exceeds the bounds.
    static func read(_ data: Data) -> XMLNode? {
        guard !data.isEmpty, let text = String(validating: data, as: UTF8.self), XMLBounds.hold(for: text) else {
            return nil
        }
        let reader = XMLReader()
        let parser = XMLParser(data: data)
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        parser.delegate = reader
        return parser.parse() && !reader.isMalformed ? reader.root : nil
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName qName: String?,
        attributes attributeDict: [String: String]
    ) {
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
        // White space between child elements is layout. In an element without children it is part of the value, for
        // example of a tag.
        let text = element.children.isEmpty ? element.text : ""
        let node = XMLNode(name: element.name, text: text, children: element.children)
        if let last = open.indices.last { open[last].children.append(node) } else { root = node }
    }

    /// Content after the root element is an error too, but `parse()` does not report it.
    func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
        isMalformed = true
    }
}

/// An element of an XML response: its name, its text, its children in order.
public struct XMLNode: Sendable, Equatable {
    /// The element's name without a namespace.
    public let name: String
    /// Its text as written; empty if it has child elements.
    public let text: String
    /// Its child elements in order.
    public let children: [XMLNode]

    /// An element from its parts.
    public init(name: String, text: String = "", children: [XMLNode] = []) {
        self.name = name
        self.text = text
        self.children = children
    }

    /// The first child of that name.
    public subscript(_ name: String) -> XMLNode? { children.first { $0.name == name } }

    /// The `<member>` elements of a list child; empty if it is missing.
    public func members(of name: String) -> [XMLNode] { self[name]?.children.filter { $0.name == "member" } ?? [] }

    /// The `<entry>` elements of a map child, by their keys; empty if it is missing.
    public func entries(of name: String) -> [String: String] {
        let pairs = self[name]?.children.compactMap { entry in
            entry.name == "entry" ? entry["key"].map { ($0.text, entry["value"]?.text ?? "") } : nil
        }
        return Dictionary(pairs ?? []) { first, _ in first }
    }
}
