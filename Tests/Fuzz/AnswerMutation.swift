import AWSClient
import AWSDeployer
import Foundation

/// One way to change answers: those of one call, from some turn on, always with the same seed.
struct AnswerMutation: Sendable {
    /// The kind of change to an answer.
    enum Kind: CaseIterable {
        case member, text, bytes, otherAnswer, status, header, refusal, page, broken
    }

    private let call: String
    private let turns: ClosedRange<Int>
    private let kind: Kind
    private let seed: UInt32
    /// The bodies of other calls.
    private let others: [String]

    /// A mutation of one of the tape's calls.
    init(of tape: AnswerTape, by chance: inout Mutator) {
        call = tape.answers.randomElement(using: &chance)?.call ?? ""
        let first = [0, 0, 0, 1, 2, 4].randomElement(using: &chance) ?? 0
        turns = first...(Bool.random(using: &chance) ? first : .max)
        // Members have the most cases, so every second mutation changes a member.
        kind = Bool.random(using: &chance) ? .member : Kind.allCases.randomElement(using: &chance) ?? .member
        seed = UInt32.random(in: 1...UInt32.max, using: &chance)
        others = (0..<4).compactMap { _ in tape.answers.randomElement(using: &chance)?.body }
    }

    /// For someone who examines a finding.
    var description: String { "\(kind) of \(call), turns \(turns)" }

    /// Whether it changes the answer to this request of the call.
    func applies(to call: String, _ turn: Int) -> Bool {
        (call == self.call || call.hasPrefix(self.call + "?") || call.hasPrefix(self.call + "&"))
            && turns.contains(turn)
    }

    /// Whether no answer comes at all.
    var breaksConnection: Bool { kind == .broken }
    /// Whether the body is no longer text.
    var breaksBytes: Bool { kind == .bytes }

    /// The changed answer.
    ///
    /// - Parameter turn: how often the call was made: a page may name a new token each time, or the same one.
    func mutated(_ answer: AnswerTape.Answer, turn: Int) -> AnswerTape.Answer {
        var chance = Mutator(seed: seed)
        var answer = answer
        switch kind {
        case .member:
            var mutator = BodyMutator(chance: chance)
            answer.body = mutator.mutated(answer.body)
        case .text: answer.body = Self.cut(answer.body, by: &chance)
        case .otherAnswer: answer.body = others.randomElement(using: &chance) ?? ""
        case .status:
            answer.status =
                [0, 100, 200, 201, 204, 301, 307, 400, 403, 404, 409, 412, 429, 500, 503, 599, 999, -1]
                .randomElement(using: &chance) ?? 200
        case .header: answer.headers += Self.headers(by: &chance)
        case .refusal: answer = Refusals.refusal(answer, by: &chance)
        case .page: answer.body = Self.withToken(in: answer.body, turn, by: &chance)
        case .bytes, .broken: break
        }
        return answer
    }

    /// The answer with some of its bytes replaced, mostly by invalid UTF-8.
    func withBrokenBytes(_ response: HTTPResponse) -> HTTPResponse {
        var chance = Mutator(seed: seed)
        var body = [UInt8](response.body)
        for _ in 0...Int.random(in: 0..<8, using: &chance) where !body.isEmpty {
            body[Int.random(in: 0..<body.count, using: &chance)] = UInt8.random(in: 0...255, using: &chance)
        }
        return HTTPResponse(status: response.status, headers: response.headers, body: Data(body))
    }

    // MARK: The kinds

    private static func cut(_ body: String, by chance: inout Mutator) -> String {
        let place = Int.random(in: 0...body.utf8.count, using: &chance)
        let (front, back) = (String(decoding: body.utf8.prefix(place), as: UTF8.self), body.utf8.dropFirst(place))
        switch Int.random(in: 0..<5, using: &chance) {
        case 0: return ""
        case 1: return "<html><body>Bad gateway</body></html>"
        case 2:
            return front + (OutsideTexts.all.randomElement(using: &chance) ?? "")
                + String(decoding: back, as: UTF8.self)
        case 3: return front + front
        default: return front
        }
    }

    private static func headers(by chance: inout Mutator) -> [[String]] {
        let value = ([Secrets.echoes, OutsideTexts.all, OutsideTexts.numbers].flatMap { $0 }).randomElement(
            using: &chance)
        let name = [
            "x-amzn-requestid", "x-amzn-errortype", "date", "retry-after", "x-amz-retry-after", "location",
            "content-type",
        ].randomElement(using: &chance)
        let date = ["Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 30 Nov 2026 99:99:99 GMT"]
        let found = [name ?? "", name == "date" ? date.randomElement(using: &chance) ?? "" : value ?? ""]
        return Array(repeating: found, count: Bool.random(using: &chance) ? 1 : 2000)
    }

    /// A list that goes on: its token is always the same, one of two in turn, or a new one each time.
    private static func withToken(in body: String, _ turn: Int, by chance: inout Mutator) -> String {
        let tokens = ["same", "\(turn % 2)", "\(turn)", String(repeating: "t", count: 100_000)]
        let token = tokens.randomElement(using: &chance) ?? ""
        if body.hasPrefix("{") {
            let members = ["NextMarker", "nextToken", "NextToken", "PaginationToken"].map { "\"\($0)\": \"\(token)\"" }
            let empty = body.dropFirst().first == "}"
            return "{" + members.joined(separator: ", ") + (empty ? "" : ", ") + body.dropFirst()
        }
        return body.replacing(
            "<IsTruncated>false</IsTruncated>", with: "<IsTruncated>true</IsTruncated><Marker>\(token)</Marker>")
    }
}
