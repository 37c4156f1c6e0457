import AWSClient
import Deployer
import Foundation

/// A member of AWS's answer that no description has a word for, and what it says while nobody has set it.
///
/// Set, it decides whether a thing works, who gets in or who pays, so that a plan tells it; nothing changes it.
struct UndescribedMember: Sendable {
    /// Where it stands, as `Configuration.VpcConfig`.
    let path: String
    /// What it is, for people, as `a network of its own`.
    let words: String
    /// What it holds while nobody has set it, besides nothing, an empty text and false.
    var neutral: Set<String> = []
    /// The names of what is shown of each, and makes it set; empty for everything in it.
    ///
    /// What AWS writes of every thing names them: otherwise a member that it adds one day would seem to be somebody's.
    var showing: Set<String> = []

    /// As `not described: a network of its own: VpcId vpc-1`; nil where it is not set, or not there.
    func notice(in answer: JSONValue) -> String? {
        var found: JSONValue? = answer
        for name in path.split(separator: ".") {
            guard let value = found?[String(name)] else { return nil }
            found = value
        }
        guard let found, isSet(found) else { return nil }
        let text = text(found)
        return "not described: \(words)" + (text.isEmpty ? "" : ": \(OutsideText.shortened(text))")
    }

    private func isSet(_ value: JSONValue) -> Bool {
        switch value {
        case .null, .flag(false), .string(""): false
        case .flag, .string, .integer, .number: value.scalar.map { !neutral.contains($0) } ?? false
        case .array(let elements): elements.contains(where: isSet)
        case .object(let members): members.contains { isShown($0.name) && isSet($0.value) }
        }
    }

    private func isShown(_ name: String) -> Bool {
        // When something came to be says nothing of what it is.
        (showing.isEmpty || showing.contains(name)) && !name.hasSuffix("DateTime")
    }

    /// What is set in it, by AWS's names; that a switch is on goes without saying.
    private func text(_ value: JSONValue) -> String {
        switch value {
        case .null, .flag: ""
        case .string, .integer, .number: value.scalar ?? ""
        case .array(let elements): elements.filter(isSet).map(text).joined(separator: ", ")
        case .object(let members):
            members.filter { isShown($0.name) && isSet($0.value) }.sorted { $0.name < $1.name }
                .map { [$0.name, text($0.value)].filter { !$0.isEmpty }.joined(separator: " ") }.joined(separator: ", ")
        }
    }
}

extension [UndescribedMember] {
    /// What is set of them in an answer, in order.
    func notices(in answer: JSONValue) -> [String] { compactMap { $0.notice(in: answer) } }
}

/// A part of an answer as it is used here, with everything that AWS said in it.
struct Whole<Value: Decodable & Sendable>: Decodable, Sendable {
    /// As it is used here.
    let value: Value
    /// All of it.
    let members: JSONValue

    init(from decoder: any Decoder) throws {
        value = try Value(from: decoder)
        members = try JSONValue(from: decoder)
    }
}
