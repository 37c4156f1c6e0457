import Testing

@testable import Deployer
@testable import DeployerCLI

@Suite("The layout of text")
struct LayoutTests {
    @Test("breaks between words, and keeps a long word whole")
    func wrapping() {
        #expect(Wrapping.lines("one two three", width: 8) == ["one two", "three"])
        #expect(
            Wrapping.lines("a https://example.com b", width: 6, indent: 2) == ["a", "  https://example.com", "  b"])
        #expect(Wrapping.lines("", width: 8) == [])
    }

    @Test("keeps items whole if they fit")
    func items() {
        #expect(Wrapping.items(["a b", "c d", "e"], separator: " · ", width: 9) == ["a b · c d", "e"])
        #expect(Wrapping.items(["aa bb cc", "d"], separator: " · ", width: 5) == ["aa bb", "  cc", "d"])
    }

    @Test("counts columns, two for a wide character")
    func columns() {
        #expect(Printable.columns("→ é") == 3)
        #expect(Printable.columns("日本") == 4)
        #expect(Printable.cut("日本語", to: 5) == "日本…")
        #expect(Printable.cut("abc", to: 3) == "abc")
        #expect(Printable.cut("abcd", to: 3) == "ab…")
        #expect(Printable.cut("abcd", to: 0) == "")
    }

    @Test("shows times and numbers as people write them")
    func words() {
        #expect(Words.time(.milliseconds(3_249)) == "3.2 s")
        #expect(Words.time(.seconds(72)) == "1 min 12 s")
        #expect(Words.wholeSeconds(.seconds(59)) == "59 s")
        #expect(Words.count(1, "change") == "1 change")
        #expect(Words.list(["a", "b", "c"]) == "a, b and c")
        #expect(Words.list([]) == "")
    }

    @Test("finds the elements that leave a list and those that join it")
    func lists() {
        let (a, b, c) = (Value.text("a"), Value.text("b"), Value.text("c"))
        let moved = ListDifference(from: [a, b], to: [b, a, c])
        #expect(moved.isReordered && moved.added == [c] && moved.removed == [])
        let changed = ListDifference(from: [a, b, b], to: [b, c])
        #expect(!changed.isReordered && changed.added == [c] && changed.removed == [a, b])
    }

    @Test("guesses what was meant, if it is near enough")
    func near() {
        #expect(NearMatch.best(for: "paln", among: ["plan", "deploy"]) == "plan")
        #expect(NearMatch.best(for: "stag", among: ["region", "stage"]) == "stage")
        #expect(NearMatch.best(for: "zzz", among: ["plan", "deploy"]) == nil)
        #expect(NearMatch.best(for: "", among: ["plan"]) == nil)
    }

    @Test("handles lists of any length, and shows only part of a long reason", .timeLimit(.minutes(1)))
    func longTexts() {
        let (old, new) = ((0..<20_000).map { Value.number($0) }, (20_000..<40_000).map { Value.number($0) })
        let difference = ListDifference(from: old, to: new)
        #expect(difference.removed == old && difference.added == new)
        let reported = ValueText.distinguished(old, new)
        #expect(reported.removed.count == 20_000 && reported.added.last == "39999")
        let reason = String(repeating: "\u{301}", count: 100_000)
        #expect(Explanation("it failed", why: reason, advice: "").why.utf8.count < 32_768)
    }

    @Test("shows a difference between list elements that look alike")
    func lookAlikes() {
        let sides = ChangeSides(
            Change(
                "pages", from: .list([.text("a"), .text("cafe\u{301}")]),
                to: .list([.text("caf\u{E9}"), .text("b"), .text("a")])))
        #expect(sides.removed == ["cafe\\u{301}"] && sides.added == ["caf\\u{e9}", "b"])
    }
}
