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
    /// What was asked for, as a schema.
    var schema = SettingsSchema()

    /// A reader of one object.
    init(_ document: JSONValue, stage: String) {
        self.stage = stage
        if case .object(let members) = document { self.members = members } else { members = [] }
    }

    /// A whole number within bounds; without a default the key is required.
    public func integer(_ key: String, default fallback: Int? = nil, in range: ClosedRange<Int>) -> Int {
        let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        schema.add(
            key, [.init("type", .string("integer"))] + Self.bounds(range), allowed: allowed,
            default: fallback.map(JSONValue.integer), isRequired: fallback == nil)
        return read(key, fallback, standIn: range.lowerBound, allowed: allowed) { $0.integer(in: range) }
    }

    /// One of a few whole numbers, or none: `null` means none, a missing key means the default.
    public func optionalInteger(_ key: String, default fallback: Int? = nil, oneOf choices: [Int]) -> Int? {
        let allowed = "one of \(Words.list(choices.map(String.init), last: "or")), or null"
        schema.add(
            key, [.init("enum", .array(choices.map(JSONValue.integer) + [.null]))], allowed: allowed,
            default: fallback.map(JSONValue.integer), isRequired: false)
        return readOptional(key, fallback, allowed: allowed) { value in
            value.integer(in: Int.min...Int.max).flatMap { choices.contains($0) ? $0 : nil }
        }
    }

    /// A whole number within bounds, or none: `null` means none, a missing key means the default.
    public func optionalInteger(_ key: String, default fallback: Int? = nil, in range: ClosedRange<Int>) -> Int? {
        let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound), or null"
        schema.add(
            key, [.init("type", Self.orNull("integer"))] + Self.bounds(range), allowed: allowed,
            default: fallback.map(JSONValue.integer), isRequired: false)
        return readOptional(key, fallback, allowed: allowed) { $0.integer(in: range) }
    }

    /// True or false; without a default the key is required.
    public func flag(_ key: String, default fallback: Bool? = nil) -> Bool {
        schema.add(
            key, [.init("type", .string("boolean"))], allowed: "true or false", default: fallback.map(JSONValue.flag),
            isRequired: fallback == nil)
        return read(key, fallback, standIn: false, allowed: "true or false") { value in
            if case .flag(let flag) = value { flag } else { nil }
        }
    }

    /// One of a few texts; without a default the key is required.
    public func string(_ key: String, default fallback: String? = nil, oneOf choices: [String]) -> String {
        let allowed = Words.list(choices.map(JSONText.quoted), last: "or")
        schema.add(
            key, [.init("enum", .array(choices.map(JSONValue.string)))], allowed: allowed,
            default: fallback.map(JSONValue.string), isRequired: fallback == nil)
        return read(key, fallback, standIn: choices.first ?? "", allowed: allowed) { $0.text(choices.contains) }
    }

    /// Text that passes a check; without a default the key is required.
    ///
    /// - Parameters:
    ///   - key: the key in the file.
    ///   - fallback: the value without the key; nil if the key is required.
    ///   - description: what the check accepts, such as `twelve digits`.
    ///   - check: whether a text is accepted.
    public func string(
        _ key: String, default fallback: String? = nil, matching description: String, _ check: (String) -> Bool
    ) -> String {
        schema.add(
            key, [.init("type", .string("string"))], allowed: description, default: fallback.map(JSONValue.string),
            isRequired: fallback == nil)
        return read(key, fallback, standIn: "", allowed: "text: \(description)") { $0.text(check) }
    }

    /// Text that passes a check; nil for a missing key or `null`.
    public func optionalString(_ key: String, matching description: String, _ check: (String) -> Bool) -> String? {
        schema.add(
            key, [.init("type", Self.orNull("string"))], allowed: description, default: nil, isRequired: false)
        return readOptional(key, nil, allowed: "text: \(description)") { $0.text(check) }
    }

    /// Reports that a key's value does not fit the other settings.
    ///
    /// - Parameters:
    ///   - key: the key in the file.
    ///   - allowed: what would fit, such as `a region of the account's partition`.
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

    private static func bounds(_ range: ClosedRange<Int>) -> [JSONValue.Member] {
        [.init("minimum", .integer(range.lowerBound)), .init("maximum", .integer(range.upperBound))]
    }

    /// The type, or none.
    static func orNull(_ type: String) -> JSONValue { .array([.string(type), .string("null")]) }

    /// The value of a key, which is known from now on; nil if it is missing.
    func value(_ key: String) -> JSONValue? {
        if !asked.contains(key) { asked.append(key) }
        return members.first { $0.name == key }?.value
    }

    /// Reads a key that is required unless it has a default.
    func read<Value>(
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

    /// Reports a problem; returns a placeholder to go on with.
    func refuse<Value>(_ problem: String, _ standIn: Value) -> Value {
        problems.append(problem)
        return standIn
    }
}

extension JSONValue {
    fileprivate func integer(in range: ClosedRange<Int>) -> Int? {
        guard case .integer(let number) = self, range.contains(number) else { return nil }
        return number
    }

    /// A text that passes a check; nil for anything else.
    func text(_ check: (String) -> Bool) -> String? {
        guard case .string(let text) = self, check(text) else { return nil }
        return text
    }
}
