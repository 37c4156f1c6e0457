/// A partition, region and account: with them, a resource's ARN follows from its name.
package struct ARNScope: Sendable, Hashable {
    package let partition: String
    let region: String
    package let account: String

    /// A scope from its parts.
    package init(partition: String, region: String, account: String) {
        self.partition = partition
        self.region = region
        self.account = account
    }
}

extension ARNScope {
    /// `arn:partition:service:region:account:resource`, for a resource of this account and region.
    func arn(_ service: String, _ resource: String) -> String {
        "arn:\(partition):\(service):\(region):\(account):\(resource)"
    }

    /// A table's ARN.
    package func arn(table name: String) -> String { arn("dynamodb", "table/\(name)") }

    /// A log group's ARN, without the `:*` that most policies need after it.
    package func arn(logGroup name: String) -> String { arn("logs", "log-group:\(name)") }

    /// A log group's ARN as a policy names it for an action.
    ///
    /// CloudWatch Logs requires `:*` after the ARN, except for its three tag actions (its page in the Service
    /// Authorization Reference).
    func arn(logGroup name: String, for action: String) -> String {
        let tagActions = ["logs:TagResource", "logs:UntagResource", "logs:ListTagsForResource"]
        return arn(logGroup: name) + (tagActions.contains(action) ? "" : ":*")
    }

    /// A role's ARN; IAM has no region.
    func arn(role name: String) -> String { "arn:\(partition):iam::\(account):role/\(name)" }

    /// The ARN of an instance profile, which gives a role to a machine.
    func arn(instanceProfile name: String) -> String { "arn:\(partition):iam::\(account):instance-profile/\(name)" }

    /// The ARN of a function, or of one of its aliases or versions.
    package func arn(function name: String, qualifier: String? = nil) -> String {
        arn("lambda", "function:\(name)" + (qualifier.map { ":\($0)" } ?? ""))
    }

    /// The name in an ARN of this scope; nil for any other ARN.
    ///
    /// - Parameter start: the ARN of a resource of that type with an empty name.
    func name(in arn: String, after start: String) -> String? {
        guard arn.hasPrefix(start), arn.utf8.count > start.utf8.count else { return nil }
        return String(arn.dropFirst(start.count))
    }

    /// `table/visits` for a resource of this account and region; any other ARN unchanged.
    func short(_ arn: String) -> String {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[1] == partition, parts[4] == account, !parts[5].isEmpty,
            parts[3] == region || (parts[2] == "iam" && parts[3].isEmpty)
        else { return arn }
        return String(parts[5])
    }
}
