import Deployer

/// Who may assume a role: services of AWS, accounts and other roles.
///
/// ```swift
/// let role = Role(
///     "auditor", trusts: [.lambda, .account("210987654321", externalID: "counter-7f3a")], allows: [.read(visits)])
/// ```
public struct RoleTrust: Sendable, Hashable, ExpressibleByArrayLiteral {
    /// The principals of AWS services, such as `lambda.amazonaws.com`.
    public let services: [String]
    /// The accounts and the other roles.
    public let identities: [TrustedIdentity]

    init(services: [String] = [], identities: [TrustedIdentity] = []) {
        self.services = services
        self.identities = identities
    }

    /// All of several.
    public init(all trusts: [RoleTrust]) {
        self.init(services: trusts.flatMap(\.services), identities: trusts.flatMap(\.identities))
    }

    /// All of several, such as `[.lambda, .account("210987654321")]`.
    public init(arrayLiteral trusts: RoleTrust...) { self.init(all: trusts) }

    /// Lambda functions; the principal is the same in every partition.
    public static let lambda = RoleTrust(services: ["lambda.amazonaws.com"])
    /// Another AWS service, by its principal, such as `states.amazonaws.com`.
    public static func service(_ principal: String) -> RoleTrust { RoleTrust(services: [principal]) }
    /// Several AWS services.
    public static func services(_ principals: [String]) -> RoleTrust { RoleTrust(services: principals) }

    /// Whoever is allowed it in an account, by its twelve digits.
    ///
    /// - Parameters:
    ///   - account: twelve digits.
    ///   - externalID: what it has to name in its request, as another party that acts for several customers should; nil
    ///     for nothing. It is no secret.
    public static func account(_ account: String, externalID: String? = nil) -> RoleTrust {
        RoleTrust(identities: [TrustedIdentity(name: .account(account), externalID: externalID)])
    }

    /// A role of any account, by its ARN; it has to exist.
    ///
    /// - Parameters:
    ///   - arn: the role's, as `arn:aws:iam::210987654321:role/auditor`.
    ///   - externalID: what it has to name in its request; nil for nothing.
    public static func role(_ arn: String, externalID: String? = nil) -> RoleTrust {
        RoleTrust(identities: [TrustedIdentity(name: .role(arn), externalID: externalID)])
    }
}

/// An account or a role that may assume a role.
public struct TrustedIdentity: Sendable, Hashable {
    /// Which one.
    public enum Name: Sendable, Hashable {
        /// An account, by its twelve digits.
        case account(String)
        /// A role, by its ARN.
        case role(String)
    }

    /// Which one.
    public let name: Name
    /// What it has to name in its request; nil for nothing.
    public let externalID: String?

    fileprivate func principal(in aws: AWS) -> PolicyPrincipal {
        switch name {
        case .account(let account): .account(account, partition: aws.partition)
        case .role(let arn): PolicyPrincipal(type: "AWS", value: arn)
        }
    }

    fileprivate func check(_ errors: inout DescriptionErrors, in aws: AWS) {
        switch name {
        case .account(let account):
            if !PolicyPrincipal.isAccount(account) {
                errors.refuse("trust", account, allowed: "of accounts by their twelve digits")
            }
        case .role(let arn):
            let found = IAMARN(arn, of: "role")
            if found?.partition != aws.partition || found?.account == "aws"
                || arn.contains(where: { "*?".contains($0) })
            {
                errors.refuse(
                    "trust", arn, allowed: "of roles by their ARNs, as arn:\(aws.partition):iam::210987654321:role/NAME"
                )
            }
        }
        // botocore's sts/2011-06-15/service-2.json, `externalIdType`.
        if let externalID {
            errors.check("externalID", externalID, TextRule(2...1224, lettersDigitsAnd: "_+=,.@:/-"))
        }
    }
}

extension RoleTrust {
    /// Adds what IAM would refuse, and a trust of nobody.
    func check(_ errors: inout DescriptionErrors, in aws: AWS) {
        if services.isEmpty, identities.isEmpty {
            errors.refuse("trust", "nobody", allowed: "at least one service, account or role")
        }
        for service in services { errors.check("trust", service, TextRule(1...128, lettersDigitsAnd: ".-")) }
        for identity in identities { identity.check(&errors, in: aws) }
    }

    /// One statement for the services, and one for the identities that name the same external id, or none.
    func statements(in aws: AWS) -> Set<PolicyStatement> {
        func statement(_ principals: Set<PolicyPrincipal>, _ externalID: String? = nil) -> PolicyStatement {
            let condition = externalID.map { PolicyCondition("StringEquals", "sts:ExternalId", [ExactText($0)]) }
            return PolicyStatement(
                principals: principals, actions: ["sts:AssumeRole"], conditions: Set([condition].compactMap { $0 }))
        }
        let groups = Dictionary(grouping: identities, by: \.externalID).map { externalID, identities in
            statement(Set(identities.map { $0.principal(in: aws) }), externalID)
        }
        let services = Set(services.map { PolicyPrincipal(type: "Service", value: $0) })
        return Set(groups + (services.isEmpty ? [] : [statement(services)]))
    }
}
