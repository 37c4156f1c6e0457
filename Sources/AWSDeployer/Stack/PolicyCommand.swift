import AWSResources
import Deployer
import DeployerCLI

/// `policy`: prints the minimal IAM policy to deploy a stage, as JSON; needs no resource to be read from AWS.
struct PolicyCommand<Stack: AWSStack> {
    let process: ProcessEnvironment

    var command: Command {
        Command(
            "policy", summary: "Prints the least IAM policy for whoever deploys the stage.",
            discussion: """
                The policy is made from the same list of operations that the commands send, so it always fits this \
                program: plan, deploy, rollback, status and destroy pass with it alone. Where the stage's settings name its \
                account and region, no login is needed. A stage's name may end in * here, with the file that such \
                stages share in --config: one policy for the stages of all pull requests.
                """,
            options: Option.ofStage + [
                Option("plan-only", help: "Only what plan and status need, which change nothing."),
                Option(
                    "trust", "github:OWNER@ID/REPO@ID",
                    help: "Prints instead who may take on the role that has the policy: the repository's main branch, "
                        + "or with --plan-only its pull requests; :ref:refs/heads/NAME, :environment:NAME or "
                        + ":pull_request behind it names others. `gh api repos/OWNER/REPO --jq '.owner.id, .id'` shows both "
                        + "ids; a repository of before 15 July 2026 that was not renamed or transferred since is without "
                        + "them: github:OWNER/REPO."),
                Option("json", help: "Reports errors as JSON, too; what the command writes is JSON anyway."), .verbose,
            ],
            examples: [
                Example("policy --stage prod > deploy.json", "for aws iam put-role-policy"),
                Example("policy --stage 'pr-*' --config config/test.json", "for the stages of all pull requests"),
                Example("policy --stage prod --trust github:octocat@583231/hello@1296269", "for aws iam create-role"),
            ],
            run: run)
    }

    private func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
        let isPlanOnly = arguments.has("plan-only")
        let trust = try arguments["trust"].map {
            try GitHubTrust($0, otherwise: isPlanOnly ? "pull_request" : "ref:refs/heads/main")
        }
        let loader = DeploymentLoader<Stack>(process: process)
        let (resources, aws) = try await console.interruptible { try await loader.place(arguments, console) }
        if let trust {
            trust.warning.map(console.warn)
            console.present(document: trust.document(at: aws.scope).inOrder)
            return .done
        }
        let policy = StagePolicy(for: resources, in: aws)
        Self.warning(on: policy).map(console.warn)
        console.present(document: (isPlanOnly ? policy.looking : policy).document.inOrder)
        return .done
    }

    /// Why IAM may not accept the policy.
    static func warning(on policy: StagePolicy) -> Explanation? {
        let length = policy.document.length
        guard length > StagePolicy.largest else { return nil }
        return Explanation(
            "the policy is too long for a managed one",
            why: "It has \(length) characters, and IAM takes \(StagePolicy.largest).",
            advice: "Put it into a role itself, which holds 10240, or divide its statements among several.")
    }
}
