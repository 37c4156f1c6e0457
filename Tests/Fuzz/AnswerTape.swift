import AWSClient
import Foundation

/// What one command of a stack's life was answered, in AWS's real shapes: recorded by `Tests/EndToEnd/test_record_answers.py`.
struct AnswerTape: Decodable, Sendable {
    /// One answer, in its turn.
    struct Answer: Decodable, Sendable {
        /// What was asked, as `DescribeTable`; method, path and query for a service that has no other name on the wire.
        let call: String
        var status: Int
        /// Names and values.
        var headers: [[String]]
        var body: String
        /// How often it was given, one after the other.
        var times = 1

        /// As a transport gives it.
        var response: HTTPResponse {
            HTTPResponse(
                status: status, headers: headers.map { (name: $0[0], value: $0[1]) }, body: Data(body.utf8))
        }
    }

    /// The words behind the program's name, without the options that tell of the stage.
    let arguments: [String]
    /// How the command ended.
    let exitCode: Int32
    /// Where AWS was, which stands in the function's environment.
    let endpoint: String
    /// When it was recorded, in seconds since 1970 UTC.
    let time: Int64
    let answers: [Answer]

    /// One file for each command.
    static let folder = Corpus.folder.deletingLastPathComponent().appending(path: "answers")
    /// What stands in the answers for the hash of the function's zip, which another zlib packs into other bytes.
    private static let code = "{{CodeSha256}}"

    /// A command's tape, and the settings of its stage.
    ///
    /// - Parameter codeSHA256: of the function's zip as it is packed here.
    static func read(_ name: String, codeSHA256: String) throws -> (tape: AnswerTape, settings: Data) {
        let text = try String(contentsOf: folder.appending(path: "\(name).json"), encoding: .utf8)
            .replacing(code, with: codeSHA256)
        let members = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let settings = try JSONSerialization.data(withJSONObject: members?["settings"] ?? [:])
        return (try JSONDecoder().decode(AnswerTape.self, from: Data(text.utf8)), settings)
    }

    /// The commands that were recorded.
    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).map { String($0.dropLast(".json".count)) }
            .sorted()
    }
}

extension HTTPRequest {
    /// As a tape names it.
    var call: String {
        if let target = headers.first(where: { $0.name.lowercased() == "x-amz-target" })?.value {
            return target.components(separatedBy: ".").last ?? target
        }
        let form = URLComponents(string: "?" + String(decoding: body, as: UTF8.self))
        if let action = form?.queryItems?.first(where: { $0.name == "Action" })?.value { return action }
        // Behind the host.
        return "\(method) /" + url.split(separator: "/", maxSplits: 2).dropFirst(2).joined()
    }
}
