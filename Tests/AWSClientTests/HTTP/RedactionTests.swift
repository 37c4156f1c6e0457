import AWSSigning
import Foundation
import Testing

@testable import AWSClient

@Suite("A redaction")
struct RedactionTests {
    static let token = "IQoJb3JpZ2luX2Vj/0123456789+abcdefghijklmnopqrstuvwxyz=="

    private func hiding(_ text: String) -> String { Redaction([Self.token]).hiding(in: text) }

    @Test("removes a secret completely, in whatever form a server repeats it")
    func forms() {
        let encoded = PercentEncoding.encoded(Self.token)
        let partly = Self.token.replacing("/", with: "%2F")
        let forms = [
            Self.token, encoded, encoded.replacing("%2F", with: "%2f").replacing("%3D", with: "%3d"), partly,
            PercentEncoding.encoded(encoded),
        ]
        for form in forms {
            let shown = hiding("a=\(form)&b")
            #expect(shown.hasPrefix("a=[redacted]") && shown.hasSuffix("&b"), "\(form): \(shown)")
        }
        #expect(hiding("a=\(encoded)&b") == "a=[redacted]&b")
        #expect(Redaction(["Bearer abc def"]).hiding(in: "t=Bearer+abc+def.") == "t=[redacted].")
    }

    @Test(
        "compares bytes: a combining mark before or after a secret hides nothing",
        arguments: ["\u{301}", "\u{200D}"])
    func marks(mark: String) {
        for text in ["\(Self.token)\(mark) x", "x \(mark)\(Self.token)"] {
            #expect(!hiding(text).utf8.contains("0123456789".utf8))
            #expect(hiding(text).utf8.contains(Redaction.mark.utf8))
        }
        #expect(Redaction(["hush-hush"]).hiding(in: "hush-hush\(mark)").utf8.contains(Redaction.mark.utf8))
    }

    @Test("hides the pieces of a secret in a shortened text")
    func pieces() {
        #expect(hiding("\(Self.token.prefix(30))…") == "[redacted]…")
        #expect(hiding("…\(Self.token.suffix(16)) end") == "…[redacted] end")
        #expect(hiding("\(Self.token.prefix(20))|\(Self.token.suffix(20))") == "[redacted]|[redacted]")
        // Such a short text is no secret, and could be anything.
        #expect(hiding(String(Self.token.prefix(15))) == Self.token.prefix(15))
    }

    @Test("leaves other text alone")
    func others() {
        for text in ["", "plain words", "100 % sure, %zz and %4", "é%C3%A9", String(Self.token.reversed())] {
            #expect(hiding(text) == text)
        }
        #expect(Redaction(["", "short"]).hiding(in: "a short text, shor") == "a [redacted] text, shor")
        #expect(Redaction([]).hiding(in: Self.token) == Self.token)
    }

    @Test("takes time that grows only with the text", .timeLimit(.minutes(1)))
    func long() {
        let almost = String(repeating: String(Self.token.dropLast()), count: 1000)
        #expect(hiding(almost) == Redaction.mark)
        #expect(hiding(String(repeating: "%", count: 50_000)).utf8.count == 50_000)
    }
}

@Suite("A server's text")
struct OutsideTextTests {
    @Test("is shown up to some kilobytes, cut between two characters' bytes, with its length")
    func shortened() {
        #expect(OutsideText.shortened("short") == "short")
        let whole = String(repeating: "x", count: OutsideText.mostBytes)
        #expect(OutsideText.shortened(whole) == whole)
        #expect(OutsideText.shortened(whole + "y") == "\(whole)… (4097 bytes in all)")
        let wide = OutsideText.shortened("x" + String(repeating: "é", count: 4000))
        #expect(wide == "x" + String(repeating: "é", count: 2047) + "… (8001 bytes in all)")
        // The whole text is one character.
        let mark = OutsideText.shortened("x" + String(repeating: "\u{301}", count: 100_000))
        #expect(mark.utf8.count < OutsideText.mostBytes + 40)
    }

    @Test(
        "counts as a name only in a name's format",
        arguments: [
            ("ResourceNotFoundException", true), ("56474f30-e660-41ec", true), ("a_b.C", true), ("", false),
            ("two words", false),
            ("a/b", false), ("é", false), ("a\u{301}", false), (String(repeating: "a", count: 81), false),
        ])
    func name(text: String, isName: Bool) { #expect((OutsideText.name(text) == text) == isName) }
}
