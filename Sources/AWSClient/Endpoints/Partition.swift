/// One of AWS's separate clouds: accounts, names and keys of one mean nothing in another.
///
/// The table is that of botocore's endpoint rule sets.
public struct Partition: Sendable, Hashable {
    /// As an ARN's second part spells it, as `aws` or `aws-cn`.
    public let id: String
    /// What hosts end in, as `amazonaws.com`.
    public let dnsSuffix: String
    /// What hosts that also have IPv6 addresses end in, as `api.aws`.
    private let dualStackSuffix: String
    /// IAM's one host, for each kind of endpoint.
    private let iamHosts: [EndpointVariant: String]
    /// The region that IAM's requests are signed for, whatever the user's own.
    let iamSigningRegion: String
    /// The labels that its regions begin with; a word and a number follow.
    private let regionPrefixes: [String]
    /// The services that have FIPS endpoints under their ordinary names.
    private let fipsByDefault: Set<Service>

    /// The partition that a region belongs to; a region that no partition knows is taken for one of `aws`.
    public init(forRegion region: String) {
        self = Self.all.first { $0.contains(region) } ?? Self.commercial
    }

    /// - Parameter iamHosts: the standard one, FIPS, dual-stack, both.
    private init(
        _ id: String, _ dnsSuffix: String, dualStack: String, regions regionPrefixes: [String],
        iamSignedFor iamSigningRegion: String, iam iamHosts: (String, String, String, String),
        fipsByDefault: Set<Service> = []
    ) {
        self.id = id
        self.dnsSuffix = dnsSuffix
        dualStackSuffix = dualStack
        self.iamHosts = [
            .standard: iamHosts.0, .fips: iamHosts.1, .dualStack: iamHosts.2,
            EndpointVariant(isFIPS: true, isDualStack: true): iamHosts.3,
        ]
        self.iamSigningRegion = iamSigningRegion
        self.regionPrefixes = regionPrefixes
        self.fipsByDefault = fipsByDefault
    }

    /// The host of `service` in a region of this partition.
    func host(of service: Service, region: String, _ variant: EndpointVariant) -> String {
        if service.isGlobal, let host = iamHosts[variant] { return host }
        let isNamed = variant.isFIPS && !(fipsByDefault.contains(service) && !variant.isDualStack)
        let suffix = variant.isDualStack ? dualStackSuffix : dnsSuffix
        return "\(service.hostPrefix)\(isNamed ? "-fips" : "").\(region).\(suffix)"
    }

    /// The ordinary one.
    private static let commercial = Partition(
        "aws", "amazonaws.com", dualStack: "api.aws",
        regions: ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"], iamSignedFor: "us-east-1",
        iam: ("iam.amazonaws.com", "iam-fips.amazonaws.com", "iam.global.api.aws", "iam-fips.global.api.aws"))

    /// Every partition, the ordinary one first.
    public static let all: [Partition] = [
        commercial,
        Partition(
            "aws-us-gov", "amazonaws.com", dualStack: "api.aws", regions: ["us-gov"], iamSignedFor: "us-gov-west-1",
            iam: ("iam.us-gov.amazonaws.com", "iam.us-gov.amazonaws.com", "iam.us-gov.api.aws", "iam.us-gov.api.aws"),
            fipsByDefault: [.dynamoDB, .logs, .sts, .sso, .ssoOIDC]),
        Partition(
            "aws-cn", "amazonaws.com.cn", dualStack: "api.amazonwebservices.com.cn", regions: ["cn"],
            iamSignedFor: "cn-north-1",
            iam: (
                "iam.cn-north-1.amazonaws.com.cn", "iam-fips.amazonaws.com.cn",
                "iam.global.api.amazonwebservices.com.cn", "iam-fips.api.amazonwebservices.com.cn"
            )),
        Partition(
            "aws-eusc", "amazonaws.eu", dualStack: "api.amazonwebservices.eu", regions: ["eusc-de"],
            iamSignedFor: "eusc-de-east-1",
            iam: (
                "iam.eusc-de-east-1.amazonaws.eu", "iam-fips.amazonaws.eu", "iam.global.api.amazonwebservices.eu",
                "iam-fips.api.amazonwebservices.eu"
            )),
        Partition(
            "aws-iso", "c2s.ic.gov", dualStack: "api.aws.ic.gov", regions: ["us-iso"], iamSignedFor: "us-iso-east-1",
            iam: (
                "iam.us-iso-east-1.c2s.ic.gov", "iam-fips.us-iso-east-1.c2s.ic.gov", "iam.api.aws.ic.gov",
                "iam-fips.api.aws.ic.gov"
            )),
        Partition(
            "aws-iso-b", "sc2s.sgov.gov", dualStack: "api.aws.scloud", regions: ["us-isob"],
            iamSignedFor: "us-isob-east-1",
            iam: (
                "iam.us-isob-east-1.sc2s.sgov.gov", "iam-fips.us-isob-east-1.sc2s.sgov.gov", "iam.api.aws.scloud",
                "iam-fips.api.aws.scloud"
            )),
        Partition(
            "aws-iso-e", "cloud.adc-e.uk", dualStack: "api.cloud-aws.adc-e.uk", regions: ["eu-isoe"],
            iamSignedFor: "eu-isoe-west-1",
            iam: (
                "iam.eu-isoe-west-1.cloud.adc-e.uk", "iam-fips.cloud.adc-e.uk", "iam.api.cloud-aws.adc-e.uk",
                "iam-fips.api.cloud-aws.adc-e.uk"
            )),
        Partition(
            "aws-iso-f", "csp.hci.ic.gov", dualStack: "api.aws.hci.ic.gov", regions: ["us-isof"],
            iamSignedFor: "us-isof-south-1",
            iam: (
                "iam.us-isof-south-1.csp.hci.ic.gov", "iam-fips.csp.hci.ic.gov", "iam.api.aws.hci.ic.gov",
                "iam-fips.api.aws.hci.ic.gov"
            )),
    ]

    /// Whether a region's name is `<prefix>-<word>-<number>`.
    private func contains(_ region: String) -> Bool {
        regionPrefixes.contains { prefix in
            guard region.hasPrefix(prefix + "-") else { return false }
            let rest = region.dropFirst(prefix.count + 1).split(separator: "-", omittingEmptySubsequences: false)
            guard rest.count == 2, !rest[0].isEmpty, !rest[1].isEmpty else { return false }
            return rest[0].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
                && rest[1].allSatisfy { $0.isASCII && $0.isNumber }
        }
    }
}

/// Which of AWS's endpoints for the same service and region is asked.
struct EndpointVariant: Sendable, Hashable {
    /// The one whose cryptography is validated under FIPS 140.
    let isFIPS: Bool
    /// The one that also has IPv6 addresses.
    let isDualStack: Bool

    /// Neither.
    static let standard = EndpointVariant(isFIPS: false, isDualStack: false)
    /// Validated under FIPS 140, over IPv4.
    static let fips = EndpointVariant(isFIPS: true, isDualStack: false)
    /// The ordinary cryptography, over IPv4 and IPv6.
    static let dualStack = EndpointVariant(isFIPS: false, isDualStack: true)
}
