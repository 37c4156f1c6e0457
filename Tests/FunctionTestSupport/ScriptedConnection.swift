package import FunctionRuntime

/// A server that returns prepared responses, one per request, and records the requests.
package final class ScriptedConnection: HTTPConnection {
    private var answers: [Result<HTTPResponse, HTTPFailure>]
    package private(set) var requests: [HTTPRequest] = []
    package private(set) var deadlines: [Deadline] = []

    package init(_ answers: [Result<HTTPResponse, HTTPFailure>]) {
        self.answers = answers
    }

    package func send(_ request: HTTPRequest, by deadline: Deadline) throws(HTTPFailure) -> HTTPResponse {
        requests.append(request)
        deadlines.append(deadline)
        guard !answers.isEmpty else { throw .notSent("the script has ended") }
        return try answers.removeFirst().get()
    }
}

extension HTTPRequest {
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    package var text: String { String(decoding: body, as: UTF8.self) }
}

extension HTTPResponse {
    package init(_ status: Int, _ body: String = "", headers: KeyValuePairs<String, String> = [:]) {
        self.init(
            status: status, headers: headers.map { HTTPHeader(name: $0.key, value: $0.value) }, body: Array(body.utf8))
    }
}
