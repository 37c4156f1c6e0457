/// Small pieces of sentences.
package enum Words {
    /// A number with its noun, as `1 change` or `6 changes`.
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// A list, as `a, b and c`.
    static func list(_ items: [String], last word: String = "and") -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(word) " + last
    }

    /// A length of time, as `3.2 s` or `1 min 12 s`.
    static func time(_ duration: Duration) -> String {
        let tenths =
            Int(duration.components.seconds) * 10 + Int(duration.components.attoseconds / 100_000_000_000_000_000)
        if tenths < 600 { return "\(tenths / 10).\(tenths % 10) s" }
        return "\(tenths / 600) min \(tenths / 10 % 60) s"
    }

    /// A length of time in whole seconds, as `12 s` or `1 min 12 s`.
    static func wholeSeconds(_ duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        return seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }

    /// What is waited for, as `waiting: role not assumable yet`.
    static func waiting(for reason: String) -> String {
        let isSentence = reason.last.map { ".!?…".contains($0) } ?? false
        return "waiting: \(isSentence ? String(reason.dropLast()) : reason)"
    }

    /// What is waited for and how long so far, as `waiting: role not assumable yet, 12 s`.
    static func waiting(for reason: String, _ duration: Duration) -> String {
        "\(waiting(for: reason)), \(wholeSeconds(duration))"
    }

    /// Said at once when the work is to come to an early end.
    static let stopping = "Stopping: what is under way is finished first; press Ctrl-C again to stop now"

    /// With a capital letter at its beginning: of a word, and never of a name.
    static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// The text as a sentence that begins with a capital, unless it begins with a name.
    package static func wholeSentence(_ phrase: Phrase) -> String { sentence(phrase.capitalised) }

    /// The text as a sentence: with its full stop, unless it ends in a mark of its own.
    package static func sentence(_ text: String) -> String {
        guard let last = text.last else { return "" }
        return ".!?:…".contains(last) ? text : text + "."
    }
}

extension Phrase {
    /// At the beginning of a sentence.
    var capitalised: String { beginsWithName ? text : Words.capitalised(text) }
}
