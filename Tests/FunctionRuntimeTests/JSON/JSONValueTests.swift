import Testing

@testable import FunctionRuntime

@Suite("A JSON value")
struct JSONValueTests {
    private let value: JSON = ["text": "a", "list": [1, -2, true, .null], "object": ["b": false]]

    @Test("is written as Swift's literals are")
    func literals() {
        #expect(value.text == #"{"text":"a","list":[1,-2,true,null],"object":{"b":false}}"#)
    }

    @Test("is the same only as one of its own kind, with the same content in the same order")
    func equality() {
        let different: [JSON] = [
            .null, true, false, 1, "1", "true", [], [:], [.null], [1], [[1]], [1, 2], [2, 1], ["a": 1], ["a": "1"],
            ["b": 1], ["a": 1, "b": 2], ["b": 2, "a": 1], ["a": ["b": [1]]], ["a": ["b": [2]]],
        ]
        for (index, left) in different.enumerated() {
            for (other, right) in different.enumerated() {
                #expect((left == right) == (index == other), "\(left) \(right)")
            }
        }
    }

    @Test("is written with the escapes that it needs, and no others")
    func escapes() throws {
        let value: JSON = ["\"\\": "\n\r\t\0\u{1F}\u{7F}\u{80}/é\u{2028}\u{2029}\u{202A}😀"]
        let written = #"{"\"\\":"\n\r\t\u0000\u001f\u007f\#u{80}/é\u2028\u2029\#u{202A}😀"}"#
        #expect(value.text == written && value.bytes == Array(written.utf8))
        #expect(try JSONReader.read(value.bytes) == value)
    }

    @Test("gives its content only as what it is")
    func content() {
        #expect(value["list"]?.array?.map(\.integer) == [1, -2, nil, nil])
        #expect(value["list"]?.array?.map(\.bool) == [nil, nil, true, nil])
        #expect(value["object"]?.members == [JSON.Member(name: "b", value: false)])
        #expect(value["text"]?.string == "a")
        for other in [value["text"], value["object"], JSON.number("1")] { #expect(other?.array == nil) }
        for other in [value["text"], value["list"], JSON.null] { #expect(other?.members == nil) }
        for other in [value["list"], JSON.number("1")] { #expect(other?.string == nil) }
        for other in ["1.5", "1e3", "9223372036854775808"] { #expect(JSON.number(other).integer == nil) }
    }
}
