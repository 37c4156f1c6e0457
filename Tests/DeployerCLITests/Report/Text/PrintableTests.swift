import Testing

@testable import Deployer
@testable import DeployerCLI

@Suite("Text from outside")
struct PrintableTests {
    @Test(
        "is spelled out if it is invisible, or looks like a space and is none",
        arguments: [
            "\u{FE0F}", "\u{3164}", "\u{115F}", "\u{2800}", "\u{34F}", "\u{E0100}", "\u{180B}", "\u{17B4}", "\u{FFA0}",
            "\u{200D}", "\u{AD}", "\u{A0}", "\u{3000}", "\u{1680}", "\u{13441}", "\u{1D159}", "\u{16FE4}", "\u{85}",
            "\u{1B}", "\u{202E}", "\u{E0041}", "\u{E000}", "\u{FFFE}",
        ])
    func hidden(_ scalar: Unicode.Scalar) {
        let spelling = "\\u{\(String(scalar.value, radix: 16))}"
        #expect(Printable.escaped("a\(scalar)b") == "a\(spelling)b")
        #expect(Printable.escaped("❤\(scalar)") == "❤\(spelling)")
        #expect(JSONText.quoted("a\(scalar)b").allSatisfy { $0.isASCII })
        #expect(ShellWord.quoted("a\(scalar)b").allSatisfy { $0.isASCII })
    }

    @Test(
        "stays as it is if it is visible",
        arguments: ["a b", "é", "e\u{301}", "日本語", "한국어", "👍🏽", "🇩🇪", "→ ✓ … –", "␢", "नमस्ते", "שלום"])
    func shown(_ text: String) {
        #expect(Printable.escaped(text).hasSameBytes(as: text))
        #expect(JSONText.quoted(text).hasSameBytes(as: "\"\(text)\""))
    }

    @Test("is spelled out wherever Unicode says that it is invisible")
    func defaultIgnorable() {
        for value in UInt32(0x80)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value), scalar.properties.isDefaultIgnorableCodePoint else { continue }
            #expect(Printable.isHidden(scalar), "U+\(String(value, radix: 16))")
        }
    }

    @Test(
        "has the width that terminals give it",
        arguments: [
            ("abc", 3), ("e\u{301}", 1), ("\u{301}", 0), ("日本", 4), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("🚀", 2),
            ("🪐", 2), ("⌚", 2), ("✓", 1), ("☰", 2), ("❤", 1), ("Ａ", 2), ("ｱ", 1), ("नि", 2), ("\u{1F6D8}", 2),
        ])
    func widths(_ text: String, _ columns: Int) {
        #expect(Printable.columns(text) == columns, "\(text)")
    }

    @Test("is shortened in its middle by columns, without cutting wide letters")
    func shortened() {
        #expect(Printable.shortened("abcdef", to: 6) == "abcdef")
        #expect(Printable.shortened("abcdef", to: 5) == "ab…ef")
        #expect(Printable.shortened("abcdef", to: 4) == "ab…f")
        #expect(Printable.shortened("abcdef", to: 1) == "…")
        #expect(Printable.shortened("abcdef", to: 0) == "")
        #expect(Printable.shortened("日本語日本語", to: 6) == "日…語")
        #expect(Printable.shortened("xe\u{301}abcde\u{301}", to: 4) == "xe\u{301}…e\u{301}")
    }
}
