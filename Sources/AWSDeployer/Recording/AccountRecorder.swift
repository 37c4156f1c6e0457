import AWSClient
import AWSResources
import Deployer
import Foundation
import Synchronization

/// Keeps what AWS answers, without what ``RecordingRedaction`` takes out.
final class AccountRecorder: Sendable {
    private let answers = Mutex<[RecordedRequest: RecordedAnswer]>([:])
    /// The variables that every function has on a local AWS.
    private let localEnvironment: [String: String]
    private let redaction: RecordingRedaction

    /// A recorder for these resources' stage.
    init(of resources: [any AWSResource], localEnvironment: [String: String]) {
        self.localEnvironment = localEnvironment
        let environments = resources.compactMap { $0 as? Function }.map(\.environment) + [localEnvironment]
        redaction = RecordingRedaction(environments: environments)
    }

    /// The same client, whose answers are kept.
    func recording(_ client: ServiceClient) -> ServiceClient {
        client.sendingThrough { RecordingTransport(base: $0, service: client.service, recorder: self) }
    }

    fileprivate func keep(_ response: HTTPResponse, to request: RecordedRequest, of service: Service) {
        let answer = redaction.redacted(RecordedAnswer(response), of: service)
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
}

private struct RecordingTransport: Transport {
    let base: any Transport
    let service: Service
    let recorder: AccountRecorder

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        let response = try await base.send(request)
        recorder.keep(response, to: RecordedRequest(request, to: service), of: service)
        return response
    }
}
