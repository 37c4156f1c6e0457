import AWSClient
import Foundation

/// AWS's real answers to one command of a stack's life, recorded by `Tests/EndToEnd/test_record_answers.py`.
struct AnswerTape: Decodable, Sendable {
    /// One answer of the tape.
    struct Answer: Decodable, Sendable {
        /// The call, such as `DescribeTable`; method, path and query for a service without operation names on the wire.
        let call: String
        var status: Int
        /// Names and values.
        var headers: [[String]]
        var body: String
        /// How often it was given in succession.
        var times = 1

        /// The answer as a transport gives it.
        var response: HTTPResponse {
            HTTPResponse(
                status: status, headers: headers.map { (name: $0[0], value: $0[1]) }, body: Data(body.utf8))
        }
    }

    /// The arguments of the program, without the options that name the stage.
    let arguments: [String]
    /// How the command ended.
    let exitCode: Int32
    /// The endpoint of AWS, which is part of the function's environment.
    let endpoint: String
    /// When it was recorded, in seconds since 1970 UTC.
    let time: Int64
    let answers: [Answer]

    /// One file for each command.
    static let folder = Corpus.folder.deletingLastPathComponent().appending(path: "answers")
    /// The placeholder for the hash of the function's zip, since another zlib packs other bytes.
    private static let code = "{{CodeSha256}}"

    /// A command's tape, and the settings of its stage.
    ///
    /// - Parameter codeSHA256: the hash of the function's zip as it is packed here.
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
    /// The call as a tape names it.
    var call: String {
        if let target = headers.first(where: { $0.name.lowercased() == "x-amz-target" })?.value {
            return target.components(separatedBy: ".").last ?? target
        }
        let form = URLComponents(string: "?" + String(decoding: body, as: UTF8.self))
        if let action = form?.queryItems?.first(where: { $0.name == "Action" })?.value { return action }
        // The part after the host.
        return "\(method) /" + url.split(separator: "/", maxSplits: 2).dropFirst(2).joined()
    }
}
