import AWSClient
import AWSResources
import Deployer

/// The advice on a denial: the missing statement, ready to copy, or who can change the policy that forbids the action.
enum AccessAdvice {
    /// The advice, and its details for programs; nil if AWS names too little to build a statement.
    static func on(
        _ denial: AccessDenial, by policy: StagePolicy?, operation: (service: String, name: String)? = nil
    ) -> (advice: String, details: [JSONValue.Member])? {
        if case .forbidden(let kind) = denial.reason {
            return (
                "No further permission helps, since \(article(kind)) forbids it, which outweighs them all. "
                    + boundary(for: denial, by: policy) + Words.sentence(holder(of: kind)),
                [JSONValue.Member("forbiddenBy", .string(kind))]
            )
        }
        if denial.action == "sts:AssumeRoleWithWebIdentity" {
            return (
                "The role's trust policy does not let this token in. For GitHub's tokens the command "
                    + "`policy --trust github:OWNER/REPO` prints one that does; a repository that was made, renamed or "
                    + "transferred since 15 July 2026 needs its ids in it: `github:OWNER@ID/REPO@ID`.", []
            )
        }
        guard case .missing(let kind) = denial.reason else { return nil }
        if kind == "resource-based policy" {
            return (
                "The resource's own policy, as a role's trust, does not let this login in. "
                    + Words.sentence(holder(of: kind)), []
            )
        }
        let statements = denial.statements(by: policy, operation: operation).map { $0.json() }
        guard !statements.isEmpty else { return nil }
        let request = request(for: kind, count: statements.count, isOfRole: denial.action == "sts:AssumeRole")
        return (
            ([boundary(for: denial, by: policy) + request] + statements.map { "  " + $0.canonicalText })
                .joined(separator: "\n"),
            [JSONValue.Member("statements", .array(statements.map(\.inOrder)))]
        )
    }

    /// A possible reason for a denied change of a role that is described without a boundary.
    ///
    /// AWS does not report which condition failed, and a statement without the condition would defeat its purpose.
    private static func boundary(for denial: AccessDenial, by policy: StagePolicy?) -> String {
        guard let action = denial.action, Role.widening.contains(action) else { return "" }
        let isDescribed = policy?.needs.contains { need in
            need.action.name == action && need.conditions.contains { $0.key == ExactText(Role.boundaryKey) }
        }
        return isDescribed == true
            ? ""
            : "Where a policy asks for a permissions boundary, name it as permissionsBoundary in the stage's settings. "
    }

    private static func request(for kind: String, count: Int, isOfRole: Bool) -> String {
        let these = count == 1 ? "this statement" : "these statements"
        guard kind == AccessDenial.ownPolicy else {
            return "A permission of the login's own is not enough, since no \(kind) allows it. "
                + "\(Words.sentence(holder(of: kind))) It lacks \(these):"
        }
        if isOfRole {
            return "The role's trust policy has to name the login that takes it on, whose own policy needs \(these):"
        }
        return
            "Use another login with --profile, or add \(these) to this one's policy, which the command `policy` prints "
            + "as a whole:"
    }

    /// Where a policy of this kind is attached, and who may change it (IAM User Guide, "Policy evaluation logic").
    private static func holder(of kind: String) -> String {
        switch kind {
        case "service control policy", "resource control policy":
            "It is one of the organization's: ask whoever administers the organization"
        case "permissions boundary":
            "It is the limit that was set to this login: ask whoever administers IAM in this account"
        case "session policy":
            "It came with the session: log in without it, or ask whoever hands out the session"
        case "vpc endpoint policy":
            "It is the policy of the endpoint that requests go through: ask whoever administers the network"
        case "resource-based policy":
            "It is the policy of the resource itself: ask whoever put it there"
        default:
            "It is attached to this login, or to a group of its: ask whoever administers IAM in this account"
        }
    }

    private static func article(_ kind: String) -> String {
        ("aeiou".contains(kind.prefix(1)) ? "an " : "a ") + kind
    }
}
