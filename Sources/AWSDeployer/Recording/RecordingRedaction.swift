import AWSClient
import AWSResources
import Deployer
import DeployerCLI
import Foundation

/// Takes out of AWS's answers what a file for tests should not hold.
///
/// These are addresses that are open to whoever knows them, the names of who was refused, and the values of a function's
/// variables, unless the program has the same value itself.
struct RecordingRedaction: Sendable {
    /// The values that a variable is described with, by its name.
    private let described: [String: Set<String>]

    private static let hidden = "not recorded"

    /// A redaction that leaves the values of these environments.
    init(environments: [[String: String]]) {
        described = environments.reduce(into: [:]) { described, environment in
            for (name, value) in environment { described[name, default: []].insert(value) }
        }
    }

    /// The answer without them; a JSON service's answer that cannot be read is left out as a whole.
    func redacted(_ answer: RecordedAnswer, of service: Service) -> RecordedAnswer {
        let text = Self.withoutAddressesAndNames(answer.body)
        let body: String
        if case .query = service.encoding {
            body = text
        } else if let json = try? JSONReader.value(Data(text.utf8)), let data = try? Self.encoder.encode(redacted(json))
        {
            body = String(decoding: data, as: UTF8.self)
        } else {
            body = "{}"
        }
        return RecordedAnswer(status: answer.status, errorType: answer.errorType, body: body)
    }

    private static func withoutAddressesAndNames(_ text: String) -> String {
        text.replacing(/https?:\/\/[^\s<"]*X-Amz-[^\s<"]*/, with: hidden)
            .replacing(/User: [^\s<"]+/, with: "User: \(hidden)")
            .replacing(/(Encoded authorization failure message: )[^\s<"]+/) { "\($0.output.1)\(hidden)" }
    }

    private func redacted(_ value: JSONValue, in parent: String = "") -> JSONValue {
        switch value {
        case .object(let members):
            .object(
                members.map { member in
                    let isHidden = parent == "Variables" && !isKnown(member)
                    return JSONValue.Member(
                        member.name, isHidden ? .string(Self.hidden) : redacted(member.value, in: member.name))
                })
        case .array(let values): .array(values.map { redacted($0, in: parent) })
        default: value
        }
    }

    private func isKnown(_ variable: JSONValue.Member) -> Bool {
        guard case .string(let value) = variable.value else { return false }
        return Function.ownVariables.contains(variable.name) || described[variable.name]?.contains(value) == true
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
