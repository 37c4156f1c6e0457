public import AWSClient

/// What DynamoDB's errors mean.
public enum DynamoDBErrors {
    /// The meaning of DynamoDB's errors.
    ///
    /// The codes come from botocore's service model; a rule names any other source.
    public static let rules = [
        // Most LimitExceededExceptions are quotas: of tables, of billing mode changes and of decreases a day. Only a
        // limit on simultaneous operations passes by itself: "Only 500 tables can be created, updated, or deleted
        // simultaneously", "… the maximum number of indexed tables that can be created simultaneously"
        // (terraform-provider-aws waits for both), "Only 1 online index can be created or deleted simultaneously per
        // table". The API reference says "simultaneous table operations" and "concurrent operations".
        ErrorRule(
            ["LimitExceededException"], saying: ["simultaneous", "concurrent"],
            means: .throttled("DynamoDB is changing too many tables at once")),
        // GetResourcePolicy of a table without a policy.
        ErrorRule(["PolicyNotFoundException"], during: .readOrDelete, means: .absent),
        ErrorRule(
            ["ResourceNotFoundException", "TableNotFoundException"], during: .readOrDelete,
            means: .absent),
        // As in botocore's waiter for DescribeTable: for some seconds, a new table is not found everywhere.
        ErrorRule(
            ["ResourceNotFoundException", "TableNotFoundException"],
            means: .notYet("the table cannot be seen everywhere yet")),
        // CreateTable with a name in use, also by a table that is being deleted; the next read shows which. Whatever
        // the text says, DynamoDB cannot be busy with the table, since it does not exist yet.
        ErrorRule(
            ["ResourceInUseException"], saying: ["already exists"], means: .alreadyExists
        ),
        ErrorRule(["ResourceInUseException"], operation: "CreateTable", means: .alreadyExists),
        // UpdateTable, DeleteTable and the tag operations while a table is CREATING or UPDATING.
        ErrorRule(
            ["ResourceInUseException"],
            means: .notYet("DynamoDB is busy with the table")),
        // UpdateContinuousBackups ("Backups are being enabled for the table: … Please retry later"): for some seconds
        // after the new table is ACTIVE, in bad cases minutes. Airflow and CDK wait for it too.
        ErrorRule(
            ["ContinuousBackupsUnavailableException"],
            means: .notYet("backups are not ready for this table yet")),
        // UpdateTable to the current throughput ("will not change. The requested value equals the current value"): the
        // change was written before, and the last read did not show it.
        ErrorRule(
            ["ValidationException"], saying: ["requested value equals the current value"],
            means: .notYet("the change cannot be seen everywhere yet")),
        // The same of an index that is there or gone, of a stream ("Table already has an enabled stream: TableName: …",
        // "Table has no stream to disable: …") and of the time to live ("TimeToLive is already enabled"). The texts are
        // those that terraform-provider-aws and others meet.
        ErrorRule(
            ["ValidationException"],
            saying: [
                "create an index which already exists", "does not have the specified index",
                "delete an index that is not a GlobalSecondaryIndex", "already has an enabled stream",
                "has no stream to disable", "TimeToLive is already",
            ], means: .notYet("the change cannot be seen everywhere yet")),
        // UpdateTimeToLive's reference: "It can take up to one hour for the change to fully process. Any additional
        // UpdateTimeToLive calls for the same table during this one hour duration result in a ValidationException."
        ErrorRule(
            ["ValidationException"], operation: "UpdateTimeToLive", saying: ["multiple times within a fixed interval"],
            means: .final,
            words: .init { _ in
                "DynamoDB takes one change of a table's time to live in about an hour, whoever made the last one. "
                    + "Deploy again in an hour; the table's other changes are made."
            }),
    ]
}
