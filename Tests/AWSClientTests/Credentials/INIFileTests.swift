import Testing

@testable import AWSClient

@Suite("A shared file")
struct INIFileTests {
    private func read(_ text: String) throws -> [String: INIFile.Section] { try INIFile(parsing: text).sections }

    private func value(_ text: String, section: String = "a", key: String = "k") throws -> String? {
        try read(text)[section]?[key]?.text
    }

    @Test(
        "has sections of trimmed values, with keys in any case",
        arguments: [
            "[a]\nk = v", "[a]\nK=v", "[ a ]\n\tk\t=\tv  ", "\u{FEFF}[a]\r\nk = v\r\n",
            "[a] # why\n\n; no\n# no\nk = v",
            "[a]\nother = 1\n[b]\nk = w\n[a]\nk = v", "[a]\nk = w\nk = v", "[a]\rk = v\r", "[a]\r\rk = v",
            "[a]\n\rk = v",
            "[a]\n# c\u{2028}d\n; \u{85}e\n# f\u{B}g\u{C}h\u{2029}i\nk = v", "[a]\n\u{1C}k\u{1F}=\u{A0}v\u{2028}",
        ])
    func values(text: String) throws {
        #expect(try value(text) == "v")
    }

    @Test(
        "keeps comment marks, quotes and equals signs inside a value",
        arguments: [
            ("a # b", "a # b"), ("a;b", "a;b"), ("\"a\"", "\"a\""), ("a=b==", "a=b=="), ("[x]", "[x]"), ("é", "é"),
            ("a\u{2028}b", "a\u{2028}b"), ("a\u{85}b\u{B}c\u{C}d\u{1E}e", "a\u{85}b\u{B}c\u{C}d\u{1E}e"),
        ])
    func literal(written: String, read: String) throws {
        #expect(try value("[a]\nk = \(written)") == read)
    }

    @Test("recognises marks and indents by their bytes, whatever combines with them")
    func combining() throws {
        let mark = "\u{0301}"
        #expect(try value("[\(mark)a]\nk =\(mark)v", section: "\(mark)a") == "\(mark)v")
        #expect(
            try read("#\(mark)\n;\(mark)\n[a]\nk =\n \(mark)s = v") == [
                "a": ["k": .init(text: "", block: ["\(mark)s": "v"])]
            ])
        // A character that combines with the following one.
        #expect(try value("[a\u{0600}]\nk\u{0600}=v", section: "a\u{0600}", key: "k\u{0600}") == "v")
    }

    @Test("has a nested block below a key without a value")
    func nested() throws {
        let text = """
            [services s]
            dynamodb =
              Endpoint_URL = http://localhost:8000
              # a comment
              other = x = y

              third = 3
            iam =
            after = 1
            """
        let section = try #require(try read(text)["services s"])
        #expect(
            section["dynamodb"]
                == INIFile.Entry(
                    text: "", block: ["endpoint_url": "http://localhost:8000", "other": "x = y", "third": "3"]))
        #expect(section["iam"] == INIFile.Entry(text: ""))
        #expect(section["after"]?.text == "1")
    }

    @Test("takes an indented line below a value as its continuation")
    func continued() throws {
        #expect(try value("[a]\nk = v\n  w\nl = 1") == "v\nw")
        #expect(try value("[a]\nk = v\n  w\nl = 1", key: "l") == "1")
    }

    @Test("takes indented keys as keys if there is no key above them with less indent")
    func indented() throws {
        let section = try #require(try read("[a]\n  k = v\n  l = w\n[b]\n  k = x")["a"])
        #expect(section == ["k": INIFile.Entry(text: "v"), "l": INIFile.Entry(text: "w")])
    }

    @Test(
        "names the malformed line, never its content",
        arguments: [
            ("k = hush", 1), ("[a]\nhush", 2), ("[a\nk = hush", 1), ("[a]\n= hush", 2), ("[a]\nk =\n  hush", 3),
            ("\n\n[a]\n\nhush", 5), ("\r\r\n[a]\n\rhush", 5), ("[a]\n# \u{2028}\u{85}\u{B}\nhush", 3),
        ])
    func wrong(text: String, line: Int) throws {
        let error = try #require(#expect(throws: INIError.self) { _ = try INIFile(parsing: text) })
        #expect(error.line == line)
        #expect(!"\(error)".contains("hush"))
    }

    @Test("may be empty, or hold only comments", arguments: ["", "\n\n", "# a\n ; b\n"])
    func empty(text: String) throws {
        #expect(try read(text).isEmpty)
    }
}
