package import AWSClient

extension DynamoDBClient {
    /// What DynamoDB's errors mean; the codes are those of botocore's service model, other sources stand beside a rule.
    package static let errors = [
        // Most of LimitExceededException is a quota, of tables, of billing modes and of decreases a day. Only what DynamoDB says of
        // operations at the same time passes by itself: "Only 500 tables can be created, updated, or deleted simultaneously",
        // "… the maximum number of indexed tables that can be created simultaneously" (terraform-provider-aws waits for both),
        // "Only 1 online index can be created or deleted simultaneously per table"; the API reference says "simultaneous table
        // operations" and "concurrent operations".
        ErrorRule(
            ["LimitExceededException"], saying: ["simultaneous", "concurrent"],
            means: .throttled("DynamoDB is changing too many tables at once")),
        // GetResourcePolicy of a table without one.
        ErrorRule(["PolicyNotFoundException"], during: .readOrDelete, means: .absent),
        ErrorRule(
            ["ResourceNotFoundException", "TableNotFoundException"], during: .readOrDelete,
            means: .absent),
        // DescribeTable's waiter in botocore: a new table is not found everywhere for some seconds.
        ErrorRule(
            ["ResourceNotFoundException", "TableNotFoundException"],
            means: .notYet("the table cannot be seen everywhere yet")),
        // CreateTable of a name in use, a table under deletion among them; the next look tells which. Whatever the text,
        // nothing stands yet that it could be busy with.
        ErrorRule(
            ["ResourceInUseException"], saying: ["already exists"], means: .alreadyExists
        ),
        ErrorRule(["ResourceInUseException"], operation: "CreateTable", means: .alreadyExists),
        // UpdateTable, DeleteTable and the tag operations while a table is CREATING or UPDATING.
        ErrorRule(
            ["ResourceInUseException"],
            means: .notYet("DynamoDB is busy with the table")),
        // UpdateContinuousBackups ("Backups are being enabled for the table: … Please retry later"): until some seconds after
        // CreateTable's table is ACTIVE, in bad cases minutes. Airflow's and CDK's deployers wait for it too.
        ErrorRule(
            ["ContinuousBackupsUnavailableException"],
            means: .notYet("backups are not ready for this table yet")),
        // UpdateTable of a throughput that it has already ("will not change. The requested value equals the current value"):
        // written before, and not seen by the look before this one.
        ErrorRule(
            ["ValidationException"], saying: ["requested value equals the current value"],
            means: .notYet("the change cannot be seen everywhere yet")),
    ]
}
