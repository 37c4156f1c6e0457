import AWSClient
import DeployerCLI
import Foundation
import Synchronization

/// A transport that collects some requests before it answers the first.
///
/// So it finds a program that waits for an answer before it sends the next request. The wait then ends with the test's
/// time limit, which cancels the requests.
final class HeldTransport: Transport {
    private struct State {
        var calls: [String] = []
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let count: Int
    private let answer: @Sendable (String) -> HTTPResponse

    /// - Parameters:
    ///   - count: how many requests must have come before any is answered.
    ///   - answer: the answer to a call, such as `DescribeTable`, or `GET /2015-03-31/functions/f` for a service
    ///     without operation names on the wire.
    init(holding count: Int = 0, answer: @escaping @Sendable (String) -> HTTPResponse) {
        self.count = count
        self.answer = answer
    }

    /// All calls, in order.
    var calls: [String] { state.withLock { $0.calls } }

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        let call = Self.name(of: request)
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isEnough = state.withLock { state in
                    state.calls.append(call)
                    state.waiting.append(continuation)
                    return state.calls.count >= count || Task.isCancelled
                }
                if isEnough { letGo() }
            }
        } onCancel: {
            letGo()
        }
        try Task.checkCancellation()
        return answer(call)
    }

    private func letGo() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    private static func name(of request: HTTPRequest) -> String {
        if let target = request.headers.first(where: { $0.name.lowercased() == "x-amz-target" })?.value {
            return target.components(separatedBy: ".").last ?? target
        }
        let parts = URLComponents(string: request.url)
        let form = URLComponents(string: "?" + String(decoding: request.body, as: UTF8.self))
        if let action = form?.queryItems?.first(where: { $0.name == "Action" })?.value { return action }
        return "\(request.method) \(parts?.path ?? "")" + (parts?.query.map { "?\($0)" } ?? "")
    }
}
