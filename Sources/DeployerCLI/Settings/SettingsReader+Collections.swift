import Deployer

// Settings with several values.
extension SettingsReader {
    /// A list of different texts that pass a check; without a default the key is required.
    ///
    /// - Parameters:
    ///   - key: the key in the file.
    ///   - fallback: the value without the key; nil if the key is required.
    ///   - count: how many texts there may be.
    ///   - description: what each text must be, such as `scheme, host and port, as https://www.example.com`.
    ///   - check: whether a text is accepted.
    public func strings(
        _ key: String, default fallback: [String]? = nil, count: ClosedRange<Int> = 0...100,
        each description: String, _ check: (String) -> Bool
    ) -> [String] {
        let allowed = "a list of \(count.lowerBound) to \(count.upperBound) different texts, each \(description)"
        schema.add(
            key,
            [
                .init("type", .string("array")), .init("minItems", .integer(count.lowerBound)),
                .init("maxItems", .integer(count.upperBound)), .init("uniqueItems", .flag(true)),
                .init("items", ["type": .string("string")]),
            ], allowed: allowed, default: fallback.map { .array($0.map(JSONValue.string)) }, isRequired: fallback == nil
        )
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
    ///   - key: the key in the file.
    ///   - count: the most texts there may be.
    ///   - nameDescription: what each name must be, such as `1 to 20 letters`.
    ///   - isName: whether a text is such a name.
    ///   - textDescription: what each text must be.
    ///   - isText: whether a text is valid.
    public func namedTexts(
        _ key: String, atMost count: Int, named nameDescription: String, _ isName: (String) -> Bool,
        each textDescription: String, _ isText: (String) -> Bool
    ) -> [String: String] {
        schema.add(
            key,
            [
                .init("type", Self.orNull("object")), .init("maxProperties", .integer(count)),
                .init("additionalProperties", ["type": .string("string")]),
            ], allowed: "texts by name; each name is \(nameDescription), each text \(textDescription)", default: nil,
            isRequired: false)
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
}
