/// A refusal's message, in which words of AWS's own stand before what they tell of.
///
/// It is read as bytes, from one place to the next and never back: a time that grew with the square of its length would let
/// a long message stop the program.
struct DenialWords {
    /// The message.
    let message: String

    /// The words of a message.
    init(_ message: String) { self.message = message }

    /// The action that stands behind these words, as `logs:TagResource`; perhaps in quotation marks.
    func action(behind words: String) -> String? {
        let found = run(behind: words, where: Self.isOfAction) { run in
            let parts = run.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
            return parts.count == 2 && !parts[0].isEmpty && parts[0].allSatisfy(Self.isOfService)
                && parts[1].first.map(Self.isLetter) == true
        }
        // AWS's names of operations are letters alone: what follows is the sentence's.
        guard let found, let colon = found.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = found.utf8[found.utf8.index(after: colon)...].prefix(while: Self.isLetter)
        return String(found.utf8[...colon]).map { $0 + String(Substring(name)) }
    }

    /// The kind of policy that stands behind these words, in small letters, as `service control policy`.
    ///
    /// - Parameter end: what stands behind it; nil where it goes on to the sentence's end.
    func policy(behind words: String, before end: String? = nil) -> String? {
        let found = run(behind: words, where: Self.isOfWords) { run in
            guard let end else { return !run.isEmpty }
            return run.dropFirst().contains(end.utf8)
        }
        guard let found else { return nil }
        let kind = end.flatMap { found.utf8.dropFirst().firstRange(of: $0.utf8) }.map { found[..<$0.lowerBound] }
        var rest = (kind ?? found[...]).utf8
        while rest.last == UInt8(ascii: " ") { rest.removeLast() }
        return Substring(rest).lowercased()
    }

    /// The first run of such bytes that stands behind these words, and is one that is looked for.
    func run(
        behind words: String, where isOfRun: (UInt8) -> Bool, isWanted: (Substring.UTF8View) -> Bool
    ) -> String? {
        var rest = message.utf8[...]
        while let place = rest.firstRange(of: words.utf8) {
            rest = rest[place.upperBound...]
            if rest.first == UInt8(ascii: "\"") { rest = rest.dropFirst() }
            let run = rest.prefix(while: isOfRun)
            if isWanted(run) { return String(Substring(run)) }
            // No word in the run begins what is looked for, as it is a run of the same bytes to its end.
            rest = rest[run.endIndex...]
        }
        return nil
    }

    // MARK: What stands in each

    static func isOfARN(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: ",")
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isOfService(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "-")
    }

    private static func isOfAction(_ byte: UInt8) -> Bool {
        isOfService(byte) || isLetter(byte) || byte == UInt8(ascii: ":")
    }

    private static func isOfWords(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-")
    }
}
