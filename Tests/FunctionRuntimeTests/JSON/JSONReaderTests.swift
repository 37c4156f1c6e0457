import Testing

@testable import FunctionRuntime

@Suite("The JSON reader")
struct JSONReaderTests {
    private func read(_ text: String) throws -> JSON { try JSONReader.read(Array(text.utf8)) }

    private static let valid: [(text: String, value: JSON)] = [
        ("null", JSON.null), (" true ", .bool(true)), ("false", .bool(false)), ("0", .number("0")),
        ("-0", .number("-0")), ("-12.50e+3", .number("-12.50e+3")), ("1E9", .number("1E9")),
        ("123456789012345678901234567890", .number("123456789012345678901234567890")), ("\"\"", ""),
        (#""a\"\\\/\b\f\n\r\té""#, "a\"\\/\u{8}\u{C}\n\r\té"), (#""\u00e9\uD83D\uDE00""#, "é😀"),
        (#""\u0000""#, "\0"),
        ("[]", .array([])), ("[ 1 , [ ] ]", .array([.number("1"), .array([])])), ("{}", .object([])),
        ("\t{ \"a\" : { \"b\" : null } }\r\n", ["a": ["b": .null]]),
    ]

    @Test("reads every kind of value", arguments: valid.indices)
    func values(_ index: Int) throws {
        #expect(try read(Self.valid[index].text) == Self.valid[index].value)
    }

    @Test(
        "rejects what is not JSON",
        arguments: [
            "", " ", "nul", "nulll", "True", "01", "+1", "1.", ".5", "1e", "1e+", "-", "--1", "0x10", "NaN", "Infinity",
            "'a'", "\"", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\uD800\"", "\"\\uDC00\"",
            "\"\\uD800\\u0041\"", "\"\\uD800\\n\"", "\"a\nb\"", "\"\u{1}\"", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]",
            "]",
            "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{1:1}", "{\"a\" 1}", "{,}",
            "1 2",
            "{} x", "\u{FEFF}{}", "// c\n1", "\u{A0}1",
        ])
    func malformed(_ text: String) {
        #expect(throws: JSONError.self) { try read(text) }
    }

    @Test(
        "rejects bytes that are not UTF-8",
        arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80]] as [[UInt8]])
    func notUTF8(_ bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSONReader.read([34] + bytes + [34]) }
    }

    @Test("limits the nesting of values")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try read(nested(64)) }
        #expect(throws: JSONError(reason: "nesting deeper than 64", offset: 64)) { try read(nested(65)) }
        #expect(throws: JSONError.self) { try read(String(repeating: "[", count: 1_000_000)) }
        #expect(throws: JSONError.self) { try read(String(repeating: "{\"a\":", count: 1_000_000)) }
    }

    @Test("reports where it stopped")
    func offset() {
        #expect(throws: JSONError(reason: "a colon is missing", offset: 5)) { try read("{\"a\" 1}") }
    }

    @Test("takes the last of a repeated name")
    func repeatedName() throws {
        #expect(try read(#"{"a":1,"a":2}"#)["a"] == .number("2"))
    }

    @Test("finds no name in what is no object, and no text in what is no string")
    func lookups() {
        #expect(JSON.array([])["a"] == nil)
        #expect(JSON.null["a"]?["b"] == nil)
        #expect(JSON.number("1").string == nil)
    }

    @Test("survives every prefix and every changed byte of an event")
    func damaged() throws {
        let event = Array(FunctionURLEventTests.example.utf8)
        #expect(throws: Never.self) { try JSONReader.read(event) }
        for length in 0..<event.count {
            #expect(throws: JSONError.self) { try JSONReader.read(Array(event.prefix(length))) }
        }
        for index in event.indices {
            for byte: UInt8 in [0, 34, 92, 123, 125, 255] {
                var changed = event
                changed[index] = byte
                _ = try? JSONReader.read(changed)
            }
        }
    }

    @Test("reads what it wrote")
    func roundTrip() throws {
        let scalars = (0...0x2FFF).compactMap(Unicode.Scalar.init).map(Character.init)
        let value: JSON = [
            "text": .string(String(scalars)), "": .array([.null, .bool(false), .number("-1.5e7")]), "\"": [:],
        ]
        #expect(try read(value.text) == value)
        #expect(!value.text.utf8.contains { $0 < 32 || $0 == 127 })
        #expect(!value.text.contains("\u{2028}"))
    }
}
