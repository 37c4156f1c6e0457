import Foundation
import Testing

@testable import AWSClient

/// For each of these, the time grew at least with the square of the response's length.
@Suite("A response beyond the bounds", .timeLimit(.minutes(1)))
struct AnswerBoundsTests {
    private func error(_ operation: ServiceOperation, _ body: String) -> ServiceError {
        ServiceError(decoding: HTTPResponse(400, body), of: operation)
    }

    @Test("in XML is rejected before parsing")
    func xml() {
        func read(_ text: String) -> XMLNode? { XMLReader.read(Data(text.utf8)) }
        let attributes = (0..<20_000).map { " a\($0)='x'" }.joined()
        #expect(read("<a\(attributes)/>") == nil)
        #expect(read("<a\(attributes.replacing("x", with: ">"))/>") == nil)
        #expect(read("<a>" + String(repeating: "<b/>", count: 20_000) + "</a>") == nil)
        #expect(read("<a>" + String(repeating: " ", count: 1 << 20) + "</a>") == nil)
        #expect(read("<a b='<?x?>'/>") == nil && read("<a b='<!DOCTYPE x>'/>") == nil)
        #expect(read(String(repeating: "<![CDATA[", count: 5000)) == nil)
        #expect(read("<a>" + String(repeating: "<b c='>'/>", count: 10_000) + "</a>")?.children.count == 10_000)
    }

    @Test("in XML is not hidden by a quote or a comment")
    func marks() {
        func read(_ text: String) -> XMLNode? { XMLReader.read(Data(text.utf8)) }
        #expect(read("<a><!-- <b> ' --><c/><![CDATA[<?x?><!DOCTYPE>]]></a>") != nil)
        #expect(read("<a><!-- ' --><?x?></a>") == nil)
        #expect(read("<a b=\"'\"><?x?></a>") == nil)
        #expect(read("<?xml version='1.0'?><?x?><a/>") == nil)
    }

    @Test("in JSON is rejected before decoding")
    func json() {
        let deep = String(repeating: "{\"a\":", count: 500) + "1" + String(repeating: "}", count: 500)
        let many = "[" + String(repeating: "{},", count: 60_000) + "1]"
        for text in [String(repeating: "[", count: 65), deep, many, "[\u{0}]"] {
            #expect(!JSONBounds.hold(for: Data(text.utf8)))
        }
    }

    @Test("in JSON ignores marks inside strings")
    func texts() {
        let brackets = String(repeating: "[", count: 100) + String(repeating: ",", count: 200_000)
        for text in [#"{"a": "\#(brackets)"}"#, #"["\\", "\"\#(brackets)"]"#, "", "[1, {}]"] {
            #expect(JSONBounds.hold(for: Data(text.utf8)))
        }
        #expect(!JSONBounds.hold(for: Data(#"["\\", \#(String(repeating: "[", count: 64))"#.utf8)))
    }

    @Test("is unreadable, whatever it should be decoded into")
    func unreadable() async throws {
        let body = #"{"a": \#(String(repeating: "[", count: 100_000))"#
        let client = try scriptedClient(
            .dynamoDB, ScriptedTransport(Array(repeating: HTTPResponse(200, body), count: 4)))
        let error = try #require(
            await #expect(throws: UnreadableResponse.self) {
                let _: NoOutput = try await client.call(TestOperation.describeTable, ["a": "b"])
            })
        #expect(error.reason == "the body is nested deeper, or has more values, than an answer has")
        #expect(self.error(TestOperation.describeTable, body).code == "Bad Request")
    }

    @Test("shows some kilobytes of its message")
    func message() {
        let long = String(repeating: "because no ", count: 20_000)
        for (operation, body) in [
            (TestOperation.describeTable, #"{"__type":"AccessDeniedException","message":"\#(long)"}"#),
            (
                TestOperation.getRole,
                "<E><Error><Code>AccessDenied</Code><Message>\(long)</Message></Error></E>"
            ),
        ] {
            let error = error(operation, body)
            #expect(error.isAccessDenied)
            #expect(error.message.utf8.count < 5000 && error.message.hasSuffix(" bytes in all)"))
        }
    }
}
