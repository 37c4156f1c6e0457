import AWSClient
import AWSResources
import AWSSigning
import Deployer
public import Foundation

/// What AWS answered about a stage, as the command `record` wrote it: a test of the stack makes its plan against it.
public struct RecordedAccount: Sendable {
    /// An account without any resource.
    public static let empty = RecordedAccount(account: nil, region: nil, localEnvironment: [:], answers: [:])

    /// Its twelve digits; nil for the empty account, which is any.
    public let account: String?
    /// The region; nil for the empty account.
    public let region: String?
    /// The variables that every function has on a local AWS.
    let localEnvironment: [String: String]
    /// The answers, by the requests.
    let answers: [RecordedRequest: RecordedAnswer]

    /// A recording that the command `record` wrote.
    ///
    /// - Throws: ``UnreadableRecording``, or what reading the file throws.
    public init(contentsOf file: URL) throws {
        let data = try Data(contentsOf: file)
        guard let recording = try? JSONDecoder().decode(Recording.self, from: data), recording.isReadable else {
            throw UnreadableRecording(file: file.path(percentEncoded: false))
        }
        self.init(
            account: recording.account, region: recording.region, localEnvironment: recording.localEnvironment,
            answers: Dictionary(recording.answers.map { ($0.request, $0.answer) }) { $1 })
    }

    init(
        account: String?, region: String?, localEnvironment: [String: String],
        answers: [RecordedRequest: RecordedAnswer]
    ) {
        self.account = account
        self.region = region
        self.localEnvironment = localEnvironment
        self.answers = answers
    }

    /// A client of a service that is answered from the recording, without a network.
    ///
    /// - Parameter kinds: the kinds that a plan looks at; what was not recorded does not exist.
    func client(of service: Service, in region: String, for kinds: [any AWSResource.Type]) -> ServiceClient {
        ServiceClient(
            service: service, endpoint: .imagined(for: service, region: region),
            credentials: CredentialCache(fixed: Credentials(accessKeyID: "TEST", secretAccessKey: "test")),
            transport: RecordedTransport(service: service, answers: answers, kinds: kinds))
    }
}

/// A file is no recording, or one that another version of the program wrote.
public struct UnreadableRecording: Error, Equatable, CustomStringConvertible {
    /// Its path.
    public let file: String

    /// What to do.
    public var description: String { "\(file) is no recording that this version reads: write it again with \"record\"" }
}

/// The content of a recording's file.
struct Recording: Codable {
    struct Entry: Codable {
        let request: RecordedRequest
        let answer: RecordedAnswer
    }

    /// Says what the file is, to whoever opens it.
    var format = Self.format
    /// A later version may use the same names in another sense.
    var version = Self.version
    let account: String
    let region: String
    let localEnvironment: [String: String]
    let answers: [Entry]

    private static let format = "deployer:recording"
    private static let version = 1

    var isReadable: Bool { format == Self.format && version == Self.version }
}

/// A request without its host, its time and its signature: the same request of another day is equal.
///
/// A body may name the host too, as a queue's address does. The types that a search names follow from the program's
/// kinds, so they do not count either: what they add was not recorded.
struct RecordedRequest: Codable, Hashable {
    /// The service's name in signatures.
    let service: String
    let method: String
    /// The path and the query.
    let path: String
    /// The operation of a JSON service; empty for others.
    let target: String
    let body: String

    init(_ request: HTTPRequest, to service: Service) {
        self.service = service.signingName
        method = request.method
        let afterScheme = request.url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last ?? ""
        path = String(afterScheme.drop { $0 != "/" })
        target = request.headers.first { $0.name.lowercased() == "x-amz-target" }?.value ?? ""
        let host = request.url.prefix(request.url.count - path.count)
        let text = String(decoding: request.body, as: UTF8.self).replacing(host, with: "{host}")
        body = service == .tagging ? text.replacing(/"ResourceTypeFilters":\[[^\]]*\],?/, with: "") : text
    }
}

/// The parts of an answer that a client reads.
struct RecordedAnswer: Codable, Equatable {
    let status: Int
    /// The header with the error's code, where a service sends it.
    let errorType: String?
    let body: String

    /// Its code, in the forms of all protocols.
    private static let errorHeader = "x-amzn-errortype"

    init(_ response: HTTPResponse) {
        status = response.status
        errorType = response.header(Self.errorHeader)
        body = String(decoding: response.body, as: UTF8.self)
    }

    init(status: Int, errorType: String?, body: String) {
        self.status = status
        self.errorType = errorType
        self.body = body
    }

    var response: HTTPResponse {
        HTTPResponse(
            status: status, headers: errorType.map { [(Self.errorHeader, $0)] } ?? [], body: Data(body.utf8))
    }
}

/// Answers from a recording; to any other request, with its service's error for what does not exist.
private struct RecordedTransport: Transport {
    let service: Service
    let answers: [RecordedRequest: RecordedAnswer]
    let kinds: [any AWSResource.Type]

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        (answers[RecordedRequest(request, to: service)] ?? absence).response
    }

    private var absence: RecordedAnswer {
        if service == .tagging {
            // Where anything was recorded but no search, nobody knows what it would have found.
            return answers.isEmpty
                ? RecordedAnswer(status: 200, errorType: nil, body: #"{"ResourceTagMappingList": []}"#)
                : RecordedAnswer(status: 501, errorType: "NotImplemented", body: "{}")
        }
        let kind = kinds.first { $0.operations.writes.first?.service == service }
        let code = kind?.errors.lazy.compactMap(\.codeOfAbsence).first ?? "ResourceNotFoundException"
        let body =
            switch service.encoding {
            case .query: "<ErrorResponse><Error><Code>\(code)</Code><Message/></Error></ErrorResponse>"
            case .json, .rest: #"{"__type": "\#(code)", "message": ""}"#
            }
        return RecordedAnswer(status: 404, errorType: code, body: body)
    }
}
