extension AWS {
    /// `arn:partition:service:region:account:resource`, for a thing of this account and region.
    func arn(_ service: String, _ resource: String) -> String {
        "arn:\(partition):\(service):\(region):\(account):\(resource)"
    }

    /// A table's.
    func arn(table name: String) -> String { arn("dynamodb", "table/\(name)") }

    /// A log group's, without the `:*` that most policies need behind it.
    func arn(logGroup name: String) -> String { arn("logs", "log-group:\(name)") }

    /// A role's; IAM has no region.
    func arn(role name: String) -> String { "arn:\(partition):iam::\(account):role/\(name)" }

    /// A function's, or one of its aliases' or versions'.
    func arn(function name: String, qualifier: String? = nil) -> String {
        arn("lambda", "function:\(name)" + (qualifier.map { ":\($0)" } ?? ""))
    }
}
