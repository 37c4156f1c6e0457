import AWSClient
import Deployer
import Foundation
import Synchronization

@testable import AWSResources

@testable import DeployerTestSupport

/// A transport that answers from a tape, with some answers changed.
///
/// Each call gets its recorded answers in turn, and then the last one again and again.
final class TapePlayer: Transport {
    /// A command that sends more requests is in a loop: the longest recorded one sends about three hundred.
    static let mostRequests = 50_000

    private let answers: [String: [AnswerTape.Answer]]
    private let mutations: [AnswerMutation]
    private let asked = Mutex<[String: Int]>([:])

    init(_ tape: AnswerTape, mutations: [AnswerMutation]) {
        let all = tape.answers.flatMap { Array(repeating: $0, count: $0.times) }
        answers = Dictionary(grouping: all, by: \.call)
        self.mutations = mutations
    }

    /// How many requests there were.
    var requests: Int { asked.withLock { $0.values.reduce(0, +) } }

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        try Task.checkCancellation()
        let call = request.call
        // A further page is the first one again, since only a mutation made its token.
        let known = answers[call] ?? answers[call.components(separatedBy: "Marker=")[0].trimmingSuffix("&?")] ?? []
        let turn = asked.withLock { asked in
            defer { asked[call, default: 0] += 1 }
            return asked[call, default: 0]
        }
        if turn % 1000 == 999, requests > Self.mostRequests {
            fatalError("hang: more requests than \(Self.mostRequests)")
        }
        var answer = known.isEmpty ? Self.absent(call) : known[min(turn, known.count - 1)]
        let due = mutations.filter { $0.applies(to: call, turn) }
        if due.contains(where: \.breaksConnection) {
            throw TransportError(host: "aws", code: 56, message: "reset", mayHaveArrived: turn % 2 == 0)
        }
        for mutation in due { answer = mutation.mutated(answer, turn: turn) }
        return due.filter(\.breaksBytes).reduce(answer.response) { $1.withBrokenBytes($0) }
    }

    /// The answer for a resource that the tape does not have.
    private static func absent(_ call: String) -> AnswerTape.Answer {
        AnswerTape.Answer(
            call: call, status: 404, headers: [["x-amzn-errortype", "ResourceNotFoundException"]],
            body: #"{"__type": "ResourceNotFoundException", "message": "not on the tape"}"#)
    }
}

extension String {
    fileprivate func trimmingSuffix(_ characters: String) -> String {
        String(self[..<(lastIndex { !characters.contains($0) }.map(index(after:)) ?? startIndex)])
    }
}

/// A clock that advances only while someone waits, and then at once.
struct LeapingClock: Sendable {
    let clock = ManualClock()
    private let beganAt: Int64

    /// - Parameter beganAt: the start time, in seconds since 1970 UTC.
    init(at beganAt: Int64) { self.beganAt = beganAt }

    var clientClock: ClientClock {
        ClientClock(
            now: { [clock, beganAt] in beganAt + clock.now.offset.components.seconds },
            uptime: { [clock] in clock.now.offset }, sleep: { [clock] in try await clock.sleep(for: $0) },
            jitter: { 0.5 })
    }
}
