import AWSResources
import Deployer
import DeployerCLI
import Foundation
import Testing

@testable import CounterStack

@Suite("The counter's settings")
struct CounterSettingsTests {
    static let origins = #""allowedOrigins": ["https://a.example"]"#

    static func read(_ json: String) throws -> CounterSettings {
        try SettingsFile(stage: "dev", path: "config/dev.json", contents: Data(json.utf8)).read()
    }

    func problems(_ json: String) throws -> [String] {
        try #require(throws: SettingsError.self) { try Self.read(json) }.problems
    }

    @Test("have a default for everything except the origins")
    func defaults() throws {
        let settings = try Self.read("{\(Self.origins)}")
        #expect(settings.allowedOrigins == ["https://a.example"])
        #expect(settings.pages == ["main_page"])
        #expect(settings.memoryMiB == 128)
        #expect(settings.timeoutSeconds == 10)
        #expect(settings.logRetention == .days(14))
        #expect(!settings.protection)
        #expect(settings.maxConcurrency == nil && settings.maxWritesPerSecond == nil)
        #expect(try problems("{}").first?.hasPrefix("allowedOrigins is missing") == true)
    }

    @Test("are what the file says")
    func all() throws {
        let settings = try Self.read(
            """
            {
              "$schema": "schema.json", "allowedOrigins": ["https://a.example", "http://localhost:8080"],
              "pages": ["about"], "memoryMiB": 10240, "timeoutSeconds": 900, "logRetentionDays": null,
              "protection": true, "maxConcurrency": 10, "maxWritesPerSecond": 100
            }
            """)
        #expect(settings.allowedOrigins == ["https://a.example", "http://localhost:8080"])
        #expect(settings.pages == ["main_page", "about"])
        #expect(settings.memoryMiB == 10_240 && settings.timeoutSeconds == 900)
        #expect(settings.logRetention == .never)
        #expect(settings.protection)
        #expect(settings.maxConcurrency == 10 && settings.maxWritesPerSecond == 100)
    }

    @Test("refuse an invalid limit, with what is allowed", arguments: ["maxConcurrency", "maxWritesPerSecond"])
    func limits(_ key: String) throws {
        for value in ["0", "-1", "1.5", "\"10\"", "true", "1000001", "1e30"] {
            let problems = try problems(#"{\#(Self.origins), "\#(key)": \#(value)}"#)
            #expect(problems.count == 1 && problems[0].hasPrefix(key), "\(problems)")
            #expect(problems[0].contains("a whole number from 1 to 1000000, or null"), "\(problems)")
        }
        #expect(try Self.read(#"{\#(Self.origins), "\#(key)": null}"#).maxConcurrency == nil)
    }

    @Test(
        "have the main page first, and once",
        arguments: [
            ("[]", ["main_page"]), (#"["main_page"]"#, ["main_page"]),
            (#"["about", "main_page"]"#, ["main_page", "about"]), (#"["b", "a"]"#, ["main_page", "b", "a"]),
        ])
    func mainPage(_ json: String, _ expected: [String]) throws {
        #expect(try Self.read(#"{\#(Self.origins), "pages": \#(json)}"#).pages == expected)
    }

    @Test(
        "take as an origin what a browser sends as one",
        arguments: [
            "*", "https://example.com", "http://localhost:8080", "https://www.example.co.uk:8443", "http://127.0.0.1",
            "http://[::1]:8080", "https://xn--mnchen-3ya.example", "http://a_b.localhost",
        ])
    func origins(_ origin: String) throws {
        #expect(try Self.read(#"{"allowedOrigins": ["\#(origin)"]}"#).allowedOrigins == [origin])
    }

    @Test(
        "take no other text as an origin",
        arguments: [
            "", "example.com", "https://", "http://", "https://example.com/", "https://example.com/page",
            "https://example.com?x", "https://example.com#x", "https://ann@example.com", "ftp://example.com",
            "https://Example.com", "HTTPS://example.com", "https://exa mple.com", "https://exämple.com",
            "https://*.example.com", "https://a.example,https://b.example", "null", " https://example.com",
            "https://\(String(repeating: "a", count: 250)).example",
        ])
    func noOrigins(_ origin: String) throws {
        let problems = try problems(#"{"allowedOrigins": ["\#(origin)"]}"#)
        #expect(problems.count == 1)
        #expect(problems[0].hasPrefix("allowedOrigins[0] is "))
        #expect(problems[0].contains("https://www.example.com"))
    }

    @Test(
        "are refused with the key and what is allowed",
        arguments: [
            (#""pages": ["a b"]"#, "pages[0] is"), (#""pages": ["a,b"]"#, "pages[0] is"),
            (#""pages": [""]"#, "pages[0] is"),
            (#""pages": ["ok", "ü"]"#, "pages[1] is"), (#""pages": [7]"#, "pages[0] is 7"),
            (#""pages": "about""#, "pages is"), (#""pages": ["a", "a"]"#, "pages has \"a\" twice"),
            (#""pages": ["\#(String(repeating: "a", count: 65))"]"#, "1 to 64 letters"),
            (#""pages": null"#, "pages is null"),
            (#""memoryMiB": 127"#, "from 128 to 10240"), (#""memoryMiB": 10241"#, "from 128 to 10240"),
            (#""memoryMiB": "128""#, "memoryMiB is \"128\""), (#""memoryMiB": 128.5"#, "memoryMiB is 128.5"),
            (#""timeoutSeconds": 0"#, "from 1 to 900"), (#""timeoutSeconds": 901"#, "from 1 to 900"),
            (#""logRetentionDays": 2"#, "one of 1, 3, 5"), (#""logRetentionDays": "never""#, "or null"),
            (#""protection": "yes""#, "true or false"), (#""protection": null"#, "true or false"),
            (#""memoryMib": 128"#, "did you mean memoryMiB?"), (#""name": "x""#, "name is not a key"),
        ])
    func wrong(_ member: String, _ words: String) throws {
        let problems = try problems("{\(Self.origins), \(member)}")
        #expect(problems.count == 1, "\(problems)")
        #expect(problems[0].contains(words), "\(problems)")
    }

    @Test("may not have too many origins or pages, nor no origin at all")
    func counts() throws {
        func list(_ count: Int, _ text: (Int) -> String) -> String {
            "[" + (0..<count).map { "\"\(text($0))\"" }.joined(separator: ",") + "]"
        }
        func origins(_ count: Int) -> String { #"{"allowedOrigins": \#(list(count) { "https://\($0).example" })}"# }
        func pages(_ count: Int) -> String { #"{\#(Self.origins), "pages": \#(list(count) { "page\($0)" })}"# }
        #expect(try Self.read(origins(100)).allowedOrigins.count == 100)
        #expect(try problems(origins(101)).count == 1)
        #expect(try problems(origins(0)).count == 1)
        #expect(try Self.read(pages(50)).pages.count == 51)
        #expect(try problems(pages(51)).count == 1)
    }

    @Test("are reported with everything that is wrong with them at once")
    func everythingAtOnce() throws {
        let problems = try problems(
            #"{"allowedOrigins": [], "pages": [""], "memoryMiB": 1, "timeoutSeconds": 0, "logRetentionDays": 2, "#
                + #""protection": 1, "regions": []}"#)
        let keys = [
            "allowedOrigins", "pages", "memoryMiB", "timeoutSeconds", "logRetentionDays", "protection", "regions",
        ]
        #expect(problems.count == keys.count)
        for (problem, key) in zip(problems, keys) { #expect(problem.hasPrefix(key)) }
    }
}
