import AWSClient
package import Deployer
import Foundation

/// The version of the policy language used here; the only other one is from 2008.
let policyLanguageVersion = "2012-10-17"

// Any JSON as a policy, so that no part of a policy is lost.
extension JSONValue {
    /// The maximum size of a policy's text: AWS accepts 20 480 bytes, and may write each as six.
    private static var mostBytes: Int { 128 << 10 }

    /// The parsed text of a policy; nil if it is no JSON, or larger than any policy.
    package init?(policyText text: String) {
        let data = Data(text.utf8)
        guard data.count <= Self.mostBytes, JSONBounds.hold(for: data),
            let read = try? JSONDecoder().decode(JSONValue.self, from: data)
        else { return nil }
        self = read
    }

    /// One value as text, several as a sorted list.
    static func values(_ values: Set<ExactText>) -> JSONValue {
        let sorted = values.texts.map(JSONValue.string)
        return sorted.count == 1 ? sorted[0] : .array(sorted)
    }

    /// The statements of a document: IAM also accepts one without a list around it.
    var elements: [JSONValue] {
        if case .array(let elements) = self { return elements }
        return [self]
    }

    /// A single value as text: in a condition, `true` and `"true"` are the same.
    var scalar: String? {
        switch self {
        case .string(let text): text
        case .flag, .integer, .number: canonicalText
        case .null, .array, .object: nil
        }
    }

    /// A number, whole or not; nil for anything else.
    var numberValue: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .null, .flag, .string, .array, .object: nil
        }
    }

    /// One value or a list of values; nil if any element is none.
    var scalars: Set<ExactText>? {
        let scalars = elements.map(\.scalar)
        return scalars.contains(nil) ? nil : Set(exactly: scalars.compactMap { $0 })
    }

    /// An object of values; nil for anything else.
    var pairs: [(key: String, values: Set<ExactText>)]? {
        guard let members = membersByName else { return nil }
        let pairs = members.compactMap { key, value in value.scalars.map { (key: key, values: $0) } }
        return pairs.count == members.count ? pairs : nil
    }

    /// The same text for the same value.
    package var canonicalText: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Encoding fails only for a number that JSON cannot express, and no such number was read from JSON.
        guard let data = try? encoder.encode(self) else { return "" }
        return String(decoding: data, as: UTF8.self)
    }

    /// A whole policy of these statements.
    package static func policy(_ statements: [JSONValue]) -> JSONValue {
        ["Version": .string(policyLanguageVersion), "Statement": .array(statements)]
    }

    /// The length as IAM counts it: without blanks, of which this text has none outside of values.
    package var length: Int { canonicalText.count { !$0.isWhitespace } }

    /// The same, in the order in which AWS writes policies.
    package var inOrder: JSONValue {
        switch self {
        case .array(let elements): .array(elements.map(\.inOrder))
        case .object(let members):
            .object(
                members.sorted { (Self.rank($0.name), $0.name) < (Self.rank($1.name), $1.name) }
                    .map { Member($0.name, $0.value.inOrder) })
        case .null, .flag, .integer, .number, .string: self
        }
    }

    private static func rank(_ name: String) -> Int {
        let order = ["Version", "Statement", "Sid", "Effect", "Principal", "Action", "Resource", "Condition"]
        return order.firstIndex(of: name) ?? order.count
    }
}
