import AWSClient
import AWSResources
import Deployer
import Foundation
import Synchronization

/// Keeps what AWS answers, without what nobody but the login's owner should see.
final class AccountRecorder: Sendable {
    private let answers = Mutex<[RecordedRequest: RecordedAnswer]>([:])
    /// The variables that every function has on a local AWS.
    private let localEnvironment: [String: String]
    /// The environment variables whose values the program knows itself.
    private let knownVariables: Set<String>

    /// A recorder for these resources' stage.
    init(of resources: [any AWSResource], localEnvironment: [String: String]) {
        self.localEnvironment = localEnvironment
        knownVariables = resources.compactMap { $0 as? Function }
            .reduce(into: Set(localEnvironment.keys)) { $0.formUnion($1.knownVariables) }
    }

    /// The same client, whose answers are kept.
    func recording(_ client: ServiceClient) -> ServiceClient {
        client.sendingThrough { RecordingTransport(base: $0, service: client.service, recorder: self) }
    }

    fileprivate func keep(_ response: HTTPResponse, to request: RecordedRequest) {
        let answer = redacted(RecordedAnswer(response))
        answers.withLock { $0[request] = answer }
    }

    /// The file's content.
    func contents(account: String, region: String) throws -> Data {
        let entries = answers.withLock { $0 }.map { Recording.Entry(request: $0, answer: $1) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let order = { (entry: Recording.Entry) in
            [entry.request.service, entry.request.target, entry.request.path, entry.request.method, entry.request.body]
        }
        let sorted = entries.sorted { order($0).lexicographicallyPrecedes(order($1)) }
        return try encoder.encode(
            Recording(account: account, region: region, localEnvironment: localEnvironment, answers: sorted))
    }

    /// The answer without the address of a function's code, which is open to whoever knows it, and without the values of
    /// variables that no description sets.
    private func redacted(_ answer: RecordedAnswer) -> RecordedAnswer {
        guard let json = try? JSONReader.value(Data(answer.body.utf8)) else { return answer }
        let body = (try? JSONEncoder.recording.encode(redacted(json, in: ""))) ?? Data()
        return RecordedAnswer(
            status: answer.status, errorType: answer.errorType, body: String(decoding: body, as: UTF8.self))
    }

    private func redacted(_ value: JSONValue, in parent: String) -> JSONValue {
        switch value {
        case .object(let members):
            .object(
                members.filter { parent != "Code" || $0.name != "Location" }.map { member in
                    let isHidden = parent == "Variables" && !knownVariables.contains(member.name)
                    return JSONValue.Member(
                        member.name, isHidden ? "not recorded" : redacted(member.value, in: member.name))
                })
        case .array(let values): .array(values.map { redacted($0, in: parent) })
        default: value
        }
    }
}

extension JSONEncoder {
    fileprivate static var recording: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}

private struct RecordingTransport: Transport {
    let base: any Transport
    let service: Service
    let recorder: AccountRecorder

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        let response = try await base.send(request)
        recorder.keep(response, to: RecordedRequest(request, to: service))
        return response
    }
}
