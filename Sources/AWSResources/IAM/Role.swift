public import Deployer

/// An IAM role: who may take it on, and what it may do.
///
/// ```swift
/// let role = Role("UpdateVisitorCount-role", trusts: .lambda, allows: [.update(visits, keys: ["main_page"]), .write(logs)])
/// ```
///
/// All it may do stands in one inline policy made from its permissions. Whatever someone else put on the role, a further
/// inline policy or an attached one, is a difference like any other. A permissions boundary limits it further, whatever its
/// policies say; one that stands without being described is told, and left.
public struct Role: Sendable, Hashable {
    /// The role's name, unique in an account.
    public let name: String
    /// Its tags; once prepared, the owner's among them.
    public var tags: [String: String]
    /// The name that the program gave its output; nil for none.
    public var outputName: String?
    /// Who may take it on, as described.
    let trusts: RoleTrust
    /// What it may do, as described.
    let allows: [Permission]

    /// The managed policy that limits it, by its ARN: as described, once prepared that of its stage where it has none of its
    /// own, or as observed.
    var permissionsBoundary: String?
    /// The folder in its ARN; roles described here have none.
    var path = "/"
    /// Who may take it on, as IAM writes it; empty until prepared.
    var trust = PolicyDocument()
    /// What its own inline policy says; empty until prepared.
    var permissions = PolicyDocument()
    /// Inline policies beside its own, by name: a description has none.
    var inlinePolicies: [String: String] = [:]
    /// Attached policies, by ARN: a description has none.
    var attachedPolicies: [String: String] = [:]

    /// A role that `trusts` may take on, and that may do what it `allows` and nothing else.
    ///
    /// - Parameter permissionsBoundary: the ARN of a managed policy beyond which it may do nothing; nil for that of the
    ///   stage's settings, if they name one.
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

    /// The resources of this stack that its permissions are about, each once.
    public var subjects: [ResourceID] {
        var seen: Set<ResourceID> = []
        return allows.compactMap(\.subject).filter { seen.insert($0).inserted }
    }

    /// The name of its one inline policy.
    var policyName: String { "\(name)-permissions" }
}

/// Who may take a role on.
public struct RoleTrust: Sendable, Hashable {
    /// The principals of AWS services, as `lambda.amazonaws.com`.
    public let services: [String]

    /// Lambda functions; the principal is the same in every partition.
    public static let lambda = RoleTrust(services: ["lambda.amazonaws.com"])
    /// Another service of AWS, by its principal, as `states.amazonaws.com`.
    public static func service(_ principal: String) -> RoleTrust { RoleTrust(services: [principal]) }
    /// Several services of AWS.
    public static func services(_ principals: [String]) -> RoleTrust { RoleTrust(services: principals) }

    var statement: PolicyStatement {
        PolicyStatement(
            principals: Set(services.map { PolicyPrincipal(type: "Service", value: $0) }), actions: ["sts:AssumeRole"])
    }
}
