import AWSClient

extension LogGroup: RequiresAccess {
    static let observing = [LogsClient.describeLogGroups, LogsClient.listTagsForResource]
    static let changing = [
        LogsClient.createLogGroup, LogsClient.deleteLogGroup, LogsClient.putRetentionPolicy,
        LogsClient.deleteRetentionPolicy, LogsClient.tagResource, LogsClient.untagResource,
    ]

    func target(of action: RequiredAction, in place: some Place) -> AccessTarget {
        if action.scope == .everyThing { return AccessTarget("LogGroups", place.arn(logGroup: "*")) }
        let (arn, withStreams) = (place.arn(logGroup: name, for: action.name), place.arn(logGroup: name) + ":*")
        // The tag actions go by the ARN without `:*`; by which one CreateLogGroup's own tags go is written nowhere.
        return arn == withStreams ? AccessTarget("LogGroup", arn) : AccessTarget("LogGroupTags", arn, withStreams)
    }
}
