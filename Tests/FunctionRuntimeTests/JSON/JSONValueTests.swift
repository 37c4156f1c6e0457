import Testing

@testable import FunctionRuntime

@Suite("A JSON value")
struct JSONValueTests {
    private let value: JSON = ["text": "a", "list": [1, -2, true, .null], "object": ["b": false]]

    @Test("is written as Swift's literals are")
    func literals() {
        #expect(value.text == #"{"text":"a","list":[1,-2,true,null],"object":{"b":false}}"#)
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
