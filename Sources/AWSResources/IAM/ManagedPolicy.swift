package import Deployer

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

/// The ARN of something in IAM that has a name and perhaps a path.
struct IAMARN: Equatable {
    let partition: String
    /// The account's twelve digits, or `aws`.
    let account: String

    /// Nil if the text is no such ARN.
    ///
    /// IAM's rules for paths and names: botocore's iam/2010-05-08/service-2.json.
    ///
    /// - Parameter type: `policy` or `role`.
    init?(_ text: String, of type: String) {
        // In a condition, `${` would start a variable.
        guard text.utf8.count <= 2048, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !text.contains("${")
        else { return nil }
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[3].isEmpty, parts[1].hasPrefix("aws"),
            parts[1].allSatisfy({ $0.isLowercase || $0 == "-" }), parts[5].hasPrefix("\(type)/"),
            let name = parts[5].split(separator: "/", omittingEmptySubsequences: false).last,
            TextRule(1...128, lettersDigitsAnd: "_+=,.@-").allows(String(name))
        else { return nil }
        guard PolicyPrincipal.isAccount(parts[4]) || parts[4] == "aws" else { return nil }
        (partition, account) = (parts[1], parts[4])
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

extension Role {
    /// The most managed policies that IAM attaches to a role: 10 unless the quota was raised, and it goes no higher.
    ///
    /// The source is "IAM and AWS STS quotas" in the IAM User Guide.
    private static let policyLimits = (usual: 10, highest: 25)

    /// The ARNs of its managed policies, each with what a plan shows of it.
    func attachedPolicies(in aws: AWS) -> [String: String] {
        Dictionary(managedPolicies.map { ($0.arn(in: aws), "attached") }) { first, _ in first }
    }

    /// Adds managed policies and a boundary that IAM would refuse.
    package func checkManagedPolicies(_ errors: inout DescriptionErrors, in aws: AWS) {
        func isUsable(_ arn: String) -> Bool { ManagedPolicyARN(arn)?.isUsable(in: aws) == true }
        if let boundary = boundary(in: aws), !isUsable(boundary) {
            errors.refuse("permissionsBoundary", boundary, allowed: ManagedPolicyARN.words(in: aws))
        }
        let attached = attachedPolicies(in: aws).keys.sorted()
        // The deployer's own policy names these ARNs in a condition, where * and ? would match other policies too.
        for arn in attached where !isUsable(arn) || arn.contains(where: { "*?".contains($0) }) {
            errors.refuse("managedPolicies", arn, allowed: ManagedPolicyARN.words(in: aws) + ", without * and ?")
        }
        if attached.count > Self.policyLimits.highest {
            errors.refuse(
                "managedPolicies", "\(attached.count) policies", allowed: "at most \(Self.policyLimits.highest)")
        }
    }

    /// Attaches the managed policies that are missing, and removes every policy that is not described.
    ///
    /// What is missing comes first, so that a role never lacks what the old and the new policies both allow. Only where
    /// the role has no room for it, the others make room.
    func updatePolicies(from observed: Role, in client: IAMClient) async throws {
        func attach(_ policies: [String]) async throws {
            for policy in policies { try await client.attachPolicy(policy, to: name) }
        }
        let (described, found) = (Set(attachedPolicies.keys), Set(observed.attachedPolicies.keys))
        let missing = described.subtracting(found).sorted()
        let hasRoom = found.count + missing.count <= Self.policyLimits.usual
        if hasRoom { try await attach(missing) }
        for policy in observed.inlinePolicies.keys.sorted() {
            try await ifPresent { try await client.deleteInlinePolicy(policy, of: name) }
        }
        for policy in found.subtracting(described).sorted() {
            try await ifPresent { try await client.detachPolicy(policy, from: name) }
        }
        if !hasRoom { try await attach(missing) }
    }
}
