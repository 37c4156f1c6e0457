/// What a stage may be called: it becomes a part of names on the cloud, and of a file's name.
enum StageName {
    /// In words.
    static let rule = "1 to 20 of a-z, 0-9 and -, beginning with a letter or digit"

    /// Whether it stands for every stage that begins so.
    static func isPattern(_ name: String) -> Bool { name.hasSuffix("*") }

    /// Checks a name before it is used for anything.
    ///
    /// - Parameter allowsPattern: whether it may be the beginning of names with a `*` behind it.
    /// - Throws: ``UsageError``
    static func check(_ name: String, allowsPattern: Bool = false) throws {
        let written = allowsPattern && isPattern(name) ? String(name.dropLast()) : name
        let isRight =
            (1...20).contains(written.utf8.count) && written.utf8.first != UInt8(ascii: "-")
            && written.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
        guard isRight else {
            throw UsageError(
                "\"\(Printable.cut(name, to: 40))\" cannot be the name of a stage", advice: "A stage's name is \(rule)."
            )
        }
    }
}
