/// One of AWS's separate clouds, each with its own accounts, names and keys.
///
/// The table follows botocore's endpoint rule sets.
public struct Partition: Sendable, Hashable {
    /// The second part of an ARN, such as `aws` or `aws-cn`.
    public let id: String
    /// The suffix of its hosts, such as `amazonaws.com`.
    public let dnsSuffix: String
    /// The suffix of hosts that also have IPv6 addresses, such as `api.aws`.
    private let dualStackSuffix: String
    /// IAM's only host, for each variant of endpoint.
    private let iamHosts: [EndpointVariant: String]
    /// The region that IAM's requests are signed for, whatever the user's region.
    let iamSigningRegion: String
    /// The prefixes of its region names; a word and a number follow.
    private let regionPrefixes: [String]
    /// The services whose ordinary hosts are FIPS endpoints.
    private let fipsByDefault: Set<Service>

    /// The partition of a region; an unknown region counts as one of `aws`.
    public init(forRegion region: String) {
        self = Self.all.first { $0.contains(region) } ?? Self.commercial
    }

    /// - Parameter iamHosts: standard, FIPS, dual-stack, both.
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

    /// The `aws` partition.
    private static let commercial = Partition(
        "aws", "amazonaws.com", dualStack: "api.aws",
        regions: ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"], iamSignedFor: "us-east-1",
        iam: ("iam.amazonaws.com", "iam-fips.amazonaws.com", "iam.global.api.aws", "iam-fips.global.api.aws"))

    /// Every partition, `aws` first.
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

/// The variant of an AWS endpoint.
struct EndpointVariant: Sendable, Hashable {
    /// Whether its cryptography is validated under FIPS 140.
    let isFIPS: Bool
    /// Whether it also has IPv6 addresses.
    let isDualStack: Bool

    /// Neither FIPS nor dual-stack.
    static let standard = EndpointVariant(isFIPS: false, isDualStack: false)
    /// FIPS, over IPv4.
    static let fips = EndpointVariant(isFIPS: true, isDualStack: false)
    /// Dual-stack, without FIPS.
    static let dualStack = EndpointVariant(isFIPS: false, isDualStack: true)
}
