import AWSClient
import AWSDeployer
import AWSResources
import Deployer
import Foundation
import Synchronization

/// A transport that answers from a script and records the requests.
///
/// ```swift
/// let aws = ScriptedAWS(["DescribeTable": [.json(#"{"Table": {}}"#)]])
/// ```
///
/// Responses are used in order, and the last one is repeated. An operation without a response is an error that names
/// it.
final class ScriptedAWS: Transport {
    /// One request, parsed as its operation.
    struct Request: Sendable {
        /// `DescribeTable`; for a REST service, method and path, such as `GET /2015-03-31/functions/f`.
        let operation: String
        /// The body's members as text: a form's parameters, or the top level of a JSON object.
        let body: [String: String]
        /// The raw body.
        let text: String
    }

    /// One response.
    struct Answer: Sendable {
        let status: Int
        let body: String

        static func json(_ body: String) -> Answer { Answer(status: 200, body: body) }

        /// The content of `<…Result>`; the envelope is added.
        static func xml(_ result: String) -> Answer { Answer(status: 200, body: "xml:" + result) }

        static let empty = Answer(status: 200, body: "{}")

        static func error(_ code: String, _ message: String = "as scripted", status: Int = 400) -> Answer {
            Answer(status: status, body: "error:\(code):\(message)")
        }
    }

    private struct State {
        var script: [String: [Answer]]
        var requests: [Request] = []
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    private let together: Int
    private let file: String

    /// - Parameters:
    ///   - together: no request is answered until this many are waiting: sequential requests would wait for ever.
    ///   - file: the test's own file, which shows whose lifecycle runs.
    init(_ script: [String: [Answer]], together: Int = 0, file: String = #fileID) {
        state = Mutex(State(script: script))
        self.together = together
        self.file = file
    }

    /// All requests, in order.
    var requests: [Request] { state.withLock { $0.requests } }

    /// The operations of all requests, in order.
    var operations: [String] { requests.map(\.operation) }

    /// The only request with that name; nil if there are none or several.
    func request(_ operation: String) -> Request? {
        let found = requests.filter { $0.operation == operation }
        return found.count == 1 ? found[0] : nil
    }

    /// Returns once `together` requests are waiting, or throws when the test's time is over.
    private func waitForTheOthers() async throws {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isEnough = state.withLock { state in
                    state.waiting.append(continuation)
                    return state.requests.count >= together || Task.isCancelled
                }
                if isEnough { letGo() }
            }
        } onCancel: {
            letGo()
        }
        try Task.checkCancellation()
    }

    private func letGo() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        let asked = Request(request)
        DeclaredOperations.check((try? FakeLambdaCall(request).operation) ?? asked.operation, testedIn: file)
        let answer = state.withLock { state in
            state.requests.append(asked)
            let answers = state.script[asked.operation] ?? []
            if answers.count > 1 { state.script[asked.operation] = Array(answers.dropFirst()) }
            return answers.first ?? .error("NotScripted", asked.operation)
        }
        try await waitForTheOthers()
        let isQuery = request.headers.contains { $0.value.hasPrefix("application/x-www-form-urlencoded") }
        return answer.response(to: asked.operation, isQuery: isQuery)
    }
}

extension ScriptedAWS.Request {
    fileprivate init(_ request: HTTPRequest) {
        let text = String(decoding: request.body, as: UTF8.self)
        if let target = request.headers.first(where: { $0.name.lowercased() == "x-amz-target" })?.value {
            let members = (try? JSONSerialization.jsonObject(with: request.body)) as? [String: Any] ?? [:]
            let body = members.mapValues { value in
                (value as? String) ?? (value as? NSNumber).map { Self.text($0) } ?? Self.json(value)
            }
            self.init(operation: target.split(separator: ".").last.map(String.init) ?? "", body: body, text: text)
        } else if request.headers.contains(where: { $0.value.hasPrefix("application/x-www-form-urlencoded") }) {
            var form: [String: String] = [:]
            for pair in text.split(separator: "&") {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                    $0.replacingOccurrences(of: "+", with: " ").removingPercentEncoding ?? ""
                }
                form[parts[0]] = parts.count > 1 ? parts[1] : ""
            }
            let operation = form.removeValue(forKey: "Action") ?? ""
            form.removeValue(forKey: "Version")
            self.init(operation: operation, body: form, text: text)
        } else {
            self.init(operation: "\(request.method) \(request.url)", body: [:], text: text)
        }
    }

    /// On some platforms, JSON's `true` and 1 have the same class, so the encoding distinguishes them.
    private static func text(_ number: NSNumber) -> String {
        (try? JSONSerialization.data(withJSONObject: [number])).map {
            String(decoding: $0, as: UTF8.self).trimmingCharacters(in: ["[", "]"])
        } ?? ""
    }

    private static func json(_ value: Any) -> String {
        (try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])).map {
            String(decoding: $0, as: UTF8.self)
        } ?? ""
    }
}

extension ScriptedAWS.Answer {
    fileprivate func response(to operation: String, isQuery: Bool) -> HTTPResponse {
        var text = body
        if body.hasPrefix("error:") {
            let parts = body.split(separator: ":", maxSplits: 2).map(String.init)
            text =
                isQuery
                ? "<ErrorResponse><Error><Code>\(parts[1])</Code><Message>\(parts[2])</Message></Error></ErrorResponse>"
                : "{\"__type\": \"com.amazonaws#\(parts[1])\", \"message\": \"\(parts[2])\"}"
        } else if isQuery {
            let result = body.hasPrefix("xml:") ? String(body.dropFirst(4)) : ""
            text = "<\(operation)Response><\(operation)Result>\(result)</\(operation)Result></\(operation)Response>"
        }
        return HTTPResponse(status: status, headers: [], body: Data(text.utf8))
    }
}

extension ScriptedAWS {
    /// Whether the operation with that name changes nothing.
    static func isRead(_ operation: String) -> Bool {
        ["Get", "Describe", "List", "GET "].contains(where: operation.hasPrefix)
    }
}
