import FunctionRuntime
import FunctionTestSupport
import Testing

@testable import CounterFunction

@Suite("The settings")
struct SettingsTests {
    /// The variables that Lambda and the deployer set.
    static let complete = TestEnvironment.variables.merging([
        "TABLE_NAME": "VisitorCount", "PAGES": "main_page,blog",
    ]) { $1 }

    /// The function with its settings; a visit's request goes to `connection`.
    static func function(
        _ changes: [String: String?] = [:], over connection: any HTTPConnection = ScriptedConnection([]),
        clock: WallClock = TestClock().clock
    ) throws(ConfigurationError) -> CounterFunction {
        let variables = complete.mapValues(Optional.some).merging(changes) { $1 }
        return try CounterFunction(TestEnvironment(variables, over: connection, clock: clock).environment)
    }

    @Test("are read from the environment")
    func complete() throws {
        #expect(try Self.function().pages.names == ["main_page", "blog"])
    }

    @Test(
        "that are missing or empty are named",
        arguments: ["TABLE_NAME", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
    func missing(_ name: String) {
        for value in [nil, ""] {
            do throws(ConfigurationError) {
                _ = try Self.function([name: value])
                Issue.record("\(name) was not missed")
            } catch {
                #expect(error.variable == name)
                #expect(error.reason.hasPrefix("it is not set; it is the "))
                #expect(!error.reason.contains("the-secret"))
            }
        }
    }

    @Test(
        "hold the pages, and always the main page",
        arguments: [
            ("a", ["a"]), (" a , b c ,", ["a", "b c"]), (",,é", ["é"]), ("a,a", ["a", "a"]), ("a,main_page", ["a"]),
            ("main_page", []), ("", []), (" , ", []),
        ])
    func pages(_ list: String, _ others: [String]) throws {
        #expect(try Self.function(["PAGES": list]).pages.names == ["main_page"] + others)
    }

    @Test("may hold no page that cannot be a key")
    func badPages() {
        #expect(throws: ConfigurationError.self) {
            try Self.function(["PAGES": String(repeating: "x", count: 2049)])
        }
    }

    @Test("name the table and the region that a visit is counted in")
    func table() throws {
        let connection = ScriptedConnection([])
        let visit = FunctionURLEvent(method: "GET")
        let invocation = Invocation(requestID: "R", deadline: .never)
        let function = try Self.function(over: connection)
        #expect(function.respond(to: visit, in: invocation).status == 503)
        let request = try #require(connection.requests.first)
        #expect(try JSONReader.read(request.body)["TableName"] == "VisitorCount")
        #expect(request.header("authorization")?.contains("/eu-west-1/dynamodb/aws4_request") == true)
    }
}
