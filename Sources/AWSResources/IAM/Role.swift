public import AWSClient
public import Deployer

/// An IAM role: who may assume it, and what it may do.
///
/// ```swift
/// let role = Role(
///     "UpdateVisitorCount-role", trusts: .lambda, allows: [.update(visits, keys: ["main_page"]), .write(logs)])
/// ```
///
/// The permissions that it `allows` are in one inline policy; the managed policies that are described are attached. Any
/// other inline or attached policy, whoever added it, is a difference. A permissions boundary limits the role further,
/// whatever its policies say. A boundary that exists but is not described is reported and left in place.
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
    /// The managed policies that are attached to it, as described.
    public let managedPolicies: [ManagedPolicy]

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
    /// Attached policies, by ARN; empty until prepared.
    var attachedPolicies: [String: String] = [:]

    /// A role that only `trusts` may assume, and that may do only what it `allows`.
    ///
    /// - Parameters:
    ///   - name: 1 to 64 letters, digits and `_+=,.@-`, unique in the account.
    ///   - trusts: who may assume it.
    ///   - allows: what it may do.
    ///   - managedPolicies: policies of AWS or of the account that allow it more; 10 at most, unless the account's quota
    ///     is higher.
    ///   - permissionsBoundary: the ARN of a managed policy that limits the role; nil for the one in the stage's
    ///     settings, if any.
    ///   - tags: further tags besides the owner's.
    ///   - file: the file that describes it, as errors name it; the caller's, as a rule.
    ///   - line: the line in it.
    public init(
        _ name: String, trusts: RoleTrust, allows: [Permission], managedPolicies: [ManagedPolicy] = [],
        permissionsBoundary: String? = nil, tags: [String: String] = [:], file: String = #fileID,
        line: Int = #line
    ) {
        codeLocation = CodeLocation(file: file, line: line)
        self.name = name
        self.trusts = trusts
        self.allows = allows
        self.managedPolicies = managedPolicies
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

extension Role {
    /// The IAM condition key that holds a role's boundary.
    package static let boundaryKey = "iam:PermissionsBoundary"

    /// Its boundary: its own, or else the stage's.
    func boundary(in aws: AWS) -> String? { permissionsBoundary ?? aws.permissionsBoundary }

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
            IAMClient.untagRole, IAMClient.putRolePolicy, IAMClient.deleteRolePolicy, IAMClient.attachRolePolicy,
            IAMClient.detachRolePolicy, IAMClient.listInstanceProfilesForRole,
            IAMClient.removeRoleFromInstanceProfile, IAMClient.putRolePermissionsBoundary,
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
        IAMClient.putRolePolicy, IAMClient.deleteRolePolicy, IAMClient.attachRolePolicy, IAMClient.detachRolePolicy,
    ].map { "iam:\($0.name)" }

    /// A boundary is set, and managed policies are attached, only if they are described.
    public func needs(_ operation: ServiceOperation, in aws: AWS) -> Bool {
        switch operation {
        case IAMClient.putRolePermissionsBoundary: boundary(in: aws) != nil
        case IAMClient.attachRolePolicy: !managedPolicies.isEmpty
        default: true
        }
    }

    /// Where an action is checked.
    ///
    /// Only one instance profile is included: the one with the role's name, which AWS's console creates. With the right
    /// to change any profile, a login could take the role from every machine of the account. Only the described managed
    /// policies may be attached; any may be detached.
    public func target(of action: RequiredAction, in aws: AWS) -> AccessTarget {
        if action.scope == .instanceProfile {
            return AccessTarget("InstanceProfile", aws.scope.arn(instanceProfile: name))
        }
        var (kind, conditions): (String, Set<PolicyCondition>) = ("Role", [])
        if let boundary = boundary(in: aws), Self.widening.contains(action.name) {
            kind = "LimitedRole"
            conditions.insert(PolicyCondition("StringEquals", Self.boundaryKey, [ExactText(boundary)]))
        }
        if action.name == "iam:\(IAMClient.attachRolePolicy.name)" {
            kind += "Policies"
            let arns = Set(exactly: attachedPolicies(in: aws).keys)
            conditions.insert(PolicyCondition("ArnEquals", "iam:PolicyARN", arns))
        }
        return AccessTarget(kind, arns: [aws.scope.arn(role: name)], conditions: conditions)
    }
}
