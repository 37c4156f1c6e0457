/// Text as it stands in a page's markup.
package enum HTMLText {
    private static let references: [Unicode.Scalar: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
    ]

    /// The text with what means something to HTML written as references, for content and for quoted attributes alike.
    package static func escaped(_ text: String) -> String { text.replacingScalars { references[$0] } }
}
