/// Lists, maps and tags as the query protocol writes them in a request's form.
///
/// <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>
public enum QueryParameters {
    /// A list, such as `TagKeys.member.1` and `TagKeys.member.2`.
    public static func list(_ name: String, _ values: [String]) -> [(name: String, value: String)] {
        values.enumerated().map { (name: "\(name).member.\($0.offset + 1)", value: $0.element) }
    }

    /// A map, such as `Attributes.entry.1.key` and `….value`; sorted, so that equal maps give equal requests.
    public static func map(_ name: String, _ values: [String: String]) -> [(name: String, value: String)] {
        pairs("\(name).entry", values, key: "key", value: "value")
    }

    /// Tags, such as `Tags.member.1.Key` and `….Value`; sorted.
    public static func tags(_ tags: [String: String]) -> [(name: String, value: String)] {
        pairs("Tags.member", tags, key: "Key", value: "Value")
    }

    private static func pairs(
        _ start: String, _ values: [String: String], key: String, value: String
    ) -> [(name: String, value: String)] {
        values.sorted { $0.key < $1.key }.enumerated().flatMap { index, pair in
            [
                (name: "\(start).\(index + 1).\(key)", value: pair.key),
                (name: "\(start).\(index + 1).\(value)", value: pair.value),
            ]
        }
    }
}
