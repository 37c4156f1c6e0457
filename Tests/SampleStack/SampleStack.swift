import AWSDeployer
import Foundation

/// A stack whose resources come from a stage's settings.
///
/// A test removes or renames something in the description by rewriting the settings file.
@main
struct SampleStack: AWSStack {
    static let name = "sample"

    static func resources(_ stage: Stage<SampleSettings>) -> [any AWSResource] {
        let tables = stage.tables.map {
            Table(
                $0, partitionKey: .string("id"), indexes: stage.indexes.compactMap(index), timeToLive: stage.timeToLive,
                stream: stage.stream.map(TableStream.init(rawValue:)), deletionProtection: stage.protection)
        }
        let logs = stage.logGroups.map { LogGroup(for: $0, retention: .days(1)) }
        let accounts = stage.trustedAccounts.map { RoleTrust.account($0, externalID: stage.externalID) }
        let role = Role(
            stage.role, trusts: RoleTrust(all: [.lambda] + accounts),
            allows: tables.map { .update($0) } + logs.map { .write($0) },
            managedPolicies: stage.managedPolicies.map { .aws($0) })
        let functions = stage.functions.map {
            Function(
                $0, code: .executable("Sample"), role: role, layers: stage.layers,
                ephemeralStorageMiB: stage.storageMiB, tracing: stage.traced ? .active : .passThrough)
        }
        let releases = functions.flatMap { function in stage.aliases.map { Release(of: function, as: $0) } }
        let urls = releases.filter { stage.urls.contains($0.alias) }.map {
            FunctionURL(
                to: $0, access: stage.signed.contains($0.alias) ? .signed : .everyone,
                cors: stage.cors.contains($0.alias) ? CORS(origins: ["https://\($0.alias).example"]) : nil)
        }
        return tables + logs + [role] + functions + releases + urls
    }

    /// `replan FILE`: the plan against a recording, a line for each step.
    static func commands(_ access: StackAccess<SampleSettings>) -> [Command] {
        let file = Option("recording", "FILE", help: "What \"record\" wrote.", isRequired: true)
        return [
            Command("replan", summary: "Plans against a recording.", discussion: "", options: Option.ofStage + [file]) {
                arguments, console in
                let stage = try await access.inspect(arguments, console).stage
                let account = try RecordedAccount(contentsOf: URL(filePath: arguments["recording"] ?? ""))
                let plan = try await planned(stage, in: account)
                for step in plan.steps { console.present("\(step.id): \(step.action)") }
                return .done
            }
        ]
    }

    /// The index of a text such as `byState state`, or `byState state keys` for one of the keys alone.
    private static func index(_ text: String) -> TableIndex? {
        let words = text.split(separator: " ").map(String.init)
        guard words.count > 1 else { return nil }
        return TableIndex(words[0], partitionKey: .string(words[1]), projects: words.count > 2 ? .keysOnly : .all)
    }
}

/// The stack's resources, by name; each function has each alias, and each alias named in `urls` has a URL.
struct SampleSettings: StageSettings {
    let tables: [String]
    let role: String
    /// The accounts that may assume the role, beside Lambda.
    let trustedAccounts: [String]
    /// What these accounts have to name.
    let externalID: String?
    /// The role's managed policies, of AWS's own by name.
    let managedPolicies: [String]
    let functions: [String]
    /// The layers of each function, by their ARNs.
    let layers: [String]
    /// The size of each function's `/tmp`.
    let storageMiB: Int
    /// Whether calls of the functions are traced.
    let traced: Bool
    let aliases: [String]
    let urls: [String]
    /// The aliases whose URLs take signed requests alone.
    let signed: [String]
    /// The aliases whose URLs let the pages of `https://ALIAS.example` read their answers.
    let cors: [String]
    /// The functions whose log groups are described.
    let logGroups: [String]
    /// The indexes of each table, each with its key's attribute behind its name.
    let indexes: [String]
    /// The attribute by which the tables' items expire.
    let timeToLive: String?
    /// What the tables' streams say, by DynamoDB's name for it.
    let stream: String?
    /// Whether the tables refuse to be deleted.
    let protection: Bool

    init(from reader: SettingsReader) {
        func names(_ key: String) -> [String] {
            reader.strings(key, default: [], count: 0...20, each: "a name") { !$0.isEmpty }
        }
        tables = names("tables")
        role = reader.string("role", matching: "a name") { !$0.isEmpty }
        trustedAccounts = names("trustedAccounts")
        externalID = reader.optionalString("externalID", matching: "a name") { !$0.isEmpty }
        managedPolicies = names("managedPolicies")
        functions = names("functions")
        layers = names("layers")
        storageMiB = reader.integer("storageMiB", default: 512, in: 0...20_000)
        traced = reader.flag("traced", default: false)
        aliases = names("aliases")
        urls = names("urls")
        signed = names("signed")
        cors = names("cors")
        logGroups = names("logGroups")
        indexes = names("indexes")
        timeToLive = reader.optionalString("timeToLive", matching: "an attribute") { _ in true }
        stream = reader.optionalString("stream", matching: "a kind of stream") { _ in true }
        protection = reader.flag("protection", default: false)
    }
}
