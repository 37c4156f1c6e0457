import AWSClient
import Deployer
import Foundation

/// Any JSON, so that nothing of a policy is overlooked.
package indirect enum PolicyJSON: Hashable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([PolicyJSON])
    case object([String: PolicyJSON])

    /// The most bytes of a policy's text: AWS takes 20 480 of a table's or a function's, and writes each as six at most.
    private static let mostBytes = 128 << 10

    /// A policy's text read; nil for what is no JSON, or larger than any policy.
    init?(policyText text: String) {
        let data = Data(text.utf8)
        guard data.count <= Self.mostBytes, JSONBounds.hold(for: data),
            let read = try? JSONDecoder().decode(PolicyJSON.self, from: data)
        else { return nil }
        self = read
    }

    /// One value as text, several as a sorted list.
    static func values(_ values: Set<ExactText>) -> PolicyJSON {
        let sorted = values.texts.map(PolicyJSON.string)
        return sorted.count == 1 ? sorted[0] : .array(sorted)
    }

    /// The statements of a document: IAM takes one without a list around it.
    var elements: [PolicyJSON] {
        if case .array(let elements) = self { return elements }
        return [self]
    }

    /// A single value as text: in a condition, `true` and `"true"` are the same.
    var scalar: String? {
        switch self {
        case .string(let text): text
        case .bool, .number: canonicalText
        case .null, .array, .object: nil
        }
    }

    /// One value or a list of them; nil where any is none.
    var scalars: Set<ExactText>? {
        let scalars = elements.map(\.scalar)
        return scalars.contains(nil) ? nil : Set(exactly: scalars.compactMap { $0 })
    }

    /// An object of values; nil where it is anything else.
    var pairs: [(key: String, values: Set<ExactText>)]? {
        guard case .object(let members) = self else { return nil }
        let pairs = members.compactMap { key, value in value.scalars.map { (key: key, values: $0) } }
        return pairs.count == members.count ? pairs : nil
    }

    /// The same text for the same value.
    package var canonicalText: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Encoding these cases cannot fail but for a number that JSON has no word for, and none was read from JSON.
        guard let data = try? encoder.encode(self) else { return "" }
        return String(decoding: data, as: UTF8.self)
    }
}

extension PolicyJSON: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let elements = try? container.decode([PolicyJSON].self) {
            self = .array(elements)
        } else {
            self = .object(try container.decode([String: PolicyJSON].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let flag): try container.encode(flag)
        case .number(let number):
            if let whole = Int(exactly: number) { try container.encode(whole) } else { try container.encode(number) }
        case .string(let text): try container.encode(text)
        case .array(let elements): try container.encode(elements)
        case .object(let members): try container.encode(members)
        }
    }
}
