"""Compares what a role is granted with what is used; both must be the same."""

import dataclasses
import json

from cloud import Cloud
from policy_rules import Need, allows, listed

_KEYS = ("ForAllValues:StringEquals", "dynamodb:LeadingKeys")


@dataclasses.dataclass(frozen=True)
class Grant:
    """The smallest part of a grant: one action on one resource, for one key or under one condition."""

    action: str
    resource: str
    #: A partition key, or another condition as JSON; None for no condition.
    condition: str | None = None

    def __str__(self) -> str:
        return f"{self.action} on {self.resource}" + (f" for {self.condition}" if self.condition else "")


def statements_of(cloud: Cloud, role: str) -> list[dict]:
    """All statements of the role's policies on AWS, inline and attached."""
    iam = cloud.iam
    documents = [iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
                 for name in iam.list_role_policies(RoleName=role)["PolicyNames"]]
    for attached in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
        version = iam.get_policy(PolicyArn=attached["PolicyArn"])["Policy"]["DefaultVersionId"]
        documents.append(iam.get_policy_version(
            PolicyArn=attached["PolicyArn"], VersionId=version)["PolicyVersion"]["Document"])
    return [statement for document in documents for statement in listed(document["Statement"])]


def grants(statements: list[dict]) -> set[Grant]:
    """What the statements allow, split into grants."""
    return {
        Grant(action, resource, condition)
        for statement in statements if statement["Effect"] == "Allow"
        for action in listed(statement["Action"])
        for resource in listed(statement["Resource"])
        for condition in _conditions(statement.get("Condition", {}))}


def _conditions(condition: dict) -> list[str | None]:
    operator, key = _KEYS
    if not condition:
        return [None]
    if set(condition) == {operator} and set(condition[operator]) == {key}:
        return listed(condition[operator][key])
    return [json.dumps(condition)]


def unused(statements: list[dict], uses: list[Need]) -> list[str]:
    """What is granted and not used, as text."""
    used = {Grant(use.action, _granted_as(use), key) for use in uses for key in use.keys or (None,)}
    return sorted(f"granted and not used: {grant}" for grant in grants(statements) - used)


def not_granted(statements: list[dict], uses: list[Need]) -> list[str]:
    """What is used and not granted, as text."""
    return sorted(f"used and not granted: {use}" for use in uses if not allows(statements, use))


def _granted_as(use: Need) -> str:
    """The narrowest resource that a policy can name: Lambda chooses a log stream's name only when it runs."""
    group, is_stream, _ = use.resource.partition(":log-stream:")
    return f"{group}:*" if is_stream else use.resource
