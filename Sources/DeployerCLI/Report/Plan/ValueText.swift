import Deployer

/// A property's value as people read it, on one line.
enum ValueText {
    /// The longest word that a plan shows whole; the JSON has all of it.
    private static let longestWord = 120

    /// The value; a list's elements are separated by commas.
    static func text(_ value: Value) -> String {
        switch value {
        case .none: "none"
        case .flag(let flag): flag ? "on" : "off"
        case .number(let number): String(number)
        case .text(let text): self.text(text)
        case .list(let values): list(values.map(self.text))
        case .hidden: "(hidden)"
        }
    }

    /// The elements, separated by commas, or by semicolons if they contain spaces.
    private static func list(_ texts: [String]) -> String {
        texts.isEmpty ? "none" : texts.joined(separator: texts.contains { $0.contains(" ") } ? "; " : ", ")
    }

    /// The value with its unit.
    static func text(_ value: Value, unit: String?) -> String {
        text(value) + self.unit(unit, of: value)
    }

    /// The unit after a number, with a space before it; empty after any other value.
    static func unit(_ unit: String?, of value: Value) -> String {
        guard let unit, case .number = value else { return "" }
        let isOne = value == .number(1) && unit.hasSuffix("s") && unit.count > 1
        return " " + Printable.escaped(isOne ? String(unit.dropLast()) : unit)
    }

    /// Two values as different texts, even if their short forms are equal or look alike.
    static func pair(_ from: Value, _ to: Value) -> (from: String, to: String) {
        let short = (text(from), text(to))
        guard short.0 == short.1, case .text(let old) = from, case .text(let new) = to else { return short }
        return old == new
            ? (Printable.spelt(old), Printable.spelt(new)) : (Printable.escaped(old), Printable.escaped(new))
    }

    /// Several values on either side; a value that looks like one on the other side is spelled out.
    static func distinguished(_ removed: [Value], _ added: [Value]) -> (removed: [String], added: [String]) {
        func texts(_ values: [Value], besides others: [Value]) -> [String] {
            let alike = Dictionary(others.map { (text($0), $0) }) { first, _ in first }
            return values.map { value in
                let short = text(value)
                return alike[short].map { pair(value, $0).from } ?? short
            }
        }
        return (texts(removed, besides: added), texts(added, besides: removed))
    }

    /// Whether the value is empty, so that a creation need not list it.
    static func isEmpty(_ value: Value) -> Bool {
        switch value {
        case .none, .text(""), .list([]): true
        default: false
        }
    }

    private static func text(_ text: String) -> String {
        if text.isEmpty || text.hasPrefix(" ") || text.hasSuffix(" ") { return "\"\(Printable.escaped(text))\"" }
        if isDigest(text) { return "\(text.prefix(8))…" }
        return Printable.escaped(text).split(separator: " ", omittingEmptySubsequences: false)
            .map { Printable.cut(String($0), to: longestWord) }.joined(separator: " ")
    }

    /// Whether the text is a hash, of which people read only the beginning: hexadecimal, or SHA-256 in Base64.
    private static func isDigest(_ text: String) -> Bool {
        let letters = text.utf8
        if letters.count >= 32, text.allSatisfy({ $0.isHexDigit && $0.isASCII }) { return true }
        return letters.count == 44 && text.hasSuffix("=")
            && text.dropLast().allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "+" || $0 == "/") }
    }
}
