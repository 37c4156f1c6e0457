import AWSResources
import DeployerCLI
import Foundation

@testable import CounterStack
@testable import Deployer

extension FuzzedParser {
    /// The parsers of the engine, for a user's settings, for what is typed, and for what is shown of both.
    static let deployer = [
        FuzzedParser(name: "settings-json", check: checkSettingsJSON),
        FuzzedParser(name: "settings", check: checkSettings),
        FuzzedParser(name: "terminal-text", check: checkTerminalText),
    ]

    /// A value that is read, written and read again is the same.
    private static func checkSettingsJSON(_ bytes: [UInt8]) throws {
        guard let value = try? JSONReader.value(Data(bytes)) else { return }
        let again = try? JSONReader.value(Data(JSONText.text(value).utf8))
        try same(again.map(normal), normal(value), "read, written, read")
    }

    /// A fraction so large that it is written as a whole number is compared as a `Double`, as it was read.
    private static func normal(_ value: JSONValue) -> JSONValue {
        switch value {
        case .integer(let number) where number.magnitude > 1 << 53: .number(Double(number))
        case .array(let values): .array(values.map(normal))
        case .object(let members): .object(members.map { JSONValue.Member($0.name, normal($0.value)) })
        default: value
        }
    }

    /// The counter's own settings: valid ones can be a part of names, lists and policies.
    private static func checkSettings(_ bytes: [UInt8]) throws {
        do {
            let file = try SettingsFile(stage: "dev", path: "config/dev.json", contents: Data(bytes))
            let settings = try file.read(CounterSettings.self)
            let isPlain = (settings.pages + settings.allowedOrigins).allSatisfy { text in
                text.utf8.allSatisfy { $0 > 32 && $0 < 127 && !"\"\\,$".utf8.contains($0) }
            }
            try always(isPlain, "\(settings.pages) \(settings.allowedOrigins)")
        } catch let error as SettingsError {
            _ = error.explanation
        }
    }

    /// The text has nothing that a terminal or Markdown would obey.
    private static func checkTerminalText(_ bytes: [UInt8]) throws {
        let shown = Printable.escaped(text(bytes))
        let isSafe = shown.unicodeScalars.allSatisfy { $0.value >= 32 && !(0x7F...0x9F).contains($0.value) }
        try always(isSafe, "text with a control character")
        try same(Printable.escaped(shown), shown, "escaped twice")
        try always(Printable.columns(Printable.cut(shown, to: 10)) <= 10, "cut to more than it may take")
        let runs = Markdown.code(text(bytes)).unicodeScalars.split { $0 != "`" }.map(\.count)
        let isClosedAtItsEnd = runs.first == runs.last && runs.count { $0 == runs[0] } == 2
        try always(isClosedAtItsEnd, "code with ticks in runs of \(runs)")
        let inside = Markdown.html(text(bytes)).utf8.dropFirst("<code>".count).dropLast("</code>".count)
        try always(!inside.contains { "<>\"".utf8.contains($0) }, "code with a mark of HTML")
    }
}
