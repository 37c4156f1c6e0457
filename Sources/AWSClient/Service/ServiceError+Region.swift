extension ServiceError {
    /// The region that has to be enabled for the account first, where that may be why the login was refused; else nil.
    ///
    /// There a key that is good everywhere else is unknown, in whatever words a service has for that
    /// (aws-sdk-ruby#2850, aws-cli#8413).
    public var regionToEnable: String? {
        guard let region, Self.unknownKeyCodes.contains(code) || isRegionDisabled else { return nil }
        return Partition.isOptIn(region) ? region : nil
    }

    /// Whether AWS says itself that the account may not use the region, or the service.
    ///
    /// `RegionDisabledException` is STS's, in regions that are enabled by default too: an administrator may have turned
    /// STS off there (API reference of AssumeRole).
    public var isRegionDisabled: Bool { Self.disabledCodes.contains(code) }

    private static let disabledCodes: Set = [
        "RegionDisabledException", "RegionDisabled", "OptInRequired", "SubscriptionRequiredException",
    ]

    private static let unknownKeyCodes: Set = [
        "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "InvalidToken", "AuthFailure",
    ]
}

extension Partition {
    /// Whether accounts are without a region until somebody enables it: so are all of the ordinary partition that were
    /// launched after 20 March 2019.
    ///
    /// What came before does not change any more, so that a region of tomorrow is told rightly too (AWS Account Management
    /// Reference Guide, "Enable or disable AWS Regions in your account").
    static func isOptIn(_ region: String) -> Bool {
        Partition(forRegion: region).id == "aws" && !enabledByDefault.contains(region)
    }

    private static let enabledByDefault: Set = [
        "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1",
        "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3",
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2",
    ]
}
