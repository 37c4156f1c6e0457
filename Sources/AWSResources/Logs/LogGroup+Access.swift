import AWSClient

extension LogGroup: RequiresAccess {
    static let observing = [LogsClient.describeLogGroups, LogsClient.listTagsForResource]
    static let changing = [
        LogsClient.createLogGroup, LogsClient.deleteLogGroup, LogsClient.putRetentionPolicy,
        LogsClient.deleteRetentionPolicy, LogsClient.tagResource, LogsClient.untagResource,
    ]

    func target(of action: RequiredAction, in place: some Place) -> AccessTarget {
        if action.scope == .everyThing { return AccessTarget("LogGroups", place.arn(logGroup: "*")) }
        let arn = place.arn(logGroup: name, for: action.name)
        return AccessTarget(arn == place.arn(logGroup: name) ? "LogGroupTags" : "LogGroup", arn)
    }
}
