import Foundation
import FunctionRuntime
import FunctionTestSupport
import Synchronization
import Testing

/// The program itself, run against a Runtime API and a DynamoDB of the test.
@Suite("The function as a process")
struct FunctionProcessTests {
    /// A Runtime API that returns these events and then makes the process end.
    private final class ScriptedRuntime: Sendable {
        private let posted = Mutex<[String]>([])
        private let events: Mutex<[String]>
        /// The deadline of each event; nil for three seconds from now.
        private let deadline: String?

        init(_ events: [String], deadline: String? = nil) {
            self.events = Mutex(events)
            self.deadline = deadline
        }

        /// The posted requests, head and body.
        var posts: [String] { posted.withLock { $0 } }

        func serve(_ connection: ServerConnection) {
            while let request = connection.readRequest() {
                if request.hasPrefix("POST") {
                    posted.withLock { $0.append(request) }
                    connection.answer("{}", status: 202)
                } else if let event = events.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
                    let deadline = deadline ?? String(WallClock.system.nowMilliseconds() + 3000)
                    connection.answer(
                        event,
                        headers: "Lambda-Runtime-Aws-Request-Id: R\r\nLambda-Runtime-Deadline-Ms: \(deadline)\r\n")
                } else {
                    connection.answer("", status: 500)
                }
            }
        }
    }

    private static let visit = #"{"rawPath":"/","rawQueryString":"","requestContext":{"http":{"method":"GET"}}}"#

    /// Runs the program until it ends; returns its exit code and its log.
    private func run(_ variables: [String: String]) throws -> (code: Int32, log: [JSON]) {
        let process = Process()
        process.executableURL = Bundle.main.bundleURL.appending(path: "CounterFunction")
        process.environment = variables
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let lines = text.split(separator: "\n")
        return (process.terminationStatus, try lines.map { try JSONReader.read(Array($0.utf8)) })
    }

    /// Runs the program on that Runtime API's events, and stops both servers.
    ///
    /// - Parameter host: the host name of the database.
    private func run(
        with runtime: ScriptedRuntime, at host: String, _ database: LocalServer
    ) throws -> (code: Int32, log: [JSON]) {
        let server = try LocalServer { runtime.serve($0) }
        defer {
            server.stop()
            database.stop()
        }
        return try run(
            SettingsTests.complete.merging([
                "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:\(server.port)",
                "AWS_ENDPOINT_URL_DYNAMODB": "http://\(host):\(database.port)",
            ]) { $1 })
    }

    @Test("counts visits and ends when Lambda requires it")
    func counts() throws {
        let count = Mutex(41)
        let database = try LocalServer { connection in
            while connection.readRequest() != nil {
                let now = count.withLock {
                    $0 += 1; return $0
                }
                connection.answer(#"{"Attributes":{"views":{"N":"\#(now)"}}}"#)
            }
        }
        let runtime = ScriptedRuntime([Self.visit, Self.visit])
        let result = try run(with: runtime, at: "dynamodb.localhost", database)
        #expect(runtime.posts.map { $0.contains(#"{\"count\": 42}"#) } == [true, false])
        #expect(runtime.posts.last?.contains(#"{\"count\": 43}"#) == true)
        #expect(database.connectionCount == 1)
        #expect(result.code == 1)
    }

    @Test(
        "counts nothing after the deadline, and reports it",
        arguments: ["-9223372036854775808", "-1", "0", "1700000000000"])
    func tooLate(_ deadline: String) throws {
        let asked = Mutex(0)
        let database = try LocalServer { connection in
            while connection.readRequest() != nil {
                asked.withLock { $0 += 1 }
                connection.answer(#"{"Attributes":{"views":{"N":"1"}}}"#)
            }
        }
        let runtime = ScriptedRuntime([Self.visit, Self.visit], deadline: deadline)
        let result = try run(with: runtime, at: "127.0.0.1", database)
        #expect(asked.withLock { $0 } == 0)
        #expect(runtime.posts.map { $0.contains(#""statusCode":503"#) } == [true, true])
        #expect(result.code == 1)
        #expect(result.log.first?["message"] == "The visit got no count: no time was left to send anything")
    }

    @Test("starts even if DynamoDB cannot be reached, and answers 503")
    func unreachable() throws {
        let closed = try LocalServer { _ in }
        closed.stop()
        let runtime = ScriptedRuntime([Self.visit])
        let server = try LocalServer { runtime.serve($0) }
        defer { server.stop() }
        let result = try run(
            SettingsTests.complete.merging([
                "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:\(server.port)",
                "AWS_ENDPOINT_URL": "http://127.0.0.1:\(closed.port)",
            ]) { $1 })
        #expect(runtime.posts.count == 1)
        #expect(runtime.posts.first?.contains(#""statusCode":503"#) == true)
        #expect(result.log.map { $0["level"] } == ["WARN", "ERROR", "ERROR"])
        #expect(result.log[0]["message"]?.string?.hasPrefix("DynamoDB cannot be reached yet: cannot connect") == true)
        #expect(result.log[1]["code"] == "ConnectionFailed")
    }

    @Test("reports a missing setting to Lambda, and ends")
    func missingSetting() throws {
        let runtime = ScriptedRuntime([])
        let server = try LocalServer { runtime.serve($0) }
        defer { server.stop() }
        var variables = SettingsTests.complete
        variables["TABLE_NAME"] = nil
        variables["AWS_LAMBDA_RUNTIME_API"] = "127.0.0.1:\(server.port)"
        let result = try run(variables)
        let message = "TABLE_NAME: it is not set; it is the name of the table that holds the counts"
        #expect(result.code == 1)
        #expect(result.log.map { $0["message"] } == [.string(message)])
        #expect(runtime.posts.count == 1)
        #expect(runtime.posts.first?.hasPrefix("POST /2018-06-01/runtime/init/error ") == true)
        #expect(runtime.posts.first?.contains(message) == true)
    }

    @Test("explains what it is if Lambda did not start it")
    func notInLambda() throws {
        let result = try run([:])
        #expect(result.code == 1)
        #expect(result.log.count == 1)
        #expect(result.log.first?["message"]?.string?.hasPrefix("AWS_LAMBDA_RUNTIME_API is not set") == true)
    }
}
