"""The local AWS's own IAM, which is the second judge: a user whose policy is translated for it."""

import json

from identity_policy import statements
from policy_rules import listed

#: Actions that it checks under another name.
OTHER_NAMES = {
    # All requests about a function's aliases have one name.
    "lambda:GetAlias": "lambda:ListAliases",
    "lambda:UpdateAlias": "lambda:ListAliases",
    "lambda:DeleteAlias": "lambda:ListAliases",
    # All writes to a URL have the name of its creation.
    "lambda:UpdateFunctionUrlConfig": "lambda:CreateFunctionUrlConfig",
    "lambda:DeleteFunctionUrlConfig": "lambda:CreateFunctionUrlConfig",
    # The path is the same, and it ignores the method.
    "lambda:DeleteFunctionConcurrency": "lambda:PutFunctionConcurrency",
    # It takes an unknown path below a function for the function itself.
    "lambda:GetProvisionedConcurrencyConfig": "lambda:GetFunction",
}

#: Actions that it never checks: only the proxy judges them.
NEVER_CHECKED = {"lambda:GetAccountSettings"}

#: Actions that it grants only on `*`, since it does not find the resource in the request.
ON_EVERYTHING = {
    # The name is in the body.
    "lambda:CreateFunction",
    # The ARN is in the body, where it looks only for a table's name.
    "dynamodb:TagResource", "dynamodb:UntagResource", "dynamodb:ListTagsOfResource", "dynamodb:GetResourcePolicy",
    # It looks for the role's name before any other.
    "iam:RemoveRoleFromInstanceProfile",
    # As on AWS, a list is about no resource.
    "logs:DescribeLogGroups",
}


#: Condition keys that it never sets, so that a statement with one of them never applies.
UNKNOWN_KEYS = {"iam:PermissionsBoundary", "iam:PolicyARN"}


def _resource(arn: str) -> str:
    """An ARN in its form."""
    if ":log-group:" in arn:
        # A log group's ARN ends with its name.
        return arn.removesuffix(":*")
    if ":function:" in arn:
        # It ignores the qualifier of a request.
        return arn.removesuffix(":*")
    return arn


def in_its_dialect(policy: dict) -> dict:
    """Translates a policy for AWS into one for the local AWS."""
    found = []
    for statement in statements(policy):
        for action in listed(statement["Action"]):
            resources = ["*"] if action in ON_EVERYTHING else [_resource(arn) for arn in listed(statement["Resource"])]
            found.append({**statement, "Action": OTHER_NAMES.get(action, action), "Resource": resources})
            found[-1].pop("Sid", None)
            if any(UNKNOWN_KEYS & set(keys) for keys in statement.get("Condition", {}).values()):
                del found[-1]["Condition"]
    return {**policy, "Statement": found}


class LocalUser:
    """An IAM user of the local AWS, with its own keys and one policy."""

    def __init__(self, iam, name: str):
        #: A boto3 client with the administrator's keys.
        self.iam = iam
        self.name = name
        self.arn = iam.create_user(UserName=name)["User"]["Arn"]
        key = iam.create_access_key(UserName=name)["AccessKey"]
        #: The keys, as environment variables.
        self.keys = {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}

    def policies(self) -> list[dict]:
        """All policies of the user."""
        assert self.iam.list_attached_user_policies(UserName=self.name)["AttachedPolicies"] == []
        names = self.iam.list_user_policies(UserName=self.name)["PolicyNames"]
        return [self.iam.get_user_policy(UserName=self.name, PolicyName=name)["PolicyDocument"] for name in names]

    def may(self, policy: dict) -> None:
        """Lets the user do what the policy allows, and nothing else."""
        self.iam.put_user_policy(
            UserName=self.name, PolicyName="all-it-may", PolicyDocument=json.dumps(in_its_dialect(policy)))
