import AWSClient
public import Deployer

/// Checks that the login belongs to the account of the stage.
struct CallerLocation: Sendable {
    let sts: STSClient
    let region: String
    let stage: String
    /// The account in the stage's settings, and the settings file; nil if they name none.
    let expected: (account: String, file: String)?

    /// Asks AWS for the caller.
    ///
    /// - Throws: ``WrongAccount``, or the error of the call.
    func confirm() async throws -> Location {
        let caller = try await sts.callerIdentity()
        if let expected, expected.account != caller.account {
            throw WrongAccount(
                stage: stage, expected: expected.account, file: expected.file, actual: caller.account, arn: caller.arn)
        }
        return Location(account: caller.account, region: region, identity: Self.name(inARN: caller.arn))
    }

    /// `ci` of `arn:aws:iam::1:user/ci`, `Admin/ann` of `arn:aws:sts::1:assumed-role/Admin/ann`, `root`.
    static func name(inARN arn: String) -> String {
        let resource =
            arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).last.map(String.init) ?? arn
        let parts = resource.split(separator: "/").map(String.init)
        switch parts.first {
        case "assumed-role" where parts.count > 2: return parts.dropFirst().joined(separator: "/")
        case .some where parts.count > 1: return parts[parts.count - 1]
        default: return resource
        }
    }
}

/// The login belongs to another account than the stage.
public struct WrongAccount: Explainable, Equatable {
    /// The stage's name.
    public let stage: String
    /// The account in the stage's settings.
    public let expected: String
    /// The settings file.
    public let file: String
    /// The login's account.
    public let actual: String
    /// The login's ARN.
    public let arn: String

    /// Names both accounts, and what to do.
    public var explanation: Explanation {
        Explanation(
            "This login is of the wrong account for stage \(stage)",
            why: "\(file) says that the stage belongs to account \(expected), but \(arn) is of account \(actual). "
                + "Nothing was changed.",
            advice: "Log in to account \(expected) (see --profile), or correct \"account\" in \(file).")
    }
}
