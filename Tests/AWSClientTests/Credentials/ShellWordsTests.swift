import Testing

@testable import AWSClient

@Suite("A command's words")
struct ShellWordsTests {
    // The results of Python's shlex.split for the same texts.
    @Test(
        "are split by a shell's quoting rules",
        arguments: [
            ("a b", ["a", "b"]), ("  a\t b\r\n", ["a", "b"]), ("", []), ("'a b' c", ["a b", "c"]),
            ("\"a b\"c", ["a bc"]), ("a''b", ["ab"]), ("''", [""]), ("a \"\" b", ["a", "", "b"]),
            ("a\\ b", ["a b"]), ("'a\\b'", ["a\\b"]), ("\"a\\b\"", ["a\\b"]), ("\"a\\\"b\\\\\"", ["a\"b\\"]),
            ("\"it's\"", ["it's"]), ("$HOME `x` | y", ["$HOME", "`x`", "|", "y"]), ("a # b", ["a", "#", "b"]),
            ("é 日本", ["é", "日本"]), ("a\u{00A0}b", ["a\u{00A0}b"]),
        ])
    func split(text: String, words: [String]) {
        #expect(ShellWords.split(text) == words)
    }

    @Test(
        "are quoted so that splitting gives them back",
        arguments: ["p", "a-b_c.d/e@f", "a b", "it's", "", "$x", "\"", "é"])
    func quoted(text: String) {
        #expect(ShellWords.split("x \(ShellWords.quoted(text))") == ["x", text])
        #expect(ShellWords.quoted("dev-1") == "dev-1")
    }

    @Test("are invalid if a quotation is not closed", arguments: ["'a", "\"a", "a\\", "\"a\\"])
    func open(text: String) {
        #expect(ShellWords.split(text) == nil)
    }
}
