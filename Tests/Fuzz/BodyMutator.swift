import Foundation

@testable import AWSClient

/// Changes one value in an answer's body, JSON or XML, or in a policy that is a text in it.
struct BodyMutator {
    var chance: Mutator

    /// The body with another value or another member; unchanged if it is neither JSON nor XML.
    mutating func mutated(_ body: String) -> String {
        if let json = try? JSONSerialization.jsonObject(with: Data(body.utf8)) {
            return write(changed(json, steps: Int.random(in: 0..<8, using: &chance)))
        }
        if let root = XMLReader.read(Data(body.utf8)) {
            return write(changed(root, steps: Int.random(in: 1..<8, using: &chance)))
        }
        return body
    }

    // MARK: JSON

    /// Text that is written as it is: Foundation never makes such JSON.
    private struct Raw {
        static let texts =
            OutsideTexts.numbers + [
                "null", "true", "{}", "[]", String(repeating: "[", count: 60) + String(repeating: "]", count: 60),
                String(repeating: "{\"a\":", count: 500) + "1" + String(repeating: "}", count: 500),
                String(repeating: "[", count: 20_000),
                "[" + String(repeating: "{},", count: 120_000) + "1]",
                "[" + String(repeating: "\"x\",", count: 30_000) + "1]",
                "{" + (0..<5000).map { "\"k\($0)\": \"v\"" }.joined(separator: ", ") + "}",
                "{\"a\": 1, \"a\": 2}",
            ]

        /// The placeholder for a raw text until the rest is written.
        static func mark(_ index: Int) -> String { "raw text \(index)" }
    }

    /// Goes down to a random value, and changes it.
    private mutating func changed(_ value: Any, steps: Int) -> Any {
        if steps > 0 {
            if var members = value as? [String: Any], let name = members.keys.sorted().randomElement(using: &chance) {
                switch Int.random(in: 0..<12, using: &chance) {
                case 0: members[name] = nil
                case 1: members[OutsideTexts.all.randomElement(using: &chance) ?? ""] = members[name]
                default: members[name] = changed(members[name] ?? "", steps: steps - 1)
                }
                return members
            }
            if var elements = value as? [Any], let index = elements.indices.randomElement(using: &chance) {
                switch Int.random(in: 0..<6, using: &chance) {
                case 0: elements.remove(at: index)
                case 1:
                    elements += Array(repeating: elements[index], count: [1, 3000].randomElement(using: &chance) ?? 1)
                default: elements[index] = changed(elements[index], steps: steps - 1)
                }
                return elements
            }
        }
        return replaced(value)
    }

    private mutating func replaced(_ value: Any) -> Any {
        // A policy is JSON as a text in the answer.
        if let text = value as? String, text.hasPrefix("{"), Int.random(in: 0..<4, using: &chance) > 0 {
            return mutated(text)
        }
        switch Int.random(in: 0..<5, using: &chance) {
        case 0: return NSNull()
        case 1: return OutsideTexts.all.randomElement(using: &chance) ?? ""
        case 2:
            return (value as? String).map { "\($0)\(OutsideTexts.all.randomElement(using: &chance) ?? "")" } ?? [value]
        case 3: return Words.all.randomElement(using: &chance) ?? ""
        default: return Raw.mark(Int.random(in: 0..<Raw.texts.count, using: &chance))
        }
    }

    private func write(_ value: Any) -> String {
        let text =
            (try? JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys])) ?? Data()
        var written = String(decoding: text, as: UTF8.self)
        for (index, raw) in Raw.texts.enumerated() {
            written = written.replacingOccurrences(of: "\"\(Raw.mark(index))\"", with: raw)
        }
        return written
    }

    // MARK: XML

    private mutating func changed(_ node: XMLNode, steps: Int) -> XMLNode {
        var children = node.children
        guard steps > 0, let index = children.indices.randomElement(using: &chance) else { return replaced(node) }
        switch Int.random(in: 0..<10, using: &chance) {
        case 0: children.remove(at: index)
        case 1: children += Array(repeating: children[index], count: [1, 3000].randomElement(using: &chance) ?? 1)
        default: children[index] = changed(children[index], steps: steps - 1)
        }
        return XMLNode(name: node.name, text: node.text, children: children)
    }

    private mutating func replaced(_ node: XMLNode) -> XMLNode {
        if let policy = node.text.removingPercentEncoding, policy.hasPrefix("{"), Bool.random(using: &chance) {
            let text = mutated(policy)
            let encoded = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
            return XMLNode(name: node.name, text: Bool.random(using: &chance) ? encoded ?? "" : text)
        }
        switch Int.random(in: 0..<4, using: &chance) {
        case 0: return XMLNode(name: node.name)
        case 1: return XMLNode(name: node.name, text: OutsideTexts.all.randomElement(using: &chance) ?? "")
        case 2:
            let attributes = (0..<([3, 50, 20_000].randomElement(using: &chance) ?? 3)).map { " a\($0)='x'" }
            return XMLNode(name: node.name + attributes.joined(), text: node.text, children: node.children)
        default:
            let depth = [30, 80, 5000].randomElement(using: &chance) ?? 30
            return (0..<depth).reduce(node) { inner, _ in XMLNode(name: "a", children: [inner]) }
        }
    }

    private func write(_ node: XMLNode) -> String {
        // This is not recursive: the tree may be deeper than the stack.
        var (result, open) = ("", [(node, 0)])
        result += "<\(node.name)>"
        while let (current, next) = open.popLast() {
            if next < current.children.count {
                open.append((current, next + 1))
                open.append((current.children[next], 0))
                result += "<\(current.children[next].name)>"
            } else {
                let text = current.children.isEmpty ? current.text : ""
                result += text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
                result += "</\(current.name.prefix { $0 != " " })>"
            }
        }
        return result
    }
}
