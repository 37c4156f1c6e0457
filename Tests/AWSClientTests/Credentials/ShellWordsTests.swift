import Testing

@testable import AWSClient

@Suite("A command's words")
struct ShellWordsTests {
    // What Python's shlex.split gives for the same text.
    @Test(
        "are split as a shell quotes them",
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

    @Test("cannot be told where a quotation is not closed", arguments: ["'a", "\"a", "a\\", "\"a\\"])
    func open(text: String) {
        #expect(ShellWords.split(text) == nil)
    }
}

@Suite("A timestamp")
struct TimestampTests {
    @Test(
        "is read with Z, UTC or an offset, and with fractions of a second",
        arguments: [
            "2026-09-21T14:13:20Z", "2026-09-21T14:13:20UTC", "2026-09-21T16:13:20+02:00", "2026-09-21T14:13:20.987Z",
            "2026-09-21T09:13:20.5-05:00", " 2026-09-21T14:13:20Z ", "2026-09-21T14:13:20+0000",
        ])
    func read(text: String) {
        #expect(Timestamp.seconds(text) == 1_790_000_000)
        #expect(Timestamp.text(1_790_000_000) == "2026-09-21T14:13:20Z")
    }

    @Test(
        "is nothing else", arguments: ["", "soon", "2026-09-21", "2026-09-21T14:13:20", "14:13:20Z", "2026-09-21T.Z"])
    func wrong(text: String) {
        #expect(Timestamp.seconds(text) == nil)
    }
}
