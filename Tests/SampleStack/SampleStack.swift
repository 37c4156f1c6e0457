import AWSDeployer

/// A stack whose resources come from a stage's settings.
///
/// A test removes or renames something in the description by rewriting the settings file.
@main
struct SampleStack: AWSStack {
    static let name = "sample"

    static func resources(_ stage: Stage<SampleSettings>) -> [any AWSResource] {
        let tables = stage.tables.map { Table($0, partitionKey: .string("id"), deletionProtection: stage.protection) }
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
        protection = reader.flag("protection", default: false)
    }
}
