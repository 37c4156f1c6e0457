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
public struct Role: Sendable, Hashable {
    /// The role's name, unique in an account.
    public let name: String
    /// Its tags; once prepared, also the owner's.
    public var tags: [String: String]
    /// The name of its output in the program; nil for none.
    public var outputName: String?
    /// Who may assume it, as described.
    let trusts: RoleTrust
    /// What it may do, as described.
    let allows: [Permission]

    /// The managed policy that limits it, by its ARN.
    ///
    /// It is as described, or as observed. Once prepared, a role without its own has that of its stage.
    var permissionsBoundary: String?
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
    /// - Parameter permissionsBoundary: the ARN of a managed policy that limits the role; nil for the one in the
    ///   stage's settings, if any.
    public init(
        _ name: String, trusts: RoleTrust, allows: [Permission], permissionsBoundary: String? = nil,
        tags: [String: String] = [:]
    ) {
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
