import Deployer

/// Reads the keys of a settings file: checks each value, and remembers which keys were read and what was wrong.
///
/// The functions do not throw: problems are collected, and reported together at the end.
public final class SettingsReader {
    /// The stage's name.
    public let stage: String
    private let members: [JSONValue.Member]
    private var asked: [String] = []
    private var problems: [String] = []

    /// A reader of one object.
    init(_ document: JSONValue, stage: String) {
        self.stage = stage
        if case .object(let members) = document { self.members = members } else { members = [] }
    }

    /// A whole number within bounds; without a default the key is required.
    public func integer(_ key: String, default fallback: Int? = nil, in range: ClosedRange<Int>) -> Int {
        let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return read(key, fallback, standIn: range.lowerBound, allowed: allowed) { $0.integer(in: range) }
    }

    /// One of a few whole numbers, or none: `null` means none, a missing key means the default.
    public func optionalInteger(_ key: String, default fallback: Int? = nil, oneOf choices: [Int]) -> Int? {
        let allowed = "one of \(Words.list(choices.map(String.init), last: "or")), or null"
        return readOptional(key, fallback, allowed: allowed) { value in
            value.integer(in: Int.min...Int.max).flatMap { choices.contains($0) ? $0 : nil }
        }
    }

    /// A whole number within bounds, or none: `null` means none, a missing key means the default.
    public func optionalInteger(_ key: String, default fallback: Int? = nil, in range: ClosedRange<Int>) -> Int? {
        let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound), or null"
        return readOptional(key, fallback, allowed: allowed) { $0.integer(in: range) }
    }

    /// True or false; without a default the key is required.
    public func flag(_ key: String, default fallback: Bool? = nil) -> Bool {
        read(key, fallback, standIn: false, allowed: "true or false") { value in
            if case .flag(let flag) = value { flag } else { nil }
        }
    }

    /// One of a few texts; without a default the key is required.
    public func string(_ key: String, default fallback: String? = nil, oneOf choices: [String]) -> String {
        let allowed = Words.list(choices.map(JSONText.quoted), last: "or")
        return read(key, fallback, standIn: choices.first ?? "", allowed: allowed) { $0.text(choices.contains) }
    }

    /// Text that passes a check; without a default the key is required.
    ///
    /// - Parameters:
    ///   - description: what the check accepts, such as `twelve digits`.
    ///   - check: whether a text is accepted.
    public func string(
        _ key: String, default fallback: String? = nil, matching description: String, _ check: (String) -> Bool
    ) -> String {
        read(key, fallback, standIn: "", allowed: "text: \(description)") { $0.text(check) }
    }

    /// Text that passes a check; nil for a missing key or `null`.
    public func optionalString(_ key: String, matching description: String, _ check: (String) -> Bool) -> String? {
        readOptional(key, nil, allowed: "text: \(description)") { $0.text(check) }
    }

    /// A list of different texts that pass a check; without a default the key is required.
    ///
    /// - Parameters:
    ///   - count: how many texts there may be.
    ///   - description: what each text must be, such as `scheme, host and port, as https://www.example.com`.
    public func strings(
        _ key: String, default fallback: [String]? = nil, count: ClosedRange<Int> = 0...100,
        each description: String, _ check: (String) -> Bool
    ) -> [String] {
        let allowed = "a list of \(count.lowerBound) to \(count.upperBound) different texts, each \(description)"
        guard let value = value(key) else { return read(key, fallback, standIn: [], allowed: allowed) { _ in nil } }
        guard case .array(let values) = value, count.contains(values.count) else {
            return refuse(SettingsProblem.wrong(key, value, allowed: allowed), [])
        }
        var texts: [String] = []
        for (index, element) in values.enumerated() {
            guard let text = element.text(check) else {
                return refuse(SettingsProblem.wrong("\(key)[\(index)]", element, allowed: "text: \(description)"), [])
            }
            guard !texts.contains(text) else {
                return refuse("\(key) has \(JSONText.quoted(text)) twice; once is enough.", [])
            }
            texts.append(text)
        }
        return texts
    }

    /// Texts by name; empty for a missing key or `null`.
    ///
    /// - Parameters:
    ///   - count: the most texts there may be.
    ///   - nameDescription: what each name must be, such as `1 to 20 letters`.
    ///   - isName: whether a text is such a name.
    ///   - textDescription: what each text must be.
    ///   - isText: whether a text is valid.
    public func namedTexts(
        _ key: String, atMost count: Int, named nameDescription: String, _ isName: (String) -> Bool,
        each textDescription: String, _ isText: (String) -> Bool
    ) -> [String: String] {
        guard let value = value(key), value != .null else { return [:] }
        guard case .object(let members) = value else {
            return refuse(SettingsProblem.wrong(key, value, allowed: "an object, of texts by their names"), [:])
        }
        guard members.count <= count else {
            return refuse("\(key) has \(members.count) names; at most \(count) are allowed.", [:])
        }
        var texts: [String: String] = [:]
        for member in members {
            guard isName(member.name) else {
                let name = SettingsProblem.shown(.string(member.name))
                return refuse("\(key) has the name \(name); allowed is \(Words.sentence(nameDescription))", [:])
            }
            guard let text = member.value.text(isText) else {
                let place = "\(key).\(member.name)"
                return refuse(SettingsProblem.wrong(place, member.value, allowed: "text: \(textDescription)"), [:])
            }
            texts[member.name] = text
        }
        return texts
    }

    /// Reports that a key's value does not fit the other settings.
    ///
    /// - Parameter allowed: what would fit, such as `a region of the account's partition`.
    public func reject(_ key: String, allowed: String) {
        let value = value(key) ?? .null
        problems.append(SettingsProblem.wrong(key, value, allowed: allowed))
    }

    /// Ends the reading, and reports all problems.
    ///
    /// - Throws: ``SettingsError`` with every problem, and every key that was not read.
    func finish(file: String) throws {
        let known = asked
        let unknown = members.map(\.name).filter { !known.contains($0) && $0 != "$schema" }
        let all = problems + unknown.map { SettingsProblem.unknown($0, known: known) }
        guard all.isEmpty else { throw SettingsError(file: file, problems: all) }
    }

    private func value(_ key: String) -> JSONValue? {
        if !asked.contains(key) { asked.append(key) }
        return members.first { $0.name == key }?.value
    }

    private func read<Value>(
        _ key: String, _ fallback: Value?, standIn: Value, allowed: String, _ convert: (JSONValue) -> Value?
    ) -> Value {
        guard let value = value(key) else {
            return fallback ?? refuse(SettingsProblem.missing(key, allowed: allowed), standIn)
        }
        return convert(value) ?? refuse(SettingsProblem.wrong(key, value, allowed: allowed), standIn)
    }

    private func readOptional<Value>(
        _ key: String, _ fallback: Value?, allowed: String, _ convert: (JSONValue) -> Value?
    ) -> Value? {
        guard let value = value(key) else { return fallback }
        if value == .null { return nil }
        return convert(value) ?? refuse(SettingsProblem.wrong(key, value, allowed: allowed), nil)
    }

    private func refuse<Value>(_ problem: String, _ standIn: Value) -> Value {
        problems.append(problem)
        return standIn
    }
}

extension JSONValue {
    fileprivate func integer(in range: ClosedRange<Int>) -> Int? {
        guard case .integer(let number) = self, range.contains(number) else { return nil }
        return number
    }

    fileprivate func text(_ check: (String) -> Bool) -> String? {
        guard case .string(let text) = self, check(text) else { return nil }
        return text
    }
}
