/// The text of a denial, in which fixed words of AWS come before each fact.
///
/// It is parsed as bytes, in one pass and never backwards: with quadratic time, a long message could block the program.
struct DenialWords {
    /// The message.
    let message: String

    /// A parser for a message.
    init(_ message: String) { self.message = message }

    /// The action after these words, such as `logs:TagResource`; it may be quoted.
    func action(behind words: String) -> String? {
        let found = run(behind: words, where: Self.isOfAction) { run in
            let parts = run.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
            return parts.count == 2 && !parts[0].isEmpty && parts[0].allSatisfy(Self.isOfService)
                && parts[1].first.map(Self.isLetter) == true
        }
        // AWS's operation names have only letters: anything else after them belongs to the sentence.
        guard let found, let colon = found.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = found.utf8[found.utf8.index(after: colon)...].prefix(while: Self.isLetter)
        return String(found.utf8[...colon]).map { $0 + String(Substring(name)) }
    }

    /// The kind of policy after these words, in lower case, such as `service control policy`.
    ///
    /// - Parameter end: the words after it; nil if it ends with the sentence.
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

    /// The first wanted run of such bytes after these words.
    func run(
        behind words: String, where isOfRun: (UInt8) -> Bool, isWanted: (Substring.UTF8View) -> Bool
    ) -> String? {
        var rest = message.utf8[...]
        while let place = rest.firstRange(of: words.utf8) {
            rest = rest[place.upperBound...]
            if rest.first == UInt8(ascii: "\"") { rest = rest.dropFirst() }
            let run = rest.prefix(while: isOfRun)
            if isWanted(run) { return String(Substring(run)) }
            // The run has the same kind of bytes to its end, so the searched words cannot begin inside it.
            rest = rest[run.endIndex...]
        }
        return nil
    }

    // MARK: Bytes of each kind

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
