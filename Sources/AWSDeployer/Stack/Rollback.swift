import AWSResources
import Deployer
import DeployerCLI

/// `rollback` reconciles only the stack's releases, with their older versions.
enum Rollback {
    /// The version to serve.
    static let option = Option(
        "to", "VERSION", help: "The version to serve; the one before the one that is served if not given.")

    /// The deployment of only the releases.
    ///
    /// - Throws: ``/Deployer/UsageError`` if the stack has none, or has several and one version was requested.
    static func deployment(of stack: Deployment<AWS>, _ arguments: Arguments) throws -> Deployment<AWS> {
        let version = try arguments[option.name].map(number)
        let releases = stack.resources.compactMap { $0 as? Release }
        guard !releases.isEmpty else {
            throw UsageError(
                "\(stack.stack) has no release that could be rolled back",
                advice: "Describe one: Release(of: function, as: \"live\").")
        }
        guard version == nil || releases.count == 1 else {
            throw UsageError(
                "--to takes the version of one release, and \(stack.stack) has \(releases.count)",
                advice: "Leave it out: each goes back to its version before.")
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
