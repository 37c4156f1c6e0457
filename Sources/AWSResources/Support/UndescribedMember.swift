import AWSClient
import Deployer
import Foundation

/// A member of AWS's response that a description cannot express, with its values while nobody has set it.
///
/// If it is set, it decides whether a resource works, who has access or who pays. So a plan reports it; nothing changes
/// it.
struct UndescribedMember: Sendable {
    /// Its path in the response, such as `Configuration.VpcConfig`.
    let path: String
    /// Its meaning for people, such as `a network of its own`.
    let words: String
    /// Its values while nobody has set it, besides null, an empty text and false.
    var neutral: Set<String> = []
    /// The members inside it that are shown and that count as set; empty for all.
    ///
    /// It is needed for members that AWS writes for every resource: otherwise, a member that AWS adds later would look
    /// as if someone had set it.
    var showing: Set<String> = []

    /// Such as `not described: a network of its own: VpcId vpc-1`; nil if it is missing or not set.
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
        // The time of a setting says nothing about it.
        (showing.isEmpty || showing.contains(name)) && !name.hasSuffix("DateTime")
    }

    /// The members that are set, by AWS's names; a switch that is on needs no text.
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
    /// The notices of those that are set in a response, in order.
    func notices(in answer: JSONValue) -> [String] { compactMap { $0.notice(in: answer) } }
}

/// A part of a response in the form used here, with everything that AWS sent in it.
struct Whole<Value: Decodable & Sendable>: Decodable, Sendable {
    /// The form used here.
    let value: Value
    /// All of it.
    let members: JSONValue

    init(from decoder: any Decoder) throws {
        value = try Value(from: decoder)
        members = try JSONValue(from: decoder)
    }
}
