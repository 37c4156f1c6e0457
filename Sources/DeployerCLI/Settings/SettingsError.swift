public import Deployer

/// A settings file that cannot be used, with everything that is wrong with it.
public struct SettingsError: Explainable, Equatable {
    /// The file's path.
    public let file: String
    /// One sentence for each problem: the key, its value and what is allowed.
    public let problems: [String]

    /// A file with several problems.
    init(file: String, problems: [String]) {
        self.file = file
        self.problems = problems
    }

    /// A file that is wrong as a whole.
    ///
    /// - Parameter what: half a sentence, such as `is empty`.
    init(file: String, _ what: String) { self.init(file: file, problems: ["It \(Words.sentence(what))"]) }

    /// The explanation for the user.
    public var explanation: Explanation {
        let list = problems.count == 1 ? problems[0] : problems.map { "\n  - \($0)" }.joined() + "\n"
        return Explanation(
            "\(file) cannot be used", why: list, advice: "Correct the file, then run the same command again.")
    }
}

/// One problem in a settings file, as text.
enum SettingsProblem {
    /// A value that is not allowed.
    static func wrong(_ key: String, _ value: JSONValue, allowed: String) -> String {
        "\(key) is \(shown(value)); allowed is \(Words.sentence(allowed))"
    }

    /// A required key that is missing.
    static func missing(_ key: String, allowed: String) -> String {
        "\(key) is missing; it has to be \(Words.sentence(allowed))"
    }

    /// A key that the settings do not have.
    static func unknown(_ key: String, known: [String]) -> String {
        let near = NearMatch.best(for: key, among: known)
        let advice = near.map { "did you mean \($0)?" } ?? "the keys are \(Words.list(known))."
        return "\(Printable.cut(key, to: 60)) is not a key of these settings; \(advice)"
    }

    /// A value as the file has it, shortened.
    static func shown(_ value: JSONValue) -> String {
        switch value {
        case .array(let values) where values.count > 3: "a list of \(values.count)"
        case .object: "an object"
        default: Printable.cut(JSONText.text(value), to: 60)
        }
    }
}
