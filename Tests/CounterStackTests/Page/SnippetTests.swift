import Testing

@testable import CounterStack

@Suite("The snippet for a page")
struct SnippetTests {
    @Test("is two lines with the URL filled in")
    func lines() {
        #expect(
            Snippet(url: "https://abc.lambda-url.eu-west-1.on.aws/").lines == [
                #"<script type="module" src="visitor-counter.js"></script>"#,
                #"<visitor-counter src="https://abc.lambda-url.eu-west-1.on.aws/" page="main_page"></visitor-counter>"#,
            ])
    }

    @Test("treats no part of a URL as markup")
    func escaping() {
        let line = Snippet(url: #"https://a/"><script>alert('&')</script>"#, page: "<b>").lines[1]
        #expect(
            line == #"<visitor-counter src="https://a/&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;" "#
                + #"page="&lt;b&gt;"></visitor-counter>"#)
    }

    @Test("is shown whole, after a sentence on where it works")
    func notes() {
        let snippet = Snippet(url: "https://u/")
        let copied = "\n  " + snippet.lines.joined(separator: "\n  ")
        func sentence(_ origins: [String]) -> String? {
            let notes = snippet.notes(origins: origins)
            return notes.hasSuffix(copied) ? String(notes.dropLast(copied.count)) : nil
        }
        let rest = ", put web/visitor-counter.js beside it and paste this into it:"
        #expect(sentence(["https://a.example"]) == "To show the count on a page of https://a.example" + rest)
        #expect(sentence(["http://a", "http://b"]) == "To show the count on a page of http://a or http://b" + rest)
        #expect(sentence(["*"]) == "To show the count on any page" + rest)
        #expect(sentence(["1", "2", "3", "4"]) == "To show the count on a page of an allowed origin" + rest)
    }
}
