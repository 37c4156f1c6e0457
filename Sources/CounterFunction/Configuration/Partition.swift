/// The part of AWS that a region lies in, as far as the names of its endpoints go.
enum Partition {
    /// The domain behind `dynamodb.<region>.`; a region that matches nothing belongs to the standard partition.
    ///
    /// From botocore's `partitions.json` (`dnsSuffix` and `regionRegex`).
    static func domain(of region: String) -> String {
        let domains = [
            ("cn-", "amazonaws.com.cn"), ("eusc-", "amazonaws.eu"), ("us-isob-", "sc2s.sgov.gov"),
            ("us-iso-", "c2s.ic.gov"), ("eu-isoe-", "cloud.adc-e.uk"), ("us-isof-", "csp.hci.ic.gov"),
        ]
        return domains.first { region.hasPrefix($0.0) }?.1 ?? "amazonaws.com"
    }
}
