@testable import CounterFunction

/// A server that returns prepared responses, one per request, and records the requests.
final class ScriptedConnection: HTTPConnection {
    private var answers: [Result<HTTPResponse, HTTPFailure>]
    private(set) var requests: [HTTPRequest] = []
    private(set) var deadlines: [Deadline] = []

    init(_ answers: [Result<HTTPResponse, HTTPFailure>]) {
        self.answers = answers
    }

    func send(_ request: HTTPRequest, by deadline: Deadline) throws(HTTPFailure) -> HTTPResponse {
        requests.append(request)
        deadlines.append(deadline)
        guard !answers.isEmpty else { throw .notSent("the script has ended") }
        return try answers.removeFirst().get()
    }
}

extension HTTPRequest {
    func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }

    var text: String { String(decoding: body, as: UTF8.self) }
}

extension HTTPResponse {
    init(_ status: Int, _ body: String = "", headers: KeyValuePairs<String, String> = [:]) {
        self.init(
            status: status, headers: headers.map { HTTPHeader(name: $0.key, value: $0.value) }, body: Array(body.utf8))
    }
}
