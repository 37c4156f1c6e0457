import AWSClient
import Foundation
import HostTestSupport
import Synchronization
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

/// A stack of one table.
struct Guestbook: AWSStack {
    static let name = "guestbook"

    static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
        [Table(stage.named("Entries"), partitionKey: .string("id"))]
    }
}

/// A stack of one table, with tags of the table and of the stack.
struct Ledger: AWSStack {
    static let name = "ledger"
    static let tags = ["Team": "stack", "CostCenter": "stack", "Phase": "stack"]

    static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
        [Table(stage.named("Entries"), partitionKey: .string("id"), tags: ["Phase": "table"])]
    }
}

/// A stack with tags that are not allowed.
struct Forger: AWSStack {
    static let name = "forger"
    static let tags = ["deployer:stack": "ledger"]

    static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
        [Table(stage.named("Entries"), partitionKey: .string("id"))]
    }
}

/// A stack of one function, with its own setting.
struct Postcard: AWSStack {
    struct Sizes: StageSettings {
        let memoryMiB: Int
        init(from reader: SettingsReader) { memoryMiB = reader.integer("memoryMiB", default: 128, in: 128...256) }
    }

    static let name = "postcard"
    static let summary = "Sends postcards."

    static func resources(_ stage: Stage<Sizes>) -> [any AWSResource] {
        let role = Role(stage.named("writer"), trusts: .lambda, allows: [])
        return [
            role, Function(stage.named("writer"), code: .executable("Writer"), role: role, memoryMiB: stage.memoryMiB),
        ]
    }
}

/// A stack of one role.
struct Doorman: AWSStack {
    static let name = "doorman"

    static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
        [Role(stage.named("doorman"), trusts: .lambda, allows: [])]
    }
}

/// A stack of two functions.
struct Choir: AWSStack {
    static let name = "choir"

    static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
        let role = Role(stage.named("singer"), trusts: .lambda, allows: [])
        return ["alto", "bass"].map { Function(stage.named($0), code: .executable("Singer"), role: role) } + [role]
    }
}

/// A package's folder with settings for its stages; its programs run inside the test.
struct TestPackage {
    /// How a program ended, and its output.
    struct Ending {
        let code: ExitCode
        let output: String
        let error: String
        /// The error as one line, without its wrapping.
        var sentence: String { error.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    }

    let folder: TemporaryFolder
    /// The program's environment; it has keys, unless a test removes them.
    var environment = ["AWS_ACCESS_KEY_ID": "AKIATEST", "AWS_SECRET_ACCESS_KEY": "very-secret-key"]
    let aws: ScriptedAWS

    /// A package with `settings` by stage.
    init(_ settings: [String: String] = ["dev": #"{"region": "eu-west-1"}"#], aws: ScriptedAWS = ScriptedAWS([:]))
        throws
    {
        self.aws = aws
        folder = try TemporaryFolder()
        try folder.write([], as: "Package.swift", mode: 0o644)
        try FileManager.default.createDirectory(atPath: folder.path("config"), withIntermediateDirectories: true)
        for (stage, text) in settings { try folder.write(Array(text.utf8), as: "config/\(stage).json", mode: 0o644) }
    }

    /// The path of a file in the package's folder.
    func path(_ name: String) -> String { folder.path(name) }

    /// Runs a command of a program.
    func run<Stack: AWSStack>(_ stack: Stack.Type, _ command: String, _ words: String...) async throws -> Ending {
        try await run(stack, command, words)
    }

    /// Runs a command of a program.
    func run<Stack: AWSStack>(_ stack: Stack.Type, _ command: String, _ words: [String]) async throws -> Ending {
        let process = ProcessEnvironment(
            environment: environment, currentFolder: folder.path, executable: "/usr/local/bin/sample",
            transport: aws)
        let texts = Texts()
        let console = Console(
            write: { text in texts.value.withLock { $0.output += text } },
            writeError: { text in texts.value.withLock { $0.error += text } }, width: 100)
        let code = await StackProgram<Stack>(process: process).program.run(
            [command] + words, console: console)
        let (output, error) = texts.value.withLock { ($0.output, $0.error) }
        return Ending(code: code, output: output, error: error)
    }

    private final class Texts: Sendable {
        let value = Mutex((output: "", error: ""))
    }
}

extension ScriptedAWS.Answer {
    /// GetCallerIdentity's response for a user of that account.
    static func caller(of account: String) -> Self {
        .xml("<Arn>arn:aws:iam::\(account):user/ci</Arn><UserId>AIDAX</UserId><Account>\(account)</Account>")
    }
}
