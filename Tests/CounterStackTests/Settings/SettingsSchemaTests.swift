import AWSResources
import Deployer
import DeployerCLI
import Foundation
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import CounterStack

/// What the schema allows in an editor must be what the program accepts.
@Suite("The settings' schema")
struct SettingsSchemaTests {
    typealias Object = [String: Any]

    let schema: Object
    let properties: [String: Object]

    init() throws {
        let document = try JSONSerialization.jsonObject(with: try Repository.data("config/schema.json"))
        schema = try #require(document as? Object)
        properties = try #require(schema["properties"] as? [String: Object])
    }

    func accepts(_ members: Object) -> Bool {
        var all: Object = ["allowedOrigins": ["https://a.example"]]
        all.merge(members) { $1 }
        guard let data = try? JSONSerialization.data(withJSONObject: all) else { return false }
        let file = try? SettingsFile(stage: "dev", path: "x", contents: data)
        return (try? file?.read(StackSettings<CounterSettings>.self)) != nil
    }

    func number(_ key: String, _ word: String) throws -> Int { try #require(properties[key]?[word] as? Int) }

    @Test("knows exactly the keys that the program reads")
    func keys() throws {
        #expect(schema["additionalProperties"] as? Bool == false)
        // The file has one unknown key, so the error lists the known ones.
        let data = Data(#"{"zzzzzzzzzzzzzzzz": 1}"#.utf8)
        let error = try #require(throws: SettingsError.self) {
            try SettingsFile(stage: "dev", path: "x", contents: data).read(StackSettings<CounterSettings>.self)
        }
        let list = try #require(error.problems.last?.split(separator: "the keys are ").last)
        let words = list.replacing(" and ", with: ", ").split(separator: ", ").map { $0.trimmingCharacters(in: ["."]) }
        #expect(Set(words) == Set(properties.keys).subtracting(["$schema"]))
        #expect(accepts(["$schema": "schema.json"]))
    }

    @Test("allows what the schema allows that `counter schema` prints, and has the same defaults")
    func printed() throws {
        let text = JSONText.document(StackSettings<CounterSettings>.schema(title: "x"))
        let printed = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object)
        let keys = try #require(printed["properties"] as? [String: Object])
        #expect(Set(keys.keys) == Set(properties.keys))
        #expect(printed["required"] as? [String] == schema["required"] as? [String])
        #expect(printed["additionalProperties"] as? Bool == false)
        for (key, property) in properties where key != "pages" {
            let words = ["type", "minimum", "maximum", "minItems", "maxItems", "uniqueItems", "maxProperties", "enum"]
            for word in words + ["default"] {
                let (mine, theirs) = (keys[key]?[word] as? NSObject, property[word] as? NSObject)
                #expect(mine == theirs || word == "default" && mine == nil, "\(key): \(word)")
            }
        }
        // The page that is always counted is the program's own business, and no default of the file.
        #expect(keys["pages"]?["default"] as? [String] == [] && keys["pages"]?["maxItems"] as? Int == 50)
    }

    @Test("demands exactly the keys that the program demands")
    func required() throws {
        let error = try #require(throws: SettingsError.self) { try CounterSettingsTests.read("{}") }
        let missing = error.problems.compactMap { $0.components(separatedBy: " is missing").first }
        #expect(Set(missing) == Set(try #require(schema["required"] as? [String])))
    }

    @Test(
        "has the program's bounds", arguments: ["memoryMiB", "timeoutSeconds", "maxConcurrency", "maxWritesPerSecond"])
    func bounds(_ key: String) throws {
        let (least, most) = (try number(key, "minimum"), try number(key, "maximum"))
        let type = properties[key]?["type"]
        #expect(type as? String == "integer" || type as? [String] == ["integer", "null"])
        #expect(accepts([key: least]) && accepts([key: most]))
        #expect(!accepts([key: least - 1]) && !accepts([key: most + 1]))
    }

    @Test("has the program's choices for how long the log is kept")
    func retention() throws {
        let choices = try #require(properties["logRetentionDays"]?["enum"] as? [Any])
        #expect(choices.compactMap { $0 as? Int } == LogRetention.allowedDays)
        #expect(choices.count == LogRetention.allowedDays.count + 1 && choices.contains { $0 is NSNull })
        for choice in choices { #expect(accepts(["logRetentionDays": choice])) }
    }

    @Test("has the program's defaults")
    func defaults() throws {
        let settings = try CounterSettingsTests.read("{\(CounterSettingsTests.origins)}")
        #expect(try number("memoryMiB", "default") == settings.memoryMiB)
        #expect(try number("timeoutSeconds", "default") == settings.timeoutSeconds)
        #expect(try number("logRetentionDays", "default") == settings.logRetention.numberOfDays)
        #expect(properties["pages"]?["default"] as? [String] == settings.pages)
        #expect(properties["protection"]?["default"] as? Bool == settings.protection)
        let defaults = properties.filter { $0.value["default"] != nil }.keys
        #expect(Set(defaults) == ["memoryMiB", "timeoutSeconds", "logRetentionDays", "pages", "protection"])
    }

    @Test("has the program's limits for lists", arguments: ["allowedOrigins", "pages"])
    func lists(_ key: String) throws {
        let most = try number(key, "maxItems")
        let least = properties[key]?["minItems"] as? Int ?? 0
        func list(_ count: Int) -> [String] {
            (0..<count).map { key == "pages" ? "page\($0)" : "https://\($0).example" }
        }
        #expect(accepts([key: list(most)]) && accepts([key: list(least)]))
        #expect(!accepts([key: list(most + 1)]) && (least == 0 || !accepts([key: list(least - 1)])))
        #expect(properties[key]?["uniqueItems"] as? Bool == true && !accepts([key: [list(1)[0], list(1)[0]]]))
    }

    /// Texts around the limits of each pattern.
    static let texts: [String: [String]] = [
        "region": [
            "eu-west-1", "us-gov-west-1", "a-b-0", "eu-west", "eu-west-1a", "EU-west-1", "eu--1", "eu-west-+1", "",
            "a-b-c-d-e-f-1", "eu-w_st-1", "-eu-west-1", "eu-west-123456789012345678901234567890",
            "eu-west-1234567890123456789012345678901234",
        ],
        "account": [
            "123456789012", "000000000000", "12345678901", "1234567890123", "12345678901a", "", " 23456789012",
        ],
        "permissionsBoundary": [
            "arn:aws:iam::123456789012:policy/limits", "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
            "arn:aws-us-gov:iam::123456789012:policy/a+=,.@_-", "arn:aws:iam::123456789012:policy/team//!~/limits",
            "arn:aws:iam::123456789012:role/limits", "arn:aws:iam::123456789012:policy/",
            "arn:aws:iam::123456789012:policy/team/", "arn:aws:iam::12345678901:policy/limits",
            "arn:aws:iam:eu-west-1:123456789012:policy/limits", "arn:AWS:iam::123456789012:policy/limits",
            "arn:gcp:iam::123456789012:policy/limits", "arn:aws:s3::123456789012:policy/limits", "limits", "",
            "arn:aws:iam::123456789012:policy/*", "arn:aws:iam::*:policy/limits",
            "arn:aws:iam::123456789012:policy/${aws:username}", "arn:aws:iam::123456789012:policy/${a}/limits",
            "arn:aws:iam::123456789012:policy/${a/limits", "arn:aws:iam::123456789012:policy/$/limits",
            "arn:aws:iam::123456789012:policy/a b/limits", "arn:aws:iam::123456789012:policy/é",
            " arn:aws:iam::123456789012:policy/limits",
            "arn:aws:iam::123456789012:policy/\(String(repeating: "a", count: 128))",
            "arn:aws:iam::123456789012:policy/\(String(repeating: "a", count: 129))",
            "arn:aws:iam::123456789012:policy/\(String(repeating: "a", count: 2008))/limits",
            "arn:aws:iam::123456789012:policy/\(String(repeating: "a", count: 2009))/limits",
        ],
        "allowedOrigins": [
            "*", "https://example.com", "http://localhost:8080", "http://[::1]:1", "https://Example.com", "https://",
            "https://a/", "https://a?b", "https://a b", "ftp://a", "**", "http://a_b", "https://a@b", "",
            "https://\(String(repeating: "a", count: 245))", "https://\(String(repeating: "a", count: 246))",
        ],
        "pages": [
            "about", "a-b_c9", "", "a b", "a,b", "a/b", "ü", String(repeating: "a", count: 64),
            String(repeating: "a", count: 65),
        ],
    ]

    @Test("takes the texts that the program takes", arguments: Self.texts.keys.sorted())
    func patterns(_ key: String) throws {
        let property = try #require(properties[key])
        let isList = property["type"] as? String == "array"
        let rule = isList ? try #require(property["items"] as? Object) : property
        let pattern = try Regex(try #require(rule["pattern"] as? String))
        let longest = rule["maxLength"] as? Int ?? .max
        for text in try #require(Self.texts[key]) {
            let byEditor = text.count <= longest && text.contains(pattern)
            #expect(accepts([key: isList ? [text] : text as Any]) == byEditor, "\(key): \(text)")
        }
    }

    @Test("takes the tags that the program takes")
    func tags() throws {
        let tags = try #require(properties["tags"])
        let names = try #require(tags["propertyNames"] as? Object)
        let values = try #require(tags["additionalProperties"] as? Object)
        func takes(_ rule: Object, _ text: String) throws -> Bool {
            let pattern = try Regex(try #require(rule["pattern"] as? String))
            return text.unicodeScalars.count <= rule["maxLength"] as? Int ?? .max && text.contains(pattern)
        }
        let texts = [
            "", "CostCenter", "a b", "Größe 1", "a_b.c:d/e=f+g-h@i", "a;b", "a\"b", "aws", "aws:x", "AWS:x", "x aws:",
            "deployer:stack", "Deployer:x", "deployer", "été", "数", "٣", "½", "\u{1F600}", "a\nb", "a\tb",
            String(repeating: "k", count: 128), String(repeating: "k", count: 129), String(repeating: "v", count: 256),
            String(repeating: "v", count: 257),
        ]
        for text in texts {
            #expect(accepts(["tags": [text: "x"]]) == (try takes(names, text)), "the name \(text)")
            #expect(accepts(["tags": ["a": text]]) == (try takes(values, text)), "the value \(text)")
        }
        let most = try number("tags", "maxProperties")
        func many(_ count: Int) -> [String: String] {
            Dictionary(uniqueKeysWithValues: (0..<count).map { ("k\($0)", "v") })
        }
        #expect(accepts(["tags": many(most)]) && !accepts(["tags": many(most + 1)]))
        #expect(!accepts(["tags": ["a": 1]]) && values["type"] as? String == "string")
    }

    @Test("accepts null where the program does")
    func null() throws {
        for (key, property) in properties where key != "$schema" {
            let types = property["type"] as? [String] ?? []
            let choices = property["enum"] as? [Any] ?? []
            let byEditor = types.contains("null") || choices.contains { $0 is NSNull }
            #expect(accepts([key: NSNull()]) == byEditor, "\(key)")
        }
    }

    @Test("describes every key for people")
    func descriptions() {
        for (key, property) in properties where key != "$schema" {
            #expect((property["description"] as? String)?.hasSuffix(".") == true, "\(key)")
        }
    }

    @Test("is named by every file that is shipped, and the program accepts them all")
    func shipped() throws {
        let stages = try Repository.stages()
        #expect(Set(stages).isSuperset(of: ["dev", "local", "prod", "test"]))
        for stage in stages {
            let data = try Repository.data("config/\(stage).json")
            let file = try SettingsFile(stage: stage, path: "config/\(stage).json", contents: data)
            let settings = try file.read(StackSettings<CounterSettings>.self)
            #expect(settings.own.pages.first == "main_page")
            let members = try JSONSerialization.jsonObject(with: data) as? Object
            #expect(members?["$schema"] as? String == "schema.json")
        }
    }
}
