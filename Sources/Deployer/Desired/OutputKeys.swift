/// What an output is called where a CI system's job reads it, whose names may hold less than ours.
enum OutputKeys {
    /// What a job is told besides, under names that no output may have.
    static let ofResults = ["result", "has-changes"]

    /// What must differ between two names for a job to tell them apart, on GitHub and on GitLab.
    static func all(of name: String) -> [String] { [github(name).lowercased(), environment(name)] }

    /// A letter or `_`, then letters, digits, `_` and `-`: what an expression can name as `steps.ID.outputs.NAME`.
    static func github(_ text: String) -> String { name(text) { $0 == "-" } }

    /// As `logGroup` becomes `LOG_GROUP`.
    static func environment(_ text: String) -> String {
        var words = ""
        var previous: Character?
        for character in text {
            if character.isUppercase, previous?.isLowercase == true || previous?.isNumber == true { words += "_" }
            words.append(character)
            previous = character
        }
        return name(words.uppercased()) { _ in false }
    }

    private static func name(_ text: String, allowing isAllowed: (Unicode.Scalar) -> Bool) -> String {
        let letters = text.unicodeScalars.map { scalar in
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            return isPlain || isAllowed(scalar) ? Character(scalar) : "_"
        }
        let startsWell = letters.first.map { $0.isLetter || $0 == "_" } ?? false
        return (startsWell ? "" : "_") + String(letters)
    }
}
