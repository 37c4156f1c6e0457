import AWSClient
import AWSSigning
import Foundation
import HostTestSupport
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("A recorded account")
struct RecordedAccountTests {
    /// A stack of one table with a name of its own in ARNs; `Protected` describes the same table otherwise.
    private enum Pages: AWSStack {
        static let name = "diary"
        static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
            Table(stage.named("Pages"), partitionKey: .string("id"))
        }
    }

    private enum Protected: AWSStack {
        static let name = "diary"
        static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
            Table(stage.named("Pages"), partitionKey: .string("id"), deletionProtection: true)
            Table(stage.named("Names"), partitionKey: .string("id"))
        }
    }

    private let stage = Stage(name: "dev", settings: NoSettings(), region: "eu-central-1")

    /// The recording of a stage whose table exists, made by the command.
    private func recorded() async throws -> (account: RecordedAccount, text: String, ending: TestPackage.Ending) {
        let package = try TestPackage(
            ["dev": #"{"region": "eu-central-1"}"#], aws: ScriptedAWS(StackAccessTests.deployed))
        let ending = try await package.run(Pages.self, "record", "--out", package.path("dev.json"))
        #expect(ending.code == .done, "\(ending.error)")
        #expect(package.aws.operations.allSatisfy(ScriptedAWS.isRead))
        let file = URL(filePath: package.path("dev.json"))
        return (
            try RecordedAccount(contentsOf: file), String(decoding: try Data(contentsOf: file), as: UTF8.self), ending
        )
    }

    @Test("answers a test's plan as AWS answered when it was recorded")
    func asDescribed() async throws {
        let (account, text, ending) = try await recorded()
        #expect(account.account == "123456789012" && account.region == "eu-central-1")
        #expect(ending.output.hasSuffix("dev.json: what AWS answered about 1 resource\n"))
        #expect(!text.contains("Authorization") && !text.contains("amazonaws.com"))
        let plan = try await Pages.planned(stage, in: account)
        #expect(plan.steps.map(\.action) == [.none] && plan.unseen.isEmpty && !plan.hasChanges)
    }

    @Test("shows a test what another description would change, and what it would create")
    func changed() async throws {
        let plan = try await Protected.planned(stage, in: try await recorded().account)
        #expect(plan.steps.map(\.action) == [.update, .create])
        #expect(plan.steps[0].changes.map(\.property) == ["deletionProtection"])
    }

    @Test("is of one account and region, and says so to a test that plans another")
    func elsewhere() async throws {
        let account = try await recorded().account
        let error = await #expect(throws: WrongRecording.self) {
            try await Pages.planned(Stage(name: "dev", settings: NoSettings()), in: account)
        }
        #expect(error == WrongRecording(account: "123456789012", region: "eu-central-1"))
        #expect("\(try #require(error))".contains("of account 123456789012 in eu-central-1"))
    }

    @Test("has no address of a function's code, and no value of a variable that is not described")
    func secrets() async throws {
        struct Answering: Transport {
            func send(_ request: HTTPRequest) async throws -> HTTPResponse {
                let body = """
                    {"Code": {"Location": "https://signed.example/code?X-Amz-Signature=1", "RepositoryType": "S3"},
                     "Configuration": {"FunctionName": "f", "MemorySize": 128,
                        "Environment": {"Variables": {"TABLE": "entries", "OTHER": "rotated", "PASSWORD": "hunter2", "DEPLOYER_ROLE_ID": "AROA1"}}}}
                    """
                return HTTPResponse(status: 200, body: Data(body.utf8))
            }
        }
        let function = Function(
            "f", code: .executable("F"), allows: [], environment: ["TABLE": "entries", "OTHER": "old"])
        let recorder = AccountRecorder(of: [function], localEnvironment: [:])
        let client = ServiceClient(
            service: .lambda, endpoint: .imagined(for: .lambda, region: "eu-west-1"),
            credentials: CredentialCache(fixed: Credentials(accessKeyID: "TEST", secretAccessKey: "test")),
            transport: Answering())
        let output: GetFunctionOutput = try await recorder.recording(client).call(
            LambdaClient.getFunction, path: ["FunctionName": "f"])
        #expect(output.configuration.memoryMiB == 128)
        let text = String(decoding: try recorder.contents(account: "1", region: "r"), as: UTF8.self)
        #expect(!text.contains("signed.example") && !text.contains("hunter2") && !text.contains("rotated"))
        #expect(
            text.contains("entries") && text.contains("AROA1") && text.contains("not recorded")
                && text.contains("RepositoryType"))
    }

    @Test("names nobody who was refused, and keeps no answer that cannot be read")
    func refusals() {
        let redaction = RecordingRedaction(environments: [])
        func body(_ body: String, of service: Service) -> String {
            redaction.redacted(RecordedAnswer(status: 403, errorType: nil, body: body), of: service).body
        }
        let sentence = "User: arn:aws:sts::1:assumed-role/Admin/ann@example.com is not authorized"
        #expect(
            body(#"{"message": "\#(sentence)"}"#, of: .dynamoDB)
                == #"{"message":"User: not recorded is not authorized"}"#)
        let xml = "<Message>\(sentence): Encoded authorization failure message: x8Fa</Message>"
        #expect(!body(xml, of: .iam).contains("ann@") && !body(xml, of: .iam).contains("x8Fa"))
        #expect(body(#"{"a": "hunter2", "a": 1}"#, of: .lambda) == "{}")
        let address = "<Url>https://a.example/x?X-Amz-Credential=A&amp;X-Amz-Signature=b</Url>"
        #expect(body(address, of: .iam) == "<Url>not recorded</Url>")
    }

    @Test("made where the search was not possible says so, and one of other kinds still knows what was found")
    func search() async throws {
        let service = Service.tagging
        func request(_ types: String) -> RecordedRequest {
            let body = #"{"ResourceTypeFilters":[\#(types)],"TagFilters":[{"Key":"k","Values":["v"]}]}"#
            return RecordedRequest(
                HTTPRequest(method: "POST", url: "https://tagging.eu-west-1.amazonaws.com/", body: Data(body.utf8)),
                to: service)
        }
        #expect(request(#""dynamodb:table""#) == request(#""dynamodb:table","sqs""#))
        let without = RecordedAccount(
            account: "123456789012", region: "eu-central-1", localEnvironment: [:],
            answers: try await recorded().account.answers.filter { $0.key.service != service.signingName })
        let plan = try await Pages.planned(stage, in: without)
        #expect(plan.unseen.map(\.what) == ["tables, functions and log groups that are no longer described"])
    }

    @Test("whose body names the host is the same on another host")
    func hosts() {
        func request(_ host: String) -> RecordedRequest {
            RecordedRequest(
                HTTPRequest(
                    method: "POST", url: "\(host)/", body: Data(#"{"QueueUrl":"\#(host)/123456789012/jobs"}"#.utf8)),
                to: .lambda)
        }
        #expect(request("http://127.0.0.1:4566") == request("https://sqs.eu-west-1.amazonaws.com"))
    }

    @Test("of another version, or of another file, is refused with what to do")
    func unreadable() throws {
        let folder = try TemporaryFolder()
        let members = #""account": "1", "region": "r", "localEnvironment": {}, "answers": []}"#
        let later = #"{"format": "deployer:recording", "version": 2, \#(members)"#
        for text in ["{}", "no JSON", later, #"{"format": "deployer:plan", "version": 1, \#(members)"#] {
            let path = folder.path("recording.json")
            try Data(text.utf8).write(to: URL(filePath: path))
            let error = #expect(throws: UnreadableRecording.self) {
                try RecordedAccount(contentsOf: URL(filePath: path))
            }
            #expect("\(try #require(error))".contains("write it again"))
        }
    }

    @Test("cannot be written where no file can be, and then nothing is sent")
    func unwritable() async throws {
        let package = try TestPackage(aws: ScriptedAWS(StackAccessTests.deployed))
        let ending = try await package.run(Pages.self, "record", "--out", package.path("nowhere/dev.json"))
        #expect(ending.code == .failed && package.aws.requests.isEmpty, "\(ending.error)")
    }
}
