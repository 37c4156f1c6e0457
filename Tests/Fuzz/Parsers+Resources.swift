import AWSDeployer
import AWSSigning
import Deployer
import DeployerCLI
import Foundation

@testable import AWSResources

extension FuzzedParser {
    /// The parsers of policies that AWS or someone else wrote, and of binaries that someone built.
    static let resources = [
        FuzzedParser(name: "answer", check: checkAnswer),
        FuzzedParser(name: "build-manifest", check: checkBuildManifest),
        FuzzedParser(name: "policy", check: checkPolicy),
        FuzzedParser(name: "resource-policy", check: checkResourcePolicy),
        FuzzedParser(name: "denial", check: checkDenial),
        FuzzedParser(name: "elf", check: checkELF),
        FuzzedParser(name: "percent", check: checkPercent),
    ]

    /// A policy that is read completely, written and read again says the same.
    private static func checkPolicy(_ bytes: [UInt8]) throws {
        let policy = PolicyDocument(json: text(bytes).policyPercentDecoded, scope: nil)
        _ = policy.planValue
        let isWhole = policy.unread.isEmpty && policy.statements.allSatisfy(\.others.isEmpty)
        guard isWhole else { return }
        let written = policy.json
        try always(written.utf8.allSatisfy { $0 >= 32 && $0 < 127 }, "a policy outside of ASCII")
        try same(PolicyDocument(json: written, scope: nil), policy, "read, written, read")
    }

    private static func checkResourcePolicy(_ bytes: [UInt8]) throws {
        guard let policy = try? ResourcePolicy(text(bytes), from: LambdaClient.getPolicy) else { return }
        for statement in policy.statements {
            _ = statement.text
            try always(statement.says(theSameAs: statement), "a statement differs from itself")
            for resource in statement.statement.resources {
                let pattern = PolicyPattern(resource.text)
                try always(!pattern.isPlain || pattern.covers(resource.text), "a plain text does not cover itself")
            }
        }
    }

    /// An answer of any operation, with any number in it, is read or refused; what was read can be shown.
    private static func checkAnswer(_ bytes: [UInt8]) throws {
        func read<Output: Decodable>(_: Output.Type) -> Output? {
            try? JSONDecoder().decode(Output.self, from: Data(bytes))
        }
        if let alias = read(AliasDetails.self) {
            for text in alias.otherVersions { try always(text.contains(": "), "a version without its share") }
        }
        if let details = read(FunctionDetails.self) {
            _ = (details.readiness, details.failedUpdate)
        }
        if let table = read(DynamoDBShapes.TableDescription.self) {
            _ = (table.billing, table.key, table.readiness, table.stream)
            try always((table.maxWriteUnits ?? 0) >= 0, "a maximum below nothing")
            for index in table.indexes {
                _ = index.definition.planValue
                try always((index.maxWriteUnits ?? 0) >= 0, "a maximum of an index below nothing")
            }
        }
        if let account = read(AccountConcurrency.self) {
            let shortage = ConcurrencyShortage(
                function: ResourceID(kind: "function", name: "f"), wanted: 1, own: account.unreserved,
                account: account, region: "eu-west-1")
            try always(!shortage.explanation.advice.contains("--desired-value -"), "a quota below nothing")
        }
        if let group = read(LogsClient.LogGroupDescription.self) {
            _ = LogRetention(numberOfDays: group.retentionInDays)
        }
        if let url = read(URLDetails.self) { _ = url.cors.map(CORSRule.init) }
        _ = read(GetFunctionOutput.self)
    }

    /// Following a manifest always ends, whatever it says.
    private static func checkBuildManifest(_ bytes: [UInt8]) throws {
        let manifest = BuildManifest(text(bytes))
        _ = manifest.ingredients(of: "/b/Program")
    }

    /// Whatever a refusal says, the resulting statement names one resource, and is on one line.
    private static func checkDenial(_ bytes: [UInt8]) throws {
        for statement in AccessDenial(message: text(bytes)).statements(by: nil, operation: nil) {
            try always(
                statement.resources.allSatisfy { $0.text.hasPrefix("arn:") && !$0.text.contains("*") }, "a pattern")
            let written = statement.json().canonicalText
            try always(!written.contains { $0.isWhitespace }, "more than a line")
        }
    }

    /// A binary's offsets may point anywhere.
    private static func checkELF(_ bytes: [UInt8]) throws {
        _ = try? ELFImage(bytes)
        _ = try? BinaryCheck.architecture(of: bytes, path: "bootstrap")
    }

    /// Encoded text decodes to the same.
    private static func checkPercent(_ bytes: [UInt8]) throws {
        let text = text(bytes)
        let encoded = PercentEncoding.encoded(text)
        try same(PercentEncoding.decoded(encoded), Array(text.utf8), "encoded and decoded")
        _ = PercentEncoding.decoded(text)
    }
}
