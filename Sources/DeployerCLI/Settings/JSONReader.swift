package import Deployer
package import Foundation
import HostSystem

/// Reads JSON with Foundation's decoder, and reports where it is broken.
package enum JSONReader {
    /// Why a text cannot be read.
    package struct Failure: Error {
        /// Half a sentence, such as `is not valid JSON: …`.
        let reason: String
    }

    /// How deep values may be nested.
    private static let deepest = 32

    /// The value of the whole text; an object's members are sorted by name.
    package static func value(_ data: Data) throws(Failure) -> JSONValue {
        guard !data.isEmpty else { throw Failure(reason: "is empty") }
        let scan = JSONScan(data)
        guard scan.depth <= deepest else {
            throw Failure(reason: "nests values more than \(deepest) deep")
        }
        let value: JSONValue
        do {
            value = try JSONDecoder().decode(JSONValue.self, from: data)
        } catch {
            throw Failure(reason: "is not valid JSON: \(reason(data, error))")
        }
        if let name = scan.repeatedName { throw Failure(reason: "has the key \"\(name)\" twice") }
        return value
    }

    /// Where the JSON is broken, in the words of `JSONSerialization`: the decoder does not report the position.
    private static func reason(_ data: Data, _ error: any Error) -> String {
        do {
            _ = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
            return SystemReason.text(error)
        } catch {
            return located(SystemReason.text(error), in: data)
        }
    }

    /// The words with line and column instead of `character 10`, which counts bytes from the beginning.
    private static func located(_ words: String, in data: Data) -> String {
        guard let match = words.firstMatch(of: /character (\d+)/), let offset = Int(match.1) else { return words }
        let before = data.prefix(offset)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count + 1
        return words.replacing(match.0, with: "line \(line), column \(column)")
    }
}
