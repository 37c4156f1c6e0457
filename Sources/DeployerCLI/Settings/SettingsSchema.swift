import Deployer

/// A JSON Schema of a settings file, for editors: gathered while the settings of a stage without any are read.
///
/// <https://json-schema.org/draft/2020-12>
struct SettingsSchema {
    private var properties: [JSONValue.Member] = []
    private var required: [String] = []

    /// Adds a key that was asked for; a key that is asked for twice is described once.
    ///
    /// - Parameters:
    ///   - allowed: what may be written, in words.
    ///   - fallback: what a missing key means; nil for a key that is required.
    mutating func add(
        _ key: String, _ shape: [JSONValue.Member], allowed: String, default fallback: JSONValue?, isRequired: Bool
    ) {
        guard !properties.contains(where: { $0.name == key }) else { return }
        let sentence = Words.sentence(allowed.prefix(1).uppercased() + allowed.dropFirst())
        let described = JSONValue.Member("description", .string(sentence))
        let value = fallback.map { [JSONValue.Member("default", $0)] } ?? []
        properties.append(JSONValue.Member(key, .object([described] + shape + value)))
        if isRequired { required.append(key) }
    }

    /// The schema of a stack's files.
    func document(title: String) -> JSONValue {
        [
            "$schema": .string("https://json-schema.org/draft/2020-12/schema"), "title": .string(title),
            "type": .string("object"), "additionalProperties": .flag(false),
            "required": .array(required.map(JSONValue.string)),
            "properties": .object([JSONValue.Member("$schema", ["type": .string("string")])] + properties),
        ]
    }
}
