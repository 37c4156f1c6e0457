import AWSClient
import Deployer
import DeployerCLI
import Foundation
import Synchronization
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import CounterStack

@Suite("counter open", .timeLimit(.minutes(2)))
struct OpenCommandTests {
    struct Ending {
        let code: ExitCode
        let output: String
        let error: String
        var sentence: String { error.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        var address: String { output.split(separator: "\n").last.map(String.init) ?? "" }
    }

    static let url = "https://abc.lambda-url.us-east-1.on.aws/"

    /// The deployed counter, allowing these origins.
    @Sendable static func deployed(_ call: String, origins: [String]) -> HTTPResponse {
        let answer = FakeAccount.deployed(call, codeSHA256: "someone's")
        let body = String(decoding: answer.body, as: UTF8.self)
        let list = origins.map { "\"\($0)\"" }.joined(separator: ", ")
        return HTTPResponse(
            status: answer.status, body: Data(body.replacing("\"http://localhost:8080\"", with: list).utf8))
    }

    /// Runs the command; once it serves, `served` gets the address, then the command is ended as with Ctrl-C.
    private func open(
        _ words: [String], in package: WebPackage, environment: [String: String] = [:], isTerminal: Bool = false,
        transport: HeldTransport? = nil, origins: [String] = ["http://localhost:8080"],
        served: @escaping @Sendable (String) throws -> Void = { _ in }
    ) async throws -> Ending {
        let transport = transport ?? HeldTransport { Self.deployed($0, origins: origins) }
        let keys = ["AWS_ACCESS_KEY_ID": "AKIATEST", "AWS_SECRET_ACCESS_KEY": "very-secret-key"]
        let process = ProcessEnvironment(
            environment: keys.merging(environment) { $1 }, currentFolder: package.path,
            executable: "/usr/local/bin/counter", transport: transport)
        let texts = Texts()
        let (interrupts, signal) = AsyncStream.makeStream(of: (@Sendable (EndingSignal) -> Void).self)
        let console = Console(
            write: texts.output, writeError: texts.error, outputIsTerminal: isTerminal, width: 200,
            onInterrupt: { interrupt in
                signal.yield(interrupt)
                return {}
            })
        let program = StackProgram<CounterStack>(process: process).program
        let running = Task {
            defer { signal.finish() }
            return await program.run(["open", "--stage", "local"] + words, console: console)
        }
        var failure: (any Error)?
        // The first listener is the look at the stage.
        for await interrupt in interrupts.dropFirst() {
            let address = texts.all.output.split(separator: "\n").last.map(String.init) ?? ""
            do { try await onThread { try served(address) } } catch { failure = error }
            interrupt(.interrupt)
        }
        let code = await running.value
        if let failure { throw failure }
        return Ending(code: code, output: texts.all.output, error: texts.all.error)
    }

    @Test("serves the page with the URL at an allowed origin, prints its address last, and ends with 0 at Ctrl-C")
    func served() async throws {
        let package = try WebPackage()
        let port = try LoopbackServer(port: 0) { _ in .plain(200, "") }.port
        let origin = "http://localhost:\(port)"
        let answer = Mutex<LoopbackClient.Answer?>(nil)
        let ending = try await open([], in: package, origins: ["https://a.example", origin]) { address in
            #expect(address == origin + "/")
            let page = try LoopbackClient.get("/", port: port)
            answer.withLock { $0 = page }
        }
        #expect(ending.code == .done && ending.address == origin + "/")
        #expect(ending.output.contains("The page of stage local counts at \(Self.url)\n"))
        let page = try #require(answer.withLock { $0 })
        #expect(page.body == "<a href='\(Self.url)'>\(Self.url)</a>")
        let policy = try #require(page.headers["content-security-policy"])
        #expect(policy.hasSuffix("connect-src https://abc.lambda-url.us-east-1.on.aws"))
        #expect(ending.error == "")
    }

    @Test("only looks, and writes nothing")
    func readsOnly() async throws {
        let transport = HeldTransport { Self.deployed($0, origins: ["*"]) }
        let ending = try await open(["--port", "0"], in: try WebPackage(), transport: transport)
        #expect(ending.code == .done && ending.error == "")
        #expect(!transport.calls.isEmpty && transport.calls.allSatisfy(CounterProgramTests.isRead))
    }

    @Test("says what to do if nothing is deployed")
    func notDeployed() async throws {
        let ending = try await open([], in: try WebPackage(), transport: HeldTransport(answer: FakeAccount.empty))
        #expect(ending.code == .failed && ending.output == "")
        #expect(
            ending.sentence == "Error: stage local has no counter to open. It is not deployed, or not wholly. "
                + "Deploy it first: counter deploy --stage local.")
    }

    @Test("says which line to add if no origin of this machine is allowed, but serves")
    func noLocalOrigin() async throws {
        let site = #"["https://a.example"]"#
        let ending = try await open(
            ["--port", "0"], in: try WebPackage(origins: site), origins: ["https://a.example"]
        ) { address in
            #expect(address.hasPrefix("http://localhost:"))
        }
        #expect(ending.code == .done)
        let origin = String(ending.address.dropLast())
        #expect(
            ending.sentence
                == "Warning: the browser will block the count at \(origin). Stage local allows no origin on this "
                + "machine. To see it, add \"\(origin)\" to \"allowedOrigins\" in config/local.json, then deploy it: "
                + "counter deploy --stage local.")
    }

    @Test("warns at another port than an allowed one")
    func otherPort() async throws {
        let ending = try await open(["--port", "0"], in: try WebPackage())
        #expect(ending.code == .done)
        #expect(ending.sentence.contains("Stage local does not allow this origin. Take --port 8080, or add \"http://"))
    }

    @Test("warns if the file allows the origin, but the deployed counter does not yet")
    func notDeployedSince() async throws {
        let port = try LoopbackServer(port: 0) { _ in .plain(200, "") }.port
        let origin = "http://localhost:\(port)"
        let ending = try await open(
            ["--port", "\(port)"], in: try WebPackage(origins: "[\"\(origin)\"]"), origins: ["https://a.example"])
        #expect(
            ending.sentence == "Warning: the browser will block the count at \(origin). config/local.json allows this "
                + "origin, but it was not deployed since. Deploy it: counter deploy --stage local.")
    }

    @Test("names a port that is in use, and the others that are allowed")
    func busy() async throws {
        let other = try LoopbackServer(port: 0) { _ in .plain(200, "") }
        let ending = try await open(["--port", "\(other.port)"], in: try WebPackage())
        #expect(ending.code == .failed && ending.output == "")
        #expect(
            ending.sentence
                == "Error: port \(other.port) is in use by another program. End that program, or take --port 8080.")
    }

    @Test(
        "ends with 64 if the port is not one", arguments: ["x", "-1", "65536", "8080x", "٨٠", "99999999999999999999"])
    func noPort(_ text: String) async throws {
        let transport = HeldTransport(answer: FakeAccount.empty)
        let ending = try await open(["--port", text], in: try WebPackage(), transport: transport)
        #expect(ending.code == .badUsage)
        #expect(ending.sentence.hasPrefix("Error: \"\(text)\" is not a port. It is a number from 1 to 65535, or 0"))
        #expect(transport.calls.isEmpty)
    }

    @Test("says where it looked for the page, before anything is sent")
    func noPage() async throws {
        let transport = HeldTransport(answer: FakeAccount.empty)
        let package = try WebPackage([:])
        let ending = try await open([], in: package, transport: transport)
        #expect(ending.code == .failed && transport.calls.isEmpty)
        #expect(
            ending.sentence
                == "Error: there is no page to open. \(package.path)/web/index.html is missing, or is no file. "
                + "Run this in the folder of the counter's package, which has it.")
    }

    @Test("explains everything that can be wrong with a port and a URL")
    func texts() {
        func text(_ error: any Explainable) -> String {
            let explanation = error.explanation
            return [explanation.what, explanation.why, explanation.advice].joined(separator: " | ")
        }
        #expect(
            text(PortUnavailable(port: 80, error: SystemError("bind", number: EACCES), others: []))
                == "port 80 is not open to this user | Ports below 1024 are the system's. | "
                + "Take another port with --port, whose origin has to be allowed as well.")
        #expect(
            text(PortUnavailable(port: 9, error: SystemError("bind", number: EINVAL), others: [9, 8]))
                == "port 9 cannot be served at | The system says: Invalid argument (bind). | Take --port 8.")
        #expect(
            text(UnusableURL(stage: "s", url: "x;y"))
                == "the URL of stage s cannot be used in a page | It is \"x;y\". | Look at what is in between: a proxy, or "
                + "AWS_ENDPOINT_URL. Then run the same command again.")
    }

    @Test("opens the browser if there is one and a user at a terminal, and not with --no-browser")
    func browser() async throws {
        let package = try WebPackage()
        try package.write("#!/bin/sh\necho \"$@\" > \"$0.opened\"\n", as: Browser.openerName, mode: 0o755)
        let environment = ["PATH": "/nowhere:\(package.path)", "DISPLAY": ":0"]
        let opened = package.path + "/\(Browser.openerName).opened"
        let silent = try await open(
            ["--port", "0", "--no-browser"], in: package, environment: environment, isTerminal: true)
        #expect(silent.code == .done && !FileManager.default.fileExists(atPath: opened))
        let ending = try await open(["--port", "0"], in: package, environment: environment, isTerminal: true) { _ in
            // The script is a process of its own; the test's time limit ends a wait for one that never ran.
            while FileManager.default.contents(atPath: opened)?.last != 10 { usleep(10_000) }
        }
        #expect(try String(contentsOfFile: opened, encoding: .utf8) == ending.address + "\n")
    }
}

@Suite("The browser")
struct BrowserTests {
    @Test("exists if there is a user, a screen and a program that opens it")
    func conditions() throws {
        let package = try WebPackage()
        let path = "\(package.path)/\(Browser.openerName)"
        let screen = ["PATH": "relative::\(package.path)", "WAYLAND_DISPLAY": "wayland-0"]
        #expect(Browser(environment: screen, isAttended: true) == nil)
        try package.write("#!/bin/sh\n", as: Browser.openerName)
        #expect(Browser(environment: screen, isAttended: true) == nil)
        try package.write("#!/bin/sh\n", as: Browser.openerName, mode: 0o755)
        #expect(Browser(environment: screen, isAttended: true)?.opener == path)
        #expect(Browser(environment: screen, isAttended: false) == nil)
        #expect(Browser(environment: [:], isAttended: true) == nil)
        #if os(Linux)
            #expect(Browser(environment: ["PATH": package.path, "DISPLAY": ""], isAttended: true) == nil)
            #expect(Browser(environment: ["PATH": package.path, "DISPLAY": ":1"], isAttended: true)?.opener == path)
        #endif
    }

    @Test("that cannot be started is no error")
    func broken() throws {
        let package = try WebPackage()
        try package.write("#!/nowhere/at/all\n", as: Browser.openerName, mode: 0o755)
        Browser(environment: ["PATH": package.path, "DISPLAY": ":0"], isAttended: true)?.open("http://localhost/")
    }
}

/// What was written to the two outputs.
private final class Texts: Sendable {
    private let texts = Mutex((output: "", error: ""))
    var all: (output: String, error: String) { texts.withLock { $0 } }
    @Sendable func output(_ text: String) { texts.withLock { $0.output += text } }
    @Sendable func error(_ text: String) { texts.withLock { $0.error += text } }
}
