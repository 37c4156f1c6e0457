import AWSResources
import Deployer

/// Which runs of a GitHub repository may assume a role: the trust policy of a role for its workflows.
///
/// Sources: GitHub, "OpenID Connect reference", for the subject of a run's token; AWS, "Create a role for OpenID
/// Connect federation", for the conditions. The condition on the subject keeps every other repository out.
///
/// A repository that was created, renamed or transferred since 15 July 2026 sends its ids in the subject. An older one
/// sends only names until it opts in. The policy trusts only the requested subject: a repository sends only one of the
/// two, and names alone may belong to someone else one day. Trusting both would defeat the ids.
struct GitHubTrust: Equatable {
    /// Such as `octocat/hello`, or with ids `octocat@583231/hello@1296269`.
    let repository: String
    /// Whether it includes the ids.
    let hasIDs: Bool
    /// The trusted runs, such as `ref:refs/heads/main` or `pull_request`.
    let runs: String

    private static let issuer = "token.actions.githubusercontent.com"

    /// Parses `github:OWNER/REPO` or `github:OWNER@ID/REPO@ID`, optionally with a further colon and the runs.
    ///
    /// - Parameter runs: the runs to trust if the text names none.
    /// - Throws: ``/Deployer/UsageError``, also for any text that could mean more than one value to IAM.
    init(_ text: String, otherwise runs: String) throws {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, parts[0] == "github" else {
            throw Self.refusal(text, "It is as github:octocat/hello; no other provider is known.")
        }
        let names = parts[1].split(separator: "/", omittingEmptySubsequences: false).map {
            $0.split(separator: "@", omittingEmptySubsequences: false)
        }
        guard names.count == 2, Self.isName(names[0][0], "-_", atMost: 39),
            Self.isName(names[1][0], "-_.", atMost: 100)
        else {
            throw Self.refusal(text, "Write the owner and the repository after github:, as github:octocat/hello.")
        }
        let ids = names.map { $0.dropFirst() }
        guard ids.allSatisfy(\.isEmpty) || ids.allSatisfy({ $0.count == 1 && $0.allSatisfy(Self.isID) }) else {
            throw Self.refusal(
                text, "Write an id after both names or after neither, as github:octocat@583231/hello@1296269.")
        }
        let named = parts.count > 2 ? parts[2] : runs
        guard Self.areRuns(named) else {
            throw Self.refusal(
                text,
                "Which runs is said by ref:refs/heads/BRANCH, ref:refs/tags/TAG, environment:NAME or pull_request, of "
                    + "letters, digits and ._/+@-.")
        }
        self.repository = parts[1]
        self.hasIDs = !ids[0].isEmpty
        self.runs = named
    }

    /// The policy for an account; its GitHub provider must already exist.
    func document(at scope: ARNScope) -> JSONValue {
        let provider = "arn:\(scope.partition):iam::\(scope.account):oidc-provider/\(Self.issuer)"
        let statement = PolicyStatement(
            principals: [PolicyPrincipal(type: "Federated", value: provider)],
            actions: ["sts:AssumeRoleWithWebIdentity"],
            conditions: [
                PolicyCondition("StringEquals", "\(Self.issuer):aud", ["\(Self.audience(in: scope.partition))"]),
                PolicyCondition("StringEquals", "\(Self.issuer):sub", ["repo:\(repository):\(runs)"]),
            ])
        return .policy([statement.json(name: "GitHub")])
    }

    /// The audience of the workflows' tokens; in China, workflows must set it.
    ///
    /// (aws-actions/configure-aws-credentials, "OIDC audience".)
    private static func audience(in partition: String) -> String {
        partition == "aws-cn" ? "sts.amazonaws.com.cn" : "sts.amazonaws.com"
    }

    private static func areRuns(_ text: String) -> Bool {
        if text == "pull_request" { return true }
        let kinds = ["ref:refs/heads/", "ref:refs/tags/", "environment:"]
        guard let kind = kinds.first(where: text.hasPrefix) else { return false }
        return isName(text.dropFirst(kind.count), "-_./+@", atMost: 200)
    }

    private static func isName(_ text: Substring, _ marks: String, atMost length: Int) -> Bool {
        (1...length).contains(text.utf8.count)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || marks.contains($0)) }
            && text.contains { $0.isLetter || $0.isNumber }
    }

    /// A whole number as GitHub writes it.
    private static func isID(_ text: Substring) -> Bool {
        (1...20).contains(text.utf8.count) && text.first != "0" && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func refusal(_ text: String, _ advice: String) -> UsageError {
        UsageError("--trust takes no \"\(text.prefix(80))\"", advice: advice)
    }
}

extension GitHubTrust {
    /// The warning about a subject without ids; nil if it has them.
    var warning: Explanation? {
        guard !hasIDs else { return nil }
        return Explanation(
            "this is the subject of an older repository, without ids",
            why:
                "A repository that was made, renamed or transferred since 15 July 2026, or whose owner chose it, sends its "
                + "owner's id and its own as well, and this policy does not let it in.",
            advice: "For such a one write github:OWNER@ID/REPO@ID; `gh api repos/\(repository) --jq '.owner.id, .id'` "
                + "shows both ids.")
    }
}
