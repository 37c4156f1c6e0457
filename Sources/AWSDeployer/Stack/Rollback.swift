import AWSResources
import Deployer
import DeployerCLI

/// `rollback` reconciles only the stack's releases, with their older versions.
enum Rollback {
    /// The version to serve.
    static let option = Option(
        "to", "VERSION", help: "The version to serve; the one before the one that is served if not given.")

    /// The releases to roll back, where a stack has several.
    static let releaseOption = Option(
        "release", "NAME",
        help:
            "The alias to roll back, of each function that has it, or of one, as in the plan: f:live; all if not given."
    )

    /// The deployment of only the releases.
    ///
    /// - Throws: ``/Deployer/UsageError`` if the stack has none, or none of that name, or several and one version was requested.
    static func deployment(of stack: Deployment<AWS>, _ arguments: Arguments) throws -> Deployment<AWS> {
        let version = try arguments[option.name].map(number)
        let all = stack.resources.compactMap { $0 as? Release }
        guard !all.isEmpty else {
            throw UsageError(
                "\(stack.stack) has no release that could be rolled back",
                advice: "Describe one: Release(of: function, as: \"live\").")
        }
        let name = arguments[releaseOption.name]
        let releases = all.filter { name == nil || name == $0.alias || name == $0.name }
        guard !releases.isEmpty else {
            throw UsageError(
                "\(stack.stack) has no release \"\(name ?? "")\"",
                advice: "It has \(all.map(\.name).joined(separator: ", ")).")
        }
        guard version == nil || releases.count == 1 else {
            throw UsageError(
                "--to takes the version of one release, and \(stack.stack) has \(releases.count)",
                advice:
                    "Name one with its function, as --release \(releases[0].name), or leave --to out: each goes back to its "
                    + "version before.")
        }
        return Deployment(
            stack: stack.stack, stage: stack.stage, resources: releases.map { RollbackTarget(of: $0, at: version) },
            context: stack.context, confirmLocation: stack.confirmLocation, digest: stack.digest,
            notes: { _ in "The next deploy serves again what the program describes." }, explain: stack.explain)
    }

    private static func number(_ text: String) throws -> String {
        guard let number = Int(text), number > 0 else {
            throw UsageError("--to takes the number of a version, not \"\(text)\"", advice: "It is as --to 12.")
        }
        return String(number)
    }
}
