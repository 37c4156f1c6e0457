import AWSClient

extension LogGroup: RequiresAccess {
    static let observing = [LogsClient.describeLogGroups, LogsClient.listTagsForResource]
    static let changing = [
        LogsClient.createLogGroup, LogsClient.deleteLogGroup, LogsClient.putRetentionPolicy,
        LogsClient.deleteRetentionPolicy, LogsClient.tagResource, LogsClient.untagResource,
    ]

    /// Tagging under both forms of its ARN: CloudWatch Logs wants the bare one for a tag action, and does not say which it
    /// checks where tags are given at creation.
    func target(of action: RequiredAction, in scope: ARNScope) -> AccessTarget {
        if action.scope == .allResources { return AccessTarget("LogGroups", scope.arn(logGroup: "*")) }
        let (group, arn) = (scope.arn(logGroup: name), scope.arn(logGroup: name, for: action.name))
        if action.name == "logs:TagResource" { return AccessTarget("LogGroupTagging", group, "\(group):*") }
        return AccessTarget(arn == group ? "LogGroupTags" : "LogGroup", arn)
    }
}
