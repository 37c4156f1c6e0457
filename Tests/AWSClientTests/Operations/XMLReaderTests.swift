import Foundation
import Testing

@testable import AWSClient

@Suite("The XML reader")
struct XMLReaderTests {
    private func read(_ text: String) -> XMLNode? { XMLReader.read(Data(text.utf8)) }

    @Test("returns names without namespaces, a value's text with its white space, and children in order")
    func tree() {
        let node = read("<a:x xmlns:a='urn:a'>\n <b> 1 &amp; <![CDATA[<2>]]> </b><c/><b>é</b>\n</a:x>")
        #expect(
            node
                == XMLNode(
                    name: "x",
                    children: [
                        XMLNode(name: "b", text: " 1 & <2> "), XMLNode(name: "c"), XMLNode(name: "b", text: "é"),
                    ]))
        #expect(node?["b"]?.text == " 1 & <2> ")
        #expect(node?["d"] == nil)
    }

    @Test("returns the members of a list; none if it is empty or missing")
    func members() {
        let node = read("<x><L><member>1</member><other/><member>2</member></L><E/></x>")
        #expect(node?.members(of: "L").map(\.text) == ["1", "2"])
        #expect(node?.members(of: "E").isEmpty == true)
        #expect(node?.members(of: "M").isEmpty == true)
    }

    @Test(
        "rejects what is not well-formed",
        arguments: [
            "", " ", "x", "<a>", "<a></b>", "<a/><b/>", "<a>&undeclared;</a>", "<a", "\u{0}", #"{"a":1}"#,
        ])
    func malformed(text: String) {
        #expect(read(text) == nil)
    }

    @Test("rejects a document's own entities, which could expand without limit")
    func entities() {
        let laughs = """
            <!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><l>&c;</l>
            """
        #expect(read(laughs) == nil)
        #expect(read(#"<!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/hostname">]><l>&f;</l>"#) == nil)
        #expect(read("<!DOCTYPE\u{483}l [<!ENTITY a 'ha'>]><l>&a;</l>") == nil)
    }

    @Test("rejects other encodings than UTF-8, where Foundation's parser would trap or a document type could hide")
    func encodings() {
        #expect(XMLReader.read(Data([0x3C, 0x61, 0xFF, 0xFF, 0x2F, 0x3E])) == nil)
        #expect(XMLReader.read(Data("<a/>".utf16.flatMap { [UInt8($0), 0] })) == nil)
        #expect(read("<?xml version='1.0' encoding='UTF-7'?><a/>") == nil)
        #expect(read("<?xml version='1.0' encoding='utf-8'?><a/>") == XMLNode(name: "a"))
    }

    @Test(
        "rejects processing instructions, on which Foundation's parser would trap",
        arguments: ["<?x?><a/>", "<a><?y z?></a>", "<a><?\u{483}y?></a>"])
    func instructions(text: String) { #expect(read(text) == nil) }

    @Test("accepts a tree as deep as any response, and none deeper")
    func depth() {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(read(nested(64)) != nil)
        #expect(read(nested(65)) == nil)
        #expect(read(nested(100_000)) == nil)
    }
}
