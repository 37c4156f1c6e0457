/// The account and region whose resources need not be named in full.
struct PolicyHome: Sendable, Hashable {
    let partition: String
    let region: String
    let account: String
    /// What limits the roles of a stage there that describe no boundary of their own; nil for nothing.
    var permissionsBoundary: String?

    /// `table/visits` for a thing of this account and region, any other ARN as it is.
    func short(_ arn: String) -> String {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[1] == partition, parts[4] == account, !parts[5].isEmpty,
            parts[3] == region || (parts[2] == "iam" && parts[3].isEmpty)
        else { return arn }
        return String(parts[5])
    }
}
