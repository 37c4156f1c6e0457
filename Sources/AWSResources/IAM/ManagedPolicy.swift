import Deployer

/// A policy that exists by itself in IAM, and that can be attached to roles.
///
/// ```swift
/// let role = Role(
///     "worker-role", trusts: .lambda, allows: [],
///     managedPolicies: [.aws("service-role/AWSLambdaBasicExecutionRole")])
/// ```
public struct ManagedPolicy: Sendable, Hashable {
    private enum Name: Hashable {
        case ofAWS(String)
        case arn(String)
    }

    private let name: Name

    /// One of AWS's own, by its path and name, such as `service-role/AWSLambdaBasicExecutionRole`.
    ///
    /// It has the same name in every partition.
    public static func aws(_ name: String) -> ManagedPolicy { ManagedPolicy(name: .ofAWS(name)) }

    /// One of the account's own or of AWS's, by its whole ARN.
    public static func arn(_ arn: String) -> ManagedPolicy { ManagedPolicy(name: .arn(arn)) }

    /// Its ARN in an account's partition.
    public func arn(in aws: AWS) -> String {
        switch name {
        case .ofAWS(let name): "arn:\(aws.partition):iam::aws:policy/\(name)"
        case .arn(let arn): arn
        }
    }
}

/// The ARN of a managed policy, the account's own or AWS's.
package struct ManagedPolicyARN {
    private let arn: IAMARN

    /// The expected form, in words.
    package static let words = "a managed policy's ARN, as arn:aws:iam::123456789012:policy/NAME"

    /// Nil if the text is no such ARN.
    package init?(_ text: String) {
        guard let arn = IAMARN(text, of: "policy") else { return nil }
        self.arn = arn
    }

    /// Whether roles of this account can have it.
    func isUsable(in aws: AWS) -> Bool { arn.partition == aws.partition && ["aws", aws.account].contains(arn.account) }

    /// The expected form in this account, as the end of a sentence.
    static func words(in aws: AWS) -> String {
        "the ARN of a managed policy of this account or of AWS's own, as arn:\(aws.partition):iam::\(aws.account)"
            + ":policy/NAME"
    }
}
