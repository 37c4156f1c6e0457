package import AWSClient

extension LambdaClient {
    /// What Lambda's errors mean; the codes are those of botocore's service model, other sources stand beside a rule.
    package static let errors = [
        ErrorRule(
            ["ProvisionedConcurrencyConfigNotFoundException"], during: .readOrDelete,
            means: .absent),
        ErrorRule(["ResourceNotFoundException"], during: .readOrDelete, means: .absent),
        // AddPermission, an alias or a URL right after CreateFunction.
        ErrorRule(
            ["ResourceNotFoundException"],
            means: .notYet("Lambda does not see the function everywhere yet")),
        // A role of some seconds of age, minutes in bad cases (terraform-provider-aws#44517); terraform's, chalice's and
        // claudia's deployers know the same four texts. The third one, whole: "Lambda was unable to configure access to your
        // environment variables because the KMS key is invalid for CreateGrant. … ARN does not refer to a valid principal";
        // with KMS's quota of grants in it (API reference of CreateGrant) it is no lag.
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
        // PublishVersion, which names the code that was seen: "CodeSHA256 (…) is different from current CodeSHA256 in $LATEST
        // (…). Please try again with the CodeSHA256 in $LATEST." (serverless-aws-batch#22, floci#2822).
        ErrorRule(
            ["InvalidParameterValueException"],
            saying: ["is different from current CodeSHA256"],
            means: .conflict("the function's code was changed meanwhile")),
        // A write that named a RevisionId which is no longer the newest: "The Revision Id provided does not match the latest
        // Revision Id. …". A function's, an alias's and a policy's mean the same.
        ErrorRule(
            ["PreconditionFailedException"],
            means: .conflict("it was changed meanwhile by someone else")),
        // A function that AWS gave up stays so, whatever is waited for.
        ErrorRule(
            ["ResourceConflictException"], saying: ["in the following state: Failed"],
            means: .final
        ),
        // What ResourceConflictException means is told by the next look. These are only the reasons that are shown: busy
        // (texts of the function states; the third of helix-deploy#83), or a function, alias, URL or statement stands already.
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
        // Lambda Developer Guide, "Lambda quotas": 75 GB for all that a region holds.
        ErrorRule(
            ["CodeStorageExceededException"], means: .final,
            words: .init("There is no room left for code in this region", advice: codeStorage)),
        ErrorRule(
            ["PublicPolicyException"], means: .final,
            words: .init { _ in
                "The account or its organization forbids public functions: ask its administrator to allow this one."
            }),
        // PutFunctionConcurrency: an account keeps some calls that no function has for itself; a new one has no others.
        ErrorRule(
            ["InvalidParameterValueException"], saying: ["UnreservedConcurrentExecution"], means: .final,
            words: .init { _ in
                "Describe the function without a reserved concurrency, or with a smaller one, or ask AWS for a higher "
                    + "quota of concurrent executions (Service Quotas, \(ConcurrencyShortage.quotaCode))."
            }),
    ]

    @Sendable
    private static func codeStorage(_ error: ServiceError) -> String {
        let region = error.region.map { " --region \($0)" } ?? ""
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
