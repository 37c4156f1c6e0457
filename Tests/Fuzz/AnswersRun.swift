import AWSClient
import DeployerCLI
import Foundation
import Synchronization

@testable import AWSDeployer
@testable import AWSResources
@testable import CounterStack
@testable import Deployer

/// One command of a stack's life, from its command line to its output, with some answers changed.
struct AnswersRun {
    /// How a command ended.
    struct Ending {
        let code: ExitCode
        let output: String
        let error: String
        let requests: Int
    }

    let name: String
    let tape: AnswerTape
    let mutations: [AnswerMutation]
    /// A folder with the stage's settings and the function's program.
    let folder: URL

    /// Runs the command.
    func ending() async -> Ending {
        let (player, clock) = (TapePlayer(tape, mutations: mutations), LeapingClock(at: tape.time))
        let process = ProcessEnvironment(
            environment: [
                "AWS_ACCESS_KEY_ID": "AKIAFUZZ", "AWS_SECRET_ACCESS_KEY": Secrets.key,
                "AWS_SESSION_TOKEN": Secrets.token,
                "AWS_ENDPOINT_URL": tape.endpoint,
            ],
            currentFolder: folder.path, executable: "/usr/bin/counter", transport: player, clock: clock.clientClock)
        let output = Mutex("")
        let error = Mutex("")
        var console = Console(
            write: { text in output.withLock { $0 += text } }, writeError: { text in error.withLock { $0 += text } },
            width: 100)
        console.clock = clock.clock
        var words = tape.arguments + ["--stage", "fuzz", "--config", folder.path]
        if ["plan", "deploy", "status"].contains(words[0]) {
            words += ["--function", folder.appending(path: "bootstrap").path]
        }
        let code = await StackProgram<CounterStack>(process: process).program.run(words, console: console)
        return Ending(
            code: code, output: output.withLock { $0 }, error: error.withLock { $0 }, requests: player.requests)
    }

    /// - Throws: ``Violation`` if the output has something that must not be shown, or has the wrong form.
    static func check(_ ending: Ending, asJSON: Bool) throws {
        let known: [ExitCode] = [.done, .failed, .changesPending]
        try always(known.contains(ending.code), "exit code \(ending.code)")
        try always(ending.error.utf8.count <= 1 << 20, "\(ending.error.utf8.count) bytes of errors")
        for text in [ending.output, ending.error] {
            try always(!Secrets.isShown(in: text), "a secret is shown")
            try always(
                text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 32 && $0.value != 127) },
                "a control character")
        }
        guard asJSON else { return }
        for line in ending.output.split(separator: "\n") {
            let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            try always(object != nil, "a line that is no JSON: \(line.prefix(200))")
        }
    }
}

extension AnswersRun {
    /// A run with random mutations: the same seed makes the same ones.
    init(seed: UInt32, in workshop: AnswersWorkshop) {
        var chance = Mutator(seed: seed)
        // The first numbers of neighbouring seeds are close.
        _ = chance.next()
        let command = workshop.commands.randomElement(using: &chance) ?? workshop.commands[0]
        (name, tape, folder) = (command.name, command.tape, command.folder)
        let count = [1, 1, 2, 3].randomElement(using: &chance) ?? 1
        mutations = (0..<count).map { _ in AnswerMutation(of: command.tape, by: &chance) }
    }
}

/// The tapes, each with a folder in which its command can run.
final class AnswersWorkshop: Sendable {
    /// A command, its tape, and where it finds its settings.
    struct Command: Sendable {
        let name: String
        let tape: AnswerTape
        let folder: URL
    }

    let commands: [Command]
    private let folder: URL

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "fuzz-answers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let binary = folder.appending(path: "bootstrap")
        try Data(Self.program).write(to: binary)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: binary.path)
        let sha256 = try await Packager(packageRoot: "").package(.binary(path: binary.path)).sha256
        var commands: [Command] = []
        for name in try AnswerTape.names() {
            let place = folder.appending(path: name)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let (tape, settings) = try AnswerTape.read(name, codeSHA256: sha256)
            try settings.write(to: place.appending(path: "fuzz.json"))
            try FileManager.default.copyItem(at: binary, to: place.appending(path: "bootstrap"))
            commands.append(Command(name: name, tape: tape, folder: place))
        }
        self.commands = commands
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The smallest file that passes for a static x86-64 program: an ELF header and one segment (`ELFImage`).
    private static let program: [UInt8] = {
        var bytes = [UInt8](repeating: 0, count: 120)
        bytes.replaceSubrange(0..<7, with: [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1])
        for (offset, value) in [
            (16, 2), (18, 62), (20, 1), (32, 64), (52, 64), (54, 56), (56, 1), (64, 1), (96, 120), (104, 120),
        ] {
            bytes[offset] = UInt8(value)
        }
        return bytes
    }()
}
