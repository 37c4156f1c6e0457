/// One of AWS's separate clouds: accounts, names and keys of one mean nothing in another.
///
/// The table is that of botocore's endpoint rule sets.
public struct Partition: Sendable, Hashable {
    /// As an ARN's second part spells it, as `aws` or `aws-cn`.
    public let id: String
    /// What hosts end in, as `amazonaws.com`.
    public let dnsSuffix: String
    /// IAM's one host.
    let iamHost: String
    /// The region that IAM's requests are signed for, whatever the user's own.
    let iamSigningRegion: String
    /// The labels that its regions begin with; a word and a number follow.
    private let regionPrefixes: [String]

    /// The partition that a region belongs to; a region that no partition knows is taken for one of `aws`.
    public init(forRegion region: String) {
        self = Self.all.first { $0.contains(region) } ?? Self.commercial
    }

    private init(
        _ id: String, _ dnsSuffix: String, iam iamHost: String, signedFor iamSigningRegion: String,
        regions regionPrefixes: [String]
    ) {
        self.id = id
        self.dnsSuffix = dnsSuffix
        self.iamHost = iamHost
        self.iamSigningRegion = iamSigningRegion
        self.regionPrefixes = regionPrefixes
    }

    /// The ordinary one.
    private static let commercial = Partition(
        "aws", "amazonaws.com", iam: "iam.amazonaws.com", signedFor: "us-east-1",
        regions: ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"])

    /// Every partition, the ordinary one first.
    public static let all: [Partition] = [
        commercial,
        Partition(
            "aws-us-gov", "amazonaws.com", iam: "iam.us-gov.amazonaws.com", signedFor: "us-gov-west-1",
            regions: ["us-gov"]),
        Partition(
            "aws-cn", "amazonaws.com.cn", iam: "iam.cn-north-1.amazonaws.com.cn", signedFor: "cn-north-1",
            regions: ["cn"]),
        Partition(
            "aws-eusc", "amazonaws.eu", iam: "iam.eusc-de-east-1.amazonaws.eu", signedFor: "eusc-de-east-1",
            regions: ["eusc-de"]),
        Partition(
            "aws-iso", "c2s.ic.gov", iam: "iam.us-iso-east-1.c2s.ic.gov", signedFor: "us-iso-east-1",
            regions: ["us-iso"]),
        Partition(
            "aws-iso-b", "sc2s.sgov.gov", iam: "iam.us-isob-east-1.sc2s.sgov.gov", signedFor: "us-isob-east-1",
            regions: ["us-isob"]),
        Partition(
            "aws-iso-e", "cloud.adc-e.uk", iam: "iam.eu-isoe-west-1.cloud.adc-e.uk", signedFor: "eu-isoe-west-1",
            regions: ["eu-isoe"]),
        Partition(
            "aws-iso-f", "csp.hci.ic.gov", iam: "iam.us-isof-south-1.csp.hci.ic.gov", signedFor: "us-isof-south-1",
            regions: ["us-isof"]),
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
