public import AWSClient

/// What Lambda's errors mean.
public enum LambdaErrors {
    /// The code of Lambda's quota "Concurrent executions" in Service Quotas.
    package static let concurrencyQuota = "L-B99A9384"

    /// The meaning of Lambda's errors.
    ///
    /// The codes come from botocore's service model; a rule names any other source.
    public static let rules = [
        ErrorRule(
            ["ProvisionedConcurrencyConfigNotFoundException"], during: .readOrDelete,
            means: .absent),
        ErrorRule(["ResourceNotFoundException"], during: .readOrDelete, means: .absent),
        // AddPermission, an alias or a URL right after CreateFunction.
        ErrorRule(
            ["ResourceNotFoundException"],
            means: .notYet("Lambda does not see the function everywhere yet")),
        // The role is some seconds old, in bad cases minutes (terraform-provider-aws#44517); the deployers of
        // terraform, chalice and claudia know the same four texts. The whole third text is: "Lambda was unable to
        // configure access to your environment variables because the KMS key is invalid for CreateGrant. … ARN does not
        // refer to a valid principal". If it names KMS's quota of grants (API reference of CreateGrant), waiting does
        // not help.
        ErrorRule(
            ["InvalidParameterValueException"], saying: ["cannot be assumed by Lambda"],
            means: .notYet("role not assumable yet")),
        ErrorRule(
            ["InvalidParameterValueException"], saying: ["does not have permissions"],
            means: .notYet("the role's permissions are not in force yet")),
        ErrorRule(
            ["InvalidParameterValueException"], saying: ["KMS Exception: LimitExceeded"],
            means: .final),
        ErrorRule(
            ["InvalidParameterValueException"], saying: ["KMS key is invalid for CreateGrant"],
            means: .notYet("the role is not known to KMS yet")),
        ErrorRule(
            ["InvalidParameterValueException"], saying: ["throttled by EC2"],
            means: .notYet("Lambda is held up by EC2")),
        // PublishVersion, which names the observed code: "CodeSHA256 (…) is different from current CodeSHA256 in
        // $LATEST (…). Please try again with the CodeSHA256 in $LATEST." (serverless-aws-batch#22, floci#2822).
        ErrorRule(
            ["InvalidParameterValueException"],
            saying: ["is different from current CodeSHA256"],
            means: .conflict("the function's code was changed meanwhile")),
        // A write with a RevisionId that is no longer the latest: "The Revision Id provided does not match the latest
        // Revision Id. …". It means the same for a function, an alias and a policy.
        ErrorRule(
            ["PreconditionFailedException"],
            means: .conflict("it was changed meanwhile by someone else")),
        // A function in this state stays in it, however long one waits.
        ErrorRule(
            ["ResourceConflictException"], saying: ["in the following state: Failed"],
            means: .final
        ),
        // The next read shows what ResourceConflictException means. These rules only choose the reason to show: Lambda
        // is busy (texts of the function states; the third is from helix-deploy#83), or a function, alias, URL or
        // statement already exists.
        ErrorRule(
            ["ResourceConflictException"],
            saying: [
                "update is in progress", "currently in the following state", "concurrent update operation",
                "operation cannot be performed at this time",
            ], means: .notYet("Lambda is busy with the function")),
        ErrorRule(["ResourceConflictException"], saying: ["exist"], means: .alreadyExists),
        ErrorRule(
            ["ResourceConflictException"], operation: "CreateFunction",
            means: .alreadyExists),
        ErrorRule(
            ["ResourceConflictException"],
            means: .notYet("in conflict with another change; looking again")),
        // The quota for all code in a region is 75 GB (Lambda Developer Guide, "Lambda quotas").
        ErrorRule(
            ["CodeStorageExceededException"], means: .final,
            words: .init("There is no room left for code in this region", advice: codeStorage)),
        ErrorRule(
            ["PublicPolicyException"], means: .final,
            words: .init { _ in
                "The account or its organization forbids public functions: ask its administrator to allow this one."
            }),
        // PutFunctionConcurrency: an account must keep some unreserved concurrency; a new account has no more than
        // that.
        ErrorRule(
            ["InvalidParameterValueException"], saying: ["UnreservedConcurrentExecution"], means: .final,
            words: .init { _ in
                "Describe the function without a reserved concurrency, or with a smaller one, or ask AWS for a higher "
                    + "quota of concurrent executions (Service Quotas, \(concurrencyQuota))."
            }),
    ]

    @Sendable
    private static func codeStorage(_ region: String?) -> String {
        let region = region.map { " --region \($0)" } ?? ""
        return
            """
            All versions of all the account's functions and layers in a region share 75 GB, where AWS raised it not. Old \
            versions are most of it: each deploy of new code leaves one. What takes how many bytes:
              aws lambda list-functions --function-version ALL --query 'Functions[].[CodeSize,FunctionArn]' --output text\(region)
              aws lambda list-versions-by-function --function-name NAME --query 'Versions[].[CodeSize,Version]' --output text\(region)
            Remove versions that no alias names, and that no rollback shall lead to (without --qualifier the whole function goes):
              aws lambda delete-function --function-name NAME --qualifier VERSION\(region)
            Or ask AWS for a higher quota (Service Quotas). Then run the same command again.
            """
    }
}
