public import AWSClient

/// What IAM's errors mean.
public enum IAMErrors {
    /// The meaning of IAM's errors.
    ///
    /// The codes come from botocore's service model; a rule names any other source.
    public static let rules = [
        ErrorRule(["NoSuchEntity"], during: .readOrDelete, means: .absent),
        // A managed policy does not exist: "Scope ARN: arn:… does not exist or is not attachable." for a boundary,
        // "Policy arn:… does not exist or is not attachable." for one to attach.
        ErrorRule(
            ["NoSuchEntity"], saying: ["not attachable"], means: .final,
            words: .init { _ in
                "Make the managed policy that AWS names, or correct permissionsBoundary in the stage's settings or in the "
                    + "program that describes the stack, or the role's managedPolicies there."
            }),
        // IAM's replicas lag behind CreateRole for up to about twenty seconds.
        ErrorRule(["NoSuchEntity"], means: .notYet("IAM does not see the role everywhere yet")),
        ErrorRule(
            ["EntityAlreadyExists"], means: .alreadyExists,
            words: .init { _ in
                "IAM takes names for the same that differ in capitals alone: `aws iam list-roles` shows them all. Remove "
                    + "that role, or describe this one under another name."
            }),
        // DeleteRole while a policy or an instance profile is still attached: the next round removes it.
        ErrorRule(["DeleteConflict"], means: .notYet("something is still attached to the role")),
        ErrorRule(["ConcurrentModification"], means: .notYet("IAM is busy with the role")),
        // The principal was created a moment ago; terraform-provider-aws waits for it too.
        ErrorRule(
            ["MalformedPolicyDocument"], saying: ["invalid principal in policy"],
            means: .notYet("IAM does not know the trusted principal yet (a role that is trusted has to exist)")),
    ]
}
