public import AWSClient
public import Deployer

/// An IAM role: who may assume it, and what it may do.
///
/// ```swift
/// let role = Role(
///     "UpdateVisitorCount-role", trusts: .lambda, allows: [.update(visits, keys: ["main_page"]), .write(logs)])
/// ```
///
/// All its permissions are in one inline policy. Any other inline or attached policy, whoever added it, is a
/// difference. A permissions boundary limits the role further, whatever its policies say. A boundary that exists but is
/// not described is reported and left in place.
public struct Role: Sendable {
    /// The role's name, unique in an account.
    public let name: String
    /// Its tags; once prepared, also the owner's.
    public var tags: [String: String]
    /// The name of its output in the program; nil for none.
    public var outputName: String?
    /// Where the program describes it.
    public let codeLocation: CodeLocation?
    /// Who may assume it, as described.
    public let trusts: RoleTrust
    /// What it may do, as described.
    public let allows: [Permission]

    /// The managed policy that limits it, by its ARN.
    ///
    /// It is as described, or as observed. Once prepared, a role without its own has that of its stage.
    public internal(set) var permissionsBoundary: String?
    /// The path in its ARN; roles described here have none.
    var path = "/"
    /// Who may assume it, as IAM writes it; empty until prepared.
    var trust = PolicyDocument()
    /// The content of its own inline policy; empty until prepared.
    var permissions = PolicyDocument()
    /// Other inline policies, by name; never described.
    var inlinePolicies: [String: String] = [:]
    /// Attached policies, by ARN; never described.
    var attachedPolicies: [String: String] = [:]

    /// A role that only `trusts` may assume, and that may do only what it `allows`.
    ///
    /// - Parameters:
    ///   - name: 1 to 64 letters, digits and `_+=,.@-`, unique in the account.
    ///   - trusts: who may assume it.
    ///   - allows: what it may do.
    ///   - permissionsBoundary: the ARN of a managed policy that limits the role; nil for the one in the stage's
    ///     settings, if any.
    ///   - tags: further tags besides the owner's.
    ///   - file: the file that describes it, as errors name it; the caller's, as a rule.
    ///   - line: the line in it.
    public init(
        _ name: String, trusts: RoleTrust, allows: [Permission], permissionsBoundary: String? = nil,
        tags: [String: String] = [:], file: String = #fileID, line: Int = #line
    ) {
        codeLocation = CodeLocation(file: file, line: line)
        self.name = name
        self.trusts = trusts
        self.allows = allows
        self.permissionsBoundary = permissionsBoundary
        self.tags = tags
    }

    /// The resources of this stack that its permissions cover, each once.
    public var subjects: [ResourceID] {
        var seen: Set<ResourceID> = []
        return allows.compactMap(\.subject).filter { seen.insert($0).inserted }
    }

    /// The name of its one inline policy.
    var policyName: String { "\(name)-permissions" }
}

/// Who may assume a role.
public struct RoleTrust: Sendable, Hashable {
    /// The principals of AWS services, such as `lambda.amazonaws.com`.
    public let services: [String]

    /// Lambda functions; the principal is the same in every partition.
    public static let lambda = RoleTrust(services: ["lambda.amazonaws.com"])
    /// Another AWS service, by its principal, such as `states.amazonaws.com`.
    public static func service(_ principal: String) -> RoleTrust { RoleTrust(services: [principal]) }
    /// Several AWS services.
    public static func services(_ principals: [String]) -> RoleTrust { RoleTrust(services: principals) }

    var statement: PolicyStatement {
        PolicyStatement(
            principals: Set(services.map { PolicyPrincipal(type: "Service", value: $0) }), actions: ["sts:AssumeRole"])
    }
}

/// The ARN of a managed policy, the account's own or AWS's: only such a policy can be a permissions boundary.
package struct ManagedPolicyARN: Equatable {
    let partition: String
    /// The account's twelve digits, or `aws`.
    let account: String

    /// The expected form, in words.
    package static let words = "a managed policy's ARN, as arn:aws:iam::123456789012:policy/NAME"

    /// Nil if the text is no such ARN.
    ///
    /// IAM's rules for paths and names: botocore's iam/2010-05-08/service-2.json.
    package init?(_ text: String) {
        // In a condition, `${` would start a variable.
        guard text.utf8.count <= 2048, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !text.contains("${")
        else { return nil }
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[3].isEmpty, parts[1].hasPrefix("aws"),
            parts[1].allSatisfy({ $0.isLowercase || $0 == "-" }), parts[5].hasPrefix("policy/"),
            let name = parts[5].split(separator: "/", omittingEmptySubsequences: false).last,
            TextRule(1...128, lettersDigitsAnd: "_+=,.@-").allows(String(name))
        else { return nil }
        let isAccount = parts[4].utf8.count == 12 && parts[4].allSatisfy(\.isNumber)
        guard isAccount || parts[4] == "aws" else { return nil }
        (partition, account) = (parts[1], parts[4])
    }
}

extension Role {
    /// The IAM condition key that holds a role's boundary.
    package static let boundaryKey = "iam:PermissionsBoundary"

    /// Its boundary: its own, or else the stage's.
    func boundary(in aws: AWS) -> String? { permissionsBoundary ?? aws.permissionsBoundary }

    /// Adds a boundary that IAM would refuse.
    package func checkBoundary(_ errors: inout DescriptionErrors, in aws: AWS) {
        guard let boundary = boundary(in: aws) else { return }
        let arn = ManagedPolicyARN(boundary)
        if let arn, arn.partition == aws.partition, ["aws", aws.account].contains(arn.account) { return }
        errors.refuse(
            "permissionsBoundary", boundary,
            allowed: "the ARN of a managed policy of this account or of AWS's own, as arn:\(aws.partition):iam::"
                + "\(aws.account):policy/NAME")
    }

    /// The notice for a boundary that exists but is not described.
    static func notices(onBoundary boundary: String?) -> [String] {
        boundary.map { ["limited by \($0), a permissions boundary that is not described"] } ?? []
    }
}

extension Role: AWSResource {
    /// The operations of its lifecycle.
    public static let operations = (
        reads: [
            IAMClient.getRole, IAMClient.getRolePolicy, IAMClient.listRolePolicies, IAMClient.listAttachedRolePolicies,
        ],
        writes: [
            IAMClient.createRole, IAMClient.deleteRole, IAMClient.updateAssumeRolePolicy, IAMClient.tagRole,
            IAMClient.untagRole, IAMClient.putRolePolicy, IAMClient.deleteRolePolicy, IAMClient.detachRolePolicy,
            IAMClient.listInstanceProfilesForRole, IAMClient.removeRoleFromInstanceProfile,
            IAMClient.putRolePermissionsBoundary,
        ]
    )
    /// What IAM's errors mean.
    public static let errors = IAMErrors.rules

    /// The resources that its permissions cover.
    public var implicitResources: [any AWSResource] { allows.compactMap(\.resource) }

    /// Its ARN.
    public func arn(in aws: AWS) -> String { aws.scope.arn(role: name) }
    /// The actions that could give a role more rights: with a boundary, they are allowed only on a role that has it.
    ///
    /// Of the operations above, IAM supports the condition for these, and for DeleteRole and GetRole, which add no
    /// rights (IAM's page in the Service Authorization Reference). For CreateRole and PutRolePermissionsBoundary, the
    /// condition checks the requested boundary.
    package static let widening = [
        IAMClient.createRole, IAMClient.putRolePermissionsBoundary, IAMClient.updateAssumeRolePolicy,
        IAMClient.putRolePolicy, IAMClient.deleteRolePolicy, IAMClient.detachRolePolicy,
    ].map { "iam:\($0.name)" }

    /// A boundary is set only if one is described.
    public func needs(_ operation: ServiceOperation, in aws: AWS) -> Bool {
        operation != IAMClient.putRolePermissionsBoundary || boundary(in: aws) != nil
    }

    /// Where an action is checked.
    ///
    /// Only one instance profile is included: the one with the role's name, which AWS's console creates. With the right
    /// to change any profile, a login could take the role from every machine of the account.
    public func target(of action: RequiredAction, in aws: AWS) -> AccessTarget {
        if action.scope == .instanceProfile {
            return AccessTarget("InstanceProfile", aws.scope.arn(instanceProfile: name))
        }
        guard let boundary = boundary(in: aws), Self.widening.contains(action.name) else {
            return AccessTarget("Role", aws.scope.arn(role: name))
        }
        return AccessTarget(
            "LimitedRole", aws.scope.arn(role: name),
            conditions: [PolicyCondition("StringEquals", Self.boundaryKey, [ExactText(boundary)])])
    }
}
