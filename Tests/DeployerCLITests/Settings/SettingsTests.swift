import Foundation
import Testing

@testable import Deployer
@testable import DeployerCLI

@Suite("A stage's settings")
struct SettingsTests {
    private struct Sample: StageSettings, Equatable {
        var memory = 0
        var days: Int? = nil
        var mode = ""
        var account: String? = nil
        var origins: [String] = []
        var protection = false

        init(from reader: SettingsReader) {
            memory = reader.integer("memoryMiB", default: 128, in: 128...10_240)
            days = reader.optionalInteger("logRetentionDays", default: 14, oneOf: [1, 14, 30])
            mode = reader.string("mode", default: "fast", oneOf: ["fast", "slow"])
            account = reader.optionalString("account", matching: "twelve digits") { $0.count == 12 }
            origins = reader.strings("allowedOrigins", count: 1...3, each: "an origin, as https://a.example") {
                $0.hasPrefix("https://")
            }
            protection = reader.flag("protection", default: false)
        }
    }

    private func read(_ json: String) throws -> Sample {
        try SettingsFile(stage: "dev", path: "config/dev.json", contents: Data(json.utf8)).read(Sample.self)
    }

    private func problems(_ json: String) -> [String] {
        do {
            _ = try read(json)
            return []
        } catch {
            return (error as? SettingsError)?.problems ?? ["\(error)"]
        }
    }

    @Test("are read, with defaults for missing keys")
    func good() throws {
        let least = try read(#"{"$schema": "schema.json", "allowedOrigins": ["https://a"]}"#)
        #expect(least.memory == 128 && least.days == 14 && least.mode == "fast" && least.account == nil)
        let all = try read(
            #"{"memoryMiB": 256, "logRetentionDays": null, "mode": "slow", "account": "123456789012","#
                + #""allowedOrigins": ["https://a", "https://b"], "protection": true}"#)
        #expect(all.memory == 256 && all.days == nil && all.mode == "slow" && all.account == "123456789012")
        #expect(all.origins == ["https://a", "https://b"] && all.protection)
    }

    @Test(
        "are refused with the key, its value, and what is allowed",
        arguments: [
            (#""memoryMiB": 64"#, "memoryMiB is 64; allowed is a whole number from 128 to 10240."),
            (#""memoryMiB": "256""#, #"memoryMiB is "256"; allowed is a whole number from 128 to 10240."#),
            (#""memoryMiB": true"#, "memoryMiB is true; allowed is a whole number from 128 to 10240."),
            (#""memoryMiB": 128.5"#, "memoryMiB is 128.5; allowed is a whole number from 128 to 10240."),
            (#""memoryMiB": 1e300"#, "memoryMiB is 1e+300; allowed is a whole number from 128 to 10240."),
            (#""memoryMiB": null"#, "memoryMiB is null; allowed is a whole number from 128 to 10240."),
            (#""logRetentionDays": 15"#, "logRetentionDays is 15; allowed is one of 1, 14 or 30, or null."),
            (#""mode": "slwo""#, #"mode is "slwo"; allowed is "fast" or "slow"."#),
            (#""account": 123456789012"#, "account is 123456789012; allowed is text: twelve digits."),
            (#""protection": 1"#, "protection is 1; allowed is true or false."),
            (#""protection": {"on": true}"#, "protection is an object; allowed is true or false."),
            (#""memoryMib": 256"#, "memoryMib is not a key of these settings; did you mean memoryMiB?"),
            (
                #""zzzzzz": 1"#,
                "zzzzzz is not a key of these settings; the keys are memoryMiB, logRetentionDays, mode, account, "
                    + "allowedOrigins and protection."
            ),
        ])
    func wrong(_ member: String, _ problem: String) {
        #expect(problems(#"{"allowedOrigins": ["https://a"], \#(member)}"#) == [problem])
    }

    @Test(
        "say which element of a list is wrong",
        arguments: [
            (
                "[]",
                "allowedOrigins is []; allowed is a list of 1 to 3 different texts, each an origin, as https://a.example."
            ),
            ("[\"https://a\", 7]", "allowedOrigins[1] is 7; allowed is text: an origin, as https://a.example."),
            ("[\"https://a\", \"https://a\"]", "allowedOrigins has \"https://a\" twice; once is enough."),
            (
                "[1,2,3,4]",
                "allowedOrigins is a list of 4; allowed is a list of 1 to 3 different texts, each an origin, as https://a.example."
            ),
        ])
    func lists(_ list: String, _ problem: String) {
        #expect(problems("{\"allowedOrigins\": \(list)}") == [problem])
    }

    @Test("report everything that is wrong at once, as one text that names the file")
    func together() {
        let error = #expect(throws: SettingsError.self) { try read(#"{"memoryMiB": 1, "protection": 0, "x": 1}"#) }
        #expect(error?.problems.count == 4)
        let explanation = error?.explanation
        #expect(explanation?.what == "config/dev.json cannot be used" && explanation?.exitCode == .failed)
        let text = explanation.map { ExplanationText.error($0, width: 80).map(\.text) } ?? []
        #expect(text.contains("  - memoryMiB is 1; allowed is a whole number from 128 to 10240."))
        #expect(text.contains("  - protection is 0; allowed is true or false."))
        #expect(text.last == "Correct the file, then run the same command again.")
    }

    @Test(
        "that are no JSON object are refused with the reason",
        arguments: [
            ("", "It is empty."), ("[]", "It is [], and not an object in braces."),
            (#"{"a": 1, "a": 2}"#, #"It has the key "a" twice."#),
            (#"{"a": 1, "\u0061": 2}"#, #"It has the key "a" twice."#),
            (String(repeating: "[", count: 100_000), "It nests values more than 32 deep."),
        ])
    func broken(_ json: String, _ problem: String) {
        #expect(problems(json) == [problem])
    }

    @Test("that are not valid JSON are refused with line and column")
    func syntax() {
        #expect(
            problems("{\n  \"memoryMiB\": 12x\n}") == ["It is not valid JSON: Invalid value around line 2, column 18."])
        #expect(problems("{\"a\": \"\u{1}").first?.hasPrefix("It is not valid JSON: ") == true)
    }

    @Test("may have the same name in different objects")
    func names() {
        #expect(JSONScan(Data(#"{"a": {"b": 1}, "c": [{"b": 2}, "b", "b"]}"#.utf8)).repeatedName == nil)
        #expect(JSONScan(Data(#"{"a": {"b": "}", "b": 1}}"#.utf8)).repeatedName == "b")
        #expect(JSONScan(Data(#"{"a": "\", \"c", "c": 1}"#.utf8)).repeatedName == nil)
        #expect(JSONScan(Data(#"{"c": "\"", "c": 1}"#.utf8)).repeatedName == "c")
    }

    @Test("have exact whole numbers, and true is no number")
    func values() throws {
        let json = #"{"big": 9223372036854775807, "flag": true, "half": 0.5, "list": [null, "x"]}"#
        let value = try JSONReader.value(Data(json.utf8))
        #expect(value["big"] == .integer(.max) && value["flag"] == .flag(true) && value["half"] == .number(0.5))
        #expect(value["list"] == .array([.null, "x"]))
    }

    @Test("whose type throws are refused with the reader's problems first")
    func throwing() throws {
        struct Broken: Error {}
        struct Throwing: StageSettings {
            init(from reader: SettingsReader) throws {
                _ = reader.flag("on")
                throw Broken()
            }
        }
        let wrong = try SettingsFile(stage: "dev", path: "f", contents: Data("{}".utf8))
        #expect(throws: SettingsError.self) { try wrong.read(Throwing.self) }
        let right = try SettingsFile(stage: "dev", path: "f", contents: Data(#"{"on": true}"#.utf8))
        #expect(throws: Broken.self) { try right.read(Throwing.self) }
    }

    @Test("may reject a value because of other values")
    func reject() {
        struct Pair: StageSettings {
            init(from reader: SettingsReader) {
                let least = reader.integer("least", in: 0...9)
                let most = reader.integer("most", in: 0...9)
                if most < least { reader.reject("most", allowed: "at least \(least)") }
            }
        }
        let file = try? SettingsFile(stage: "dev", path: "f", contents: Data(#"{"least": 5, "most": 3}"#.utf8))
        #expect(throws: SettingsError(file: "f", problems: ["most is 3; allowed is at least 5."])) {
            try file?.read(Pair.self)
        }
    }
}
