import Deployer

/// Which runs of a GitHub repository may take a role on: the trust policy of a role for its workflows.
///
/// GitHub, "OpenID Connect reference": the subject of a run's token; AWS, "Create a role for OpenID Connect federation": the
/// conditions, of which the subject's keeps every other repository out.
struct GitHubTrust: Equatable {
    /// As `octocat/hello`.
    let repository: String
    /// Which of its runs, as `ref:refs/heads/main` or `pull_request`.
    let runs: String

    private static let issuer = "token.actions.githubusercontent.com"

    /// What was typed: `github:OWNER/REPO`, and after a further colon which runs.
    ///
    /// - Parameter runs: where nothing is said.
    /// - Throws: ``UsageError``; nothing passes that could mean more than one thing to IAM.
    init(_ text: String, otherwise runs: String) throws {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, parts[0] == "github" else {
            throw Self.refusal(text, "It is as github:octocat/hello; no other provider is known.")
        }
        let names = parts[1].split(separator: "/", omittingEmptySubsequences: false)
        guard names.count == 2, Self.isName(names[0], "-_", atMost: 39), Self.isName(names[1], "-_.", atMost: 100)
        else {
            throw Self.refusal(text, "Behind github: stand the owner and the repository, as github:octocat/hello.")
        }
        let named = parts.count > 2 ? parts[2] : runs
        guard Self.areRuns(named) else {
            throw Self.refusal(
                text,
                "Which runs is said by ref:refs/heads/BRANCH, ref:refs/tags/TAG, environment:NAME or pull_request, of "
                    + "letters, digits and ._/+@-.")
        }
        self.repository = parts[1]
        self.runs = named
    }

    /// The policy for an account; its GitHub provider has to be there already.
    func document(at home: PolicyHome) -> PolicyJSON {
        let provider = "arn:\(home.partition):iam::\(home.account):oidc-provider/\(Self.issuer)"
        let statement = PolicyStatement(
            principals: [PolicyPrincipal(type: "Federated", value: provider)],
            actions: ["sts:AssumeRoleWithWebIdentity"],
            conditions: [
                PolicyCondition("StringEquals", "\(Self.issuer):aud", ["\(Self.audience(in: home.partition))"]),
                PolicyCondition("StringEquals", "\(Self.issuer):sub", ["repo:\(repository):\(runs)"]),
            ])
        return .policy([statement.json(name: "GitHub")])
    }

    /// What workflows ask tokens for; in China they have to say so (aws-actions/configure-aws-credentials, "OIDC audience").
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

    private static func refusal(_ text: String, _ advice: String) -> UsageError {
        UsageError("--trust takes no \"\(text.prefix(80))\"", advice: advice)
    }
}
