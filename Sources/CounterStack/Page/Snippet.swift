import AWSDeployer

/// The HTML that the owner of a page pastes into it, so that the page counts.
struct Snippet {
    /// The counter's URL.
    let url: String
    /// The page that is counted.
    var page = CounterSettings.mainPage

    /// Two lines of HTML.
    var lines: [String] {
        [
            #"<script type="module" src="visitor-counter.js"></script>"#,
            #"<visitor-counter src="\#(HTMLText.escaped(url))" page="\#(HTMLText.escaped(page))"></visitor-counter>"#,
        ]
    }

    /// The snippet for people, and where it works.
    ///
    /// - Parameter origins: the web sites whose pages may count.
    func notes(origins: [String]) -> String {
        let few = origins.count > 3 ? "an allowed origin" : origins.joined(separator: " or ")
        let pages = origins.contains("*") ? "any page" : "a page of \(few)"
        return "To show the count on \(pages), put web/visitor-counter.js beside it and paste this into it:\n"
            + lines.map { "  " + $0 }.joined(separator: "\n")
    }
}
