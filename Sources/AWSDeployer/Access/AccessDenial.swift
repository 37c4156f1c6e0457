import AWSClient
import AWSResources
import Deployer

/// What AWS says of a refusal: which action on what, and by which kind of policy.
///
/// The texts are those of "Troubleshoot access denied error messages" in the IAM User Guide; a service may say less, or say
/// it in words of its own.
package struct AccessDenial: Equatable {
    /// Why it was refused.
    enum Reason: Equatable {
        /// Nothing of this kind allows it, as `identity-based policy`.
        case missing(policy: String)
        /// Something of this kind forbids it, whatever else allows it.
        case forbidden(policy: String)
    }

    /// As `dynamodb:CreateTable`; nil where AWS names none.
    let action: String?
    /// The ARN of the thing; nil where AWS names none, or everything.
    let resource: String?
    /// By what.
    let reason: Reason

    /// Reads AWS's message, whatever it holds.
    package init(message: String) {
        let words = DenialWords(message)
        action = Self.action(in: words)
        resource = words.run(behind: "on resource: ", where: DenialWords.isOfARN) { $0.starts(with: "arn:".utf8) }
            .flatMap { Self.isPlain($0) ? $0 : nil }
        if let kind = words.policy(behind: "explicit deny in a ") ?? words.policy(behind: "explicit deny in an ") {
            reason = .forbidden(policy: kind)
        } else {
            reason = .missing(policy: words.policy(behind: "because no ", before: " allows") ?? Self.ownPolicy)
        }
    }

    /// The kind of policy that stands on a login itself.
    static let ownPolicy = "identity-based policy"

    /// CloudWatch Logs refuses a tagged group for want of another action than the one it speaks of, and does not always say
    /// which: "… is not authorized to perform CreateLogGroup with Tags. An additional permission "logs:TagResource" is
    /// required."
    private static func action(in words: DenialWords) -> String? {
        if let action = words.action(behind: "additional permission ") { return action }
        guard !words.message.lowercased().utf8.contains("with tags".utf8) else { return nil }
        return words.action(behind: "authorized to perform: ") ?? words.action(behind: "authorized to perform ")
    }

    /// Whether it is one thing that a statement may name: a pattern, or a variable, would name others.
    private static func isPlain(_ arn: String) -> Bool {
        arn.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"*?$\\".utf8.contains($0) }
    }
}

extension AccessDenial {
    /// The statements that were missing: as ``StagePolicy`` has them where the stage needs the action, else as AWS named it.
    ///
    /// - Parameter operation: the name of the operation that was refused, of the service of that name; all that it needs is
    ///   given where AWS names no action.
    package func statements(by policy: StagePolicy?, operation: (service: String, name: String)?) -> [PolicyStatement] {
        let needs = policy?.needs ?? []
        if let action {
            let known = StagePolicy.statements(needs.filter { $0.action.name == action }).map(\.statement).filter {
                $0.resources.contains { PolicyPattern($0.text).covers(resource ?? $0.text) }
            }
            if !known.isEmpty { return known }
            return resource.map { [PolicyStatement(actions: [ExactText(action)], resources: [ExactText($0)])] } ?? []
        }
        let asked = needs.filter {
            $0.operation.service.name == operation?.service && $0.operation.name == operation?.name
        }
        let actions = Set(asked.map(\.action.name))
        return StagePolicy.statements(needs.filter { actions.contains($0.action.name) }).map(\.statement)
    }
}
