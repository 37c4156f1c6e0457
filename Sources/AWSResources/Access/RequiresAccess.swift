import AWSClient

/// A kind of thing whose upkeep AWS allows not everyone: which operations its lifecycle sends, and on which ARNs they are
/// checked.
///
/// A policy is made of these lists and of what the operations themselves say; the lifecycles' tests fail where one sends an
/// operation that its kind does not list.
protocol RequiresAccess {
    /// What is sent to look at it, as `plan` and `status` do.
    static var observing: [Operation] { get }
    /// What is sent besides to make, change and remove it.
    var changing: [Operation] { get }
    /// Where an action that one of them asks for is checked.
    func target(of action: RequiredAction, in place: some Place) -> AccessTarget
}

/// The things that an action is checked on, under one name.
struct AccessTarget {
    /// What a statement about them is called: letters and digits, as a `Sid` may have.
    let name: String
    /// Their ARNs, or patterns of them.
    let arns: Set<String>

    /// Things of one name.
    init(_ name: String, _ arns: String...) {
        self.name = name
        self.arns = Set(arns)
    }
}

extension Table: RequiresAccess {
    static let observing = [
        DynamoDBClient.describeTable, DynamoDBClient.describeContinuousBackups, DynamoDBClient.listTagsOfResource,
    ]
    var changing: [Operation] {
        [
            DynamoDBClient.createTable, DynamoDBClient.updateTable, DynamoDBClient.deleteTable,
            DynamoDBClient.updateContinuousBackups, DynamoDBClient.tagResource, DynamoDBClient.untagResource,
        ]
    }

    func target(of action: RequiredAction, in place: some Place) -> AccessTarget {
        AccessTarget("Table", place.arn(table: name))
    }
}

extension LogGroup: RequiresAccess {
    static let observing = [LogsClient.describeLogGroups, LogsClient.listTagsForResource]
    var changing: [Operation] {
        [
            LogsClient.createLogGroup, LogsClient.deleteLogGroup, LogsClient.putRetentionPolicy,
            LogsClient.deleteRetentionPolicy, LogsClient.tagResource, LogsClient.untagResource,
        ]
    }

    /// Its tags under both forms of its ARN: CloudWatch Logs names one for its tag actions, and does not say on which it
    /// checks them where tags are given at creation.
    func target(of action: RequiredAction, in place: some Place) -> AccessTarget {
        if action.scope == .everyThing { return AccessTarget("LogGroups", place.arn(logGroup: "*")) }
        let (group, arn) = (place.arn(logGroup: name), place.arn(logGroup: name, for: action.name))
        return arn == group ? AccessTarget("LogGroupTags", group, "\(group):*") : AccessTarget("LogGroup", arn)
    }
}

extension Role: RequiresAccess {
    static let observing = [
        IAMClient.getRole, IAMClient.getRolePolicy, IAMClient.listRolePolicies, IAMClient.listAttachedRolePolicies,
    ]
    var changing: [Operation] {
        [
            IAMClient.createRole, IAMClient.deleteRole, IAMClient.updateAssumeRolePolicy, IAMClient.tagRole,
            IAMClient.untagRole, IAMClient.putRolePolicy, IAMClient.deleteRolePolicy, IAMClient.detachRolePolicy,
            IAMClient.listInstanceProfilesForRole, IAMClient.removeRoleFromInstanceProfile,
        ]
    }

    /// Of instance profiles only that of the role's own name, under which AWS's console makes one: who may empty any profile
    /// could take the role from every machine of the account.
    func target(of action: RequiredAction, in place: some Place) -> AccessTarget {
        action.scope == .instanceProfile
            ? AccessTarget("InstanceProfile", place.arn(instanceProfile: name))
            : AccessTarget("Role", place.arn(role: name))
    }
}

extension Function: RequiresAccess {
    static let observing = [LambdaClient.getFunction, LambdaClient.listTags, LambdaClient.getPolicy]
    /// A reserved concurrency is taken off whichever function someone gave it to, but set only where it is described.
    var changing: [Operation] {
        [
            LambdaClient.createFunction, LambdaClient.updateFunctionCode, LambdaClient.updateFunctionConfiguration,
            LambdaClient.deleteFunction, LambdaClient.deleteFunctionConcurrency, LambdaClient.tagResource,
            LambdaClient.untagResource, LambdaClient.removePermission,
        ] + (reservedConcurrency == nil ? [] : [LambdaClient.putFunctionConcurrency])
    }

    func target(of action: RequiredAction, in place: some Place) -> AccessTarget {
        action.scope == .passedRole
            ? AccessTarget("PassRole", place.arn(role: configuration.role))
            : AccessTarget("Function", place.arn(function: name))
    }
}

extension Release: RequiresAccess {
    static let observing = [LambdaClient.getFunction, LambdaClient.getAlias]
    var changing: [Operation] {
        [
            LambdaClient.publishVersion, LambdaClient.createAlias, LambdaClient.updateAlias, LambdaClient.deleteAlias,
        ]
    }

    func target(of action: RequiredAction, in place: some Place) -> AccessTarget {
        .function(function.name, alias: alias, for: action, in: place)
    }
}

extension FunctionURL: RequiresAccess {
    static let observing = [LambdaClient.getFunctionURLConfig, LambdaClient.getPolicy]
    var changing: [Operation] {
        [
            LambdaClient.createFunctionURLConfig, LambdaClient.updateFunctionURLConfig,
            LambdaClient.deleteFunctionURLConfig, LambdaClient.addPermission, LambdaClient.removePermission,
        ]
    }

    func target(of action: RequiredAction, in place: some Place) -> AccessTarget {
        .function(function, alias: alias, for: action, in: place)
    }
}

extension AccessTarget {
    /// A function, and the alias of it where the request names one: the reference lists both, and AWS names the alias in
    /// what it refuses.
    fileprivate static func function(
        _ name: String, alias: String, for action: RequiredAction, in place: some Place
    ) -> AccessTarget {
        let arn = place.arn(function: name)
        return action.scope == .qualified
            ? AccessTarget("FunctionAlias", arn, place.arn(function: name, qualifier: alias))
            : AccessTarget("Function", arn)
    }
}
