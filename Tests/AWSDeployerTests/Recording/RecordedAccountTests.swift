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
                        "Environment": {"Variables": {"TABLE": "entries", "PASSWORD": "hunter2", "DEPLOYER_ROLE_ID": "AROA1"}}}}
                    """
                return HTTPResponse(status: 200, body: Data(body.utf8))
            }
        }
        let function = Function("f", code: .executable("F"), allows: [], environment: ["TABLE": "entries"])
        let recorder = AccountRecorder(of: [function], localEnvironment: [:])
        let client = ServiceClient(
            service: .lambda, endpoint: .imagined(for: .lambda, region: "eu-west-1"),
            credentials: CredentialCache(fixed: Credentials(accessKeyID: "TEST", secretAccessKey: "test")),
            transport: Answering())
        let output: GetFunctionOutput = try await recorder.recording(client).call(
            LambdaClient.getFunction, path: ["FunctionName": "f"])
        #expect(output.configuration.memoryMiB == 128)
        let text = String(decoding: try recorder.contents(account: "1", region: "r"), as: UTF8.self)
        #expect(!text.contains("signed.example") && !text.contains("hunter2"))
        #expect(
            text.contains("entries") && text.contains("AROA1") && text.contains("not recorded")
                && text.contains("RepositoryType"))
    }

    @Test("cannot be written where no file can be, and then nothing is sent")
    func unwritable() async throws {
        let package = try TestPackage(aws: ScriptedAWS(StackAccessTests.deployed))
        let ending = try await package.run(Pages.self, "record", "--out", package.path("nowhere/dev.json"))
        #expect(ending.code == .failed && package.aws.requests.isEmpty, "\(ending.error)")
    }
}
