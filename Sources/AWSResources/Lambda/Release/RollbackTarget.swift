package import AWSClient
import Deployer

/// A former state of a release: its alias points at an older version, and nothing else changes.
///
/// Only a rollback describes it. The stack itself describes the version to serve in the end, so its next deploy leads
/// back there.
package struct RollbackTarget: Sendable {
    /// The release as the stack describes it.
    let release: Release
    /// The version to serve, or the served one; nil until the previous one is found.
    var version: String?
    /// Other versions that get a share of the calls, such as `3: 10 %`; never described.
    var otherVersions: [String] = []
    /// The observed revision of the alias.
    var revisionID: String?
    /// Why calls of the version may fail, for display; nil if no reason is known.
    var warning: String?

    private var function: String { release.function.name }

    /// The release at one of its function's versions.
    ///
    /// - Parameter version: its number; nil for the last one published before the served one.
    package init(of release: Release, at version: String?) {
        self.release = release
        self.version = version
    }
}

extension RollbackTarget: PresentedResource {
    static let kind = Release.kind
    static let schema: [Property<RollbackTarget>] = [
        Property("version", \.version),
        Property("otherVersions", \.otherVersions),
    ]

    var name: String { release.name }
    /// None in a rollback: the function stays as it is.
    var dependencies: [ResourceID] { [] }
    var summary: String { version.map { "version \($0)" } ?? "" }

    func remarks(on changes: [Change]) -> [String] { [warning ?? "no downtime"] }

    /// With the version's number, which only AWS knows.
    ///
    /// This lists the versions and writes nothing. The role is read too: a version that is set up for another role
    /// cannot run.
    ///
    /// - Throws: ``NoEarlierVersion``, ``NoSuchVersion``.
    func prepared(in context: AWS) async throws -> RollbackTarget {
        let client = context.lambda
        async let published = ifPresent { try await client.versions(of: function) }
        async let roleFound = ifAllowed(IAMClient.getRole) {
            try await release.configuration.currentRole(in: context)
        }
        let alias = try await ifPresent { try await client.getAlias(release.alias, of: function) }
        let (details, role) = try await (published ?? [], roleFound)
        let versions = details.compactMap(\.version)
        guard let served = alias?.functionVersion else { throw NoEarlierVersion(release: name, served: nil) }
        var prepared = self
        if let version {
            guard versions.contains(version) else { throw NoSuchVersion(version: version, of: name, among: versions) }
        } else {
            // An alias at `$LATEST` serves what is newer than every version.
            let end = Int(served) ?? .max
            guard let last = versions.compactMap({ Int($0) }).filter({ $0 < end }).max() else {
                throw NoEarlierVersion(release: name, served: served)
            }
            prepared.version = String(last)
        }
        if let target = details.first(where: { $0.version == prepared.version }) {
            prepared.warning = warning(of: FunctionConfiguration(target, of: function, in: context), role)
        }
        return prepared
    }

    /// Why a version with that configuration may not run: a role that is recreated under its name is another role.
    private func warning(
        of configuration: FunctionConfiguration, _ role: OptionalLook<FunctionConfiguration.CurrentRole>
    ) -> String? {
        let what = "its calls may fail until the next deploy"
        guard configuration.role == release.configuration.role else {
            return "it runs with role \(configuration.role), which is no longer described: \(what)"
        }
        guard let roleID = configuration.roleID, case .answered(let current?) = role else { return nil }
        switch current {
        case .none: return "its role \(roleID) is gone: \(what)"
        case .existing(let id?) where id != roleID:
            return "it is set up for role \(roleID), which was made again as \(id): \(what)"
        case .existing: return nil
        }
    }

    /// Reads the alias and the function's owner at the same time.
    func observe(in context: AWS) async throws -> Observation<RollbackTarget>? {
        let client = context.lambda
        let arn = context.scope.arn(function: function)
        let answers = try await asking {
            try await client.getAlias(release.alias, of: function)
        } beside: {
            try await ifPresent { try await client.listTags(arn: arn) }
        }
        guard let (alias, tags) = answers else { return nil }
        var observed = RollbackTarget(of: release, at: alias.functionVersion)
        observed.otherVersions = alias.settling == nil ? alias.otherVersions : []
        observed.revisionID = alias.revisionID
        return Observation(
            observed, readiness: alias.settling ?? .ready,
            ownership: context.owner.ownership(of: tags ?? [:]), revision: alias.revisionID)
    }

    /// Never succeeds: the alias existed during the planning.
    func create(in context: AWS) async throws { throw Conflict("it was removed meanwhile") }

    /// Points the alias only at the version, from its observed revision.
    func update(_ changes: [Change], from observed: RollbackTarget, in context: AWS) async throws {
        guard let version else { return }
        try await classifyingErrors {
            try await context.lambda.updateAlias(
                release.alias, of: function, version: version, revisionID: observed.revisionID)
        }
    }

    /// Deletes the release itself.
    func delete(_ observed: RollbackTarget, in context: AWS) async throws {
        try await release.delete(observed.release, in: context)
    }
}

/// No version is older than the served one, or nothing is served.
struct NoEarlierVersion: Explainable, Equatable {
    let release: String
    /// The served version; nil if the alias does not exist.
    let served: String?

    var explanation: Explanation {
        guard let served else {
            return Explanation(
                "\(release) does not exist, so there is nothing to go back from", advice: "Deploy the stage first.")
        }
        return Explanation(
            "there is no version before \(served), which \(release) serves",
            why: "Each deploy of another program or configuration publishes one; the first has none before it.",
            advice: "Deploy what is to be served.")
    }
}

/// The function has no version with that number.
struct NoSuchVersion: Explainable, Equatable {
    let version: String
    let release: String
    let versions: [String]

    init(version: String, of release: String, among versions: [String]) {
        self.version = version
        self.release = release
        self.versions = versions
    }

    var explanation: Explanation {
        // The newest ones are the likeliest, and a function may have thousands.
        let newest = versions.suffix(10).joined(separator: ", ")
        return Explanation(
            "\(release) has no version \(version)",
            why: versions.isEmpty ? "Nothing was ever published." : "The newest are \(newest).",
            advice: "Give --to one that was published.")
    }
}

extension RollbackTarget: AWSResource {
    /// The operations of its lifecycle.
    package static let operations = (
        reads: [LambdaClient.getAlias, LambdaClient.listTags, IAMClient.getRole],
        writes: [
            LambdaClient.listVersions, LambdaClient.updateAlias, LambdaClient.deleteAlias,
        ]
    )
    /// What Lambda's errors mean.
    package static let errors = LambdaErrors.rules

    /// Its ARN.
    package func arn(in aws: AWS) -> String { release.arn(in: aws) }

    /// As for the release.
    package func target(of action: RequiredAction, in aws: AWS) -> AccessTarget {
        release.target(of: action, in: aws)
    }
}
