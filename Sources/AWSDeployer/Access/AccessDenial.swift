import AWSClient
import AWSResources
import Deployer

/// AWS's account of a denial: which action on which resource, and which kind of policy.
///
/// The texts are those of "Troubleshoot access denied error messages" in the IAM User Guide. A service may say less, or
/// use its own words.
package struct AccessDenial: Equatable {
    /// Why the request was denied.
    enum Reason: Equatable {
        /// No policy of this kind allows it, such as `identity-based policy`.
        case missing(policy: String)
        /// A policy of this kind forbids it, whatever other policies allow.
        case forbidden(policy: String)
    }

    /// Such as `dynamodb:CreateTable`; nil if AWS names none.
    let action: String?
    /// The ARN of the resource; nil if AWS names none, or all resources.
    let resource: String?
    /// The kind of policy.
    let reason: Reason

    /// Parses AWS's message, which may be any text.
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

    /// The kind of policy that is attached to the login itself.
    static let ownPolicy = "identity-based policy"

    /// The action in the message, which may not be the one that it mentions first.
    ///
    /// If a login may not tag, CloudWatch Logs denies the creation of a tagged group, and does not always name the tag
    /// action: "… is not authorized to perform CreateLogGroup with Tags. An additional permission "logs:TagResource" is
    /// required."
    private static func action(in words: DenialWords) -> String? {
        if let action = words.action(behind: "additional permission ") { return action }
        guard !words.message.lowercased().utf8.contains("with tags".utf8) else { return nil }
        return words.action(behind: "authorized to perform: ") ?? words.action(behind: "authorized to perform ")
    }

    /// Whether it is one resource that a statement can name: a pattern or a variable would cover others.
    private static func isPlain(_ arn: String) -> Bool {
        arn.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"*?$\\".utf8.contains($0) }
    }
}

extension AccessDenial {
    /// The missing statements: those of ``StagePolicy`` if the stage needs the action, else one from AWS's message.
    ///
    /// - Parameter operation: the denied operation and its service; if AWS names no action, the result covers
    ///   everything that the operation needs.
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
