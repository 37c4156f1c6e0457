"""The local AWS's own IAM, the second judge: a user of it that holds a policy written in its dialect."""

import json

from identity_policy import statements
from policy_rules import listed

#: Actions that it checks under another action's name.
OTHER_NAMES = {
    # Whatever is done to a function's aliases has one name.
    "lambda:GetAlias": "lambda:ListAliases",
    "lambda:UpdateAlias": "lambda:ListAliases",
    "lambda:DeleteAlias": "lambda:ListAliases",
    # Whatever is written to a URL has the name of its creation.
    "lambda:UpdateFunctionUrlConfig": "lambda:CreateFunctionUrlConfig",
    "lambda:DeleteFunctionUrlConfig": "lambda:CreateFunctionUrlConfig",
    # The path is the same, and the method is not looked at.
    "lambda:DeleteFunctionConcurrency": "lambda:PutFunctionConcurrency",
    # A path of a function's that it does not know is the function's own.
    "lambda:GetProvisionedConcurrencyConfig": "lambda:GetFunction",
}

#: Actions that it never checks: the proxy alone judges them.
NEVER_CHECKED = {"lambda:GetAccountSettings"}

#: Actions that it grants only on everything, since it does not find the thing in the request.
ON_EVERYTHING = {
    # The name is in the body.
    "lambda:CreateFunction",
    # The ARN is in the body, where only a table's name is looked for.
    "dynamodb:TagResource", "dynamodb:UntagResource", "dynamodb:ListTagsOfResource", "dynamodb:GetResourcePolicy",
    # It looks for the role's name before it looks for any other.
    "iam:RemoveRoleFromInstanceProfile",
    # As on AWS, a list is no thing.
    "logs:DescribeLogGroups",
}


#: A condition key that no request of its has, so that a statement with it never applies.
UNKNOWN_KEY = "iam:PermissionsBoundary"


def _resource(arn: str) -> str:
    """An ARN as it writes it."""
    if ":log-group:" in arn:
        # A log group is its name alone.
        return arn.removesuffix(":*")
    if ":function:" in arn:
        # The qualifier of a request is not looked at.
        return arn.removesuffix(":*")
    return arn


def in_its_dialect(policy: dict) -> dict:
    """A policy that is right on AWS, as the local AWS needs it to be."""
    found = []
    for statement in statements(policy):
        for action in listed(statement["Action"]):
            resources = ["*"] if action in ON_EVERYTHING else [_resource(arn) for arn in listed(statement["Resource"])]
            found.append({**statement, "Action": OTHER_NAMES.get(action, action), "Resource": resources})
            found[-1].pop("Sid", None)
            if any(UNKNOWN_KEY in keys for keys in statement.get("Condition", {}).values()):
                del found[-1]["Condition"]
    return {**policy, "Statement": found}


class LocalUser:
    """An IAM user of the local AWS, with keys of its own and one policy."""

    def __init__(self, iam, name: str):
        #: A boto3 client with the administrator's keys.
        self.iam = iam
        self.name = name
        self.arn = iam.create_user(UserName=name)["User"]["Arn"]
        key = iam.create_access_key(UserName=name)["AccessKey"]
        #: As environment variables.
        self.keys = {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}

    def policies(self) -> list[dict]:
        """Everything that says what it may do."""
        assert self.iam.list_attached_user_policies(UserName=self.name)["AttachedPolicies"] == []
        names = self.iam.list_user_policies(UserName=self.name)["PolicyNames"]
        return [self.iam.get_user_policy(UserName=self.name, PolicyName=name)["PolicyDocument"] for name in names]

    def may(self, policy: dict) -> None:
        """From now on it may do what the policy says, and nothing else."""
        self.iam.put_user_policy(
            UserName=self.name, PolicyName="all-it-may", PolicyDocument=json.dumps(in_its_dialect(policy)))
