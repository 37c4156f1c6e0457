import Deployer

extension LogsClient.LogGroupDescription {
    /// Whether a retention policy of the whole account is in force: its number is reported in place of this group's, which
    /// cannot be seen.
    var isMasked: Bool { retentionPolicyName?.isEmpty == false }

    /// What AWS says of a log group that no description has a word for.
    var notices: [String] { [accountsRetention].compactMap { $0 } + Self.undescribed.notices(in: members) }

    private var accountsRetention: String? {
        guard isMasked, let retentionPolicyName else { return nil }
        let kept = LogRetention(numberOfDays: retentionInDays)
        let days = kept.numberOfDays.map { $0 == 1 ? "1 day" : "\($0) days" } ?? "for ever"
        return "the account's retention policy \(retentionPolicyName) is in force: it keeps events \(days), "
            + "and what is described does not count"
    }

    /// As in botocore's logs/2014-03-28/service-2.json.
    private static let undescribed = [
        UndescribedMember(path: "kmsKeyId", words: "a key for its events, which must stay usable"),
        UndescribedMember(path: "logGroupClass", words: "its class", neutral: ["STANDARD"]),
        UndescribedMember(path: "deletionProtectionEnabled", words: "protected against deletion"),
        UndescribedMember(
            path: "dataProtectionStatus", words: "a policy that hides data in its events",
            neutral: ["DELETED", "DISABLED"]),
        UndescribedMember(path: "inheritedProperties", words: "a policy of the account's"),
        UndescribedMember(
            path: "bearerTokenAuthenticationEnabled", words: "whoever has a bearer token may write to it"),
    ]
}
