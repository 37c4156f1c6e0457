import AWSClient
import Deployer

/// What AWS says of a refusal: which action on what, and by which kind of policy.
///
/// The texts are those of "Troubleshoot access denied error messages" in the IAM User Guide; a service may say less, or say
/// it in words of its own.
struct AccessDenial: Equatable {
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
    init(message: String) {
        action = Self.action(in: message)
        resource = message.firstMatch(of: /on resource: "?(arn:[^\s",]+)/).map { String($0.1) }
            .flatMap { Self.isPlain($0) ? $0 : nil }
        if let match = message.firstMatch(of: /explicit deny in an? ([A-Za-z\- ]+)/) {
            reason = .forbidden(policy: Self.kind(match.1))
        } else if let match = message.firstMatch(of: /because no ([A-Za-z\- ]+?) allows/) {
            reason = .missing(policy: Self.kind(match.1))
        } else {
            reason = .missing(policy: Self.ownPolicy)
        }
    }

    /// The kind of policy that stands on a login itself.
    static let ownPolicy = "identity-based policy"

    /// CloudWatch Logs refuses a tagged group for want of another action than the one it speaks of, and does not always say
    /// which: "… is not authorized to perform CreateLogGroup with Tags. An additional permission "logs:TagResource" is
    /// required."
    private static func action(in message: String) -> String? {
        if let match = message.firstMatch(of: /additional permission "?([a-z0-9\-]+:[A-Za-z]+)/) {
            return String(match.1)
        }
        guard !message.lowercased().contains("with tags") else { return nil }
        return message.firstMatch(of: /authorized to perform:? ([a-z0-9\-]+:[A-Za-z]+)/).map { String($0.1) }
    }

    private static func kind(_ words: Substring) -> String {
        words.trimmingSuffix { $0 == " " }.lowercased()
    }

    /// Whether it is one thing that a statement may name: a pattern, or a variable, would name others.
    private static func isPlain(_ arn: String) -> Bool {
        arn.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"*?$\\".utf8.contains($0) }
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while isLeftOut: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, isLeftOut(last) { rest.removeLast() }
        return rest
    }
}

extension AccessDenial {
    /// The statements that were missing: as ``StagePolicy`` has them where the stage needs the action, else as AWS named it.
    ///
    /// - Parameter operation: the name of the operation that was refused, of the service of that name; all that it needs is
    ///   given where AWS names no action.
    func statements(by policy: StagePolicy?, operation: (service: String, name: String)?) -> [PolicyStatement] {
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
