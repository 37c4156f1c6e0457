"""Which actions AWS checks for a request, on which things, and what conditions can be put on them.

Written from the Service Authorization Reference (a service's "Actions, resources, and condition keys"), from
CloudWatch Logs' "identity-based policies" for the two forms of its ARNs, and from the refusals that AWS is known to
answer. It shares nothing with the deployer, which has its own idea of what it needs.
"""

import dataclasses
import urllib.parse
from collections.abc import Callable

from aws_answers import QUERY_SERVICES, content
from local_aws import ACCOUNT, REGION
from proxy import Call
from subjects import form, query, subject

#: What nobody can be refused.
FREE = ("sts", "GetCallerIdentity")

#: Requests about a role for which IAM knows the condition key `iam:PermissionsBoundary`. Two name the boundary that the
#: role is to have; for the others it is the one that stands.
_ASKS_FOR_BOUNDARY = {"CreateRole", "PutRolePermissionsBoundary"}
_TAKES_BOUNDARY = {
    *_ASKS_FOR_BOUNDARY, "AttachRolePolicy", "DeleteRole", "DeleteRolePermissionsBoundary", "DeleteRolePolicy",
    "DetachRolePolicy", "GetRole", "PutRolePolicy", "UpdateAssumeRolePolicy", "UpdateRole", "UpdateRoleDescription"}

#: Requests about the tags of a log group: their ARN ends with its name. All others name its streams.
_TAGS_OF_LOGS = {"TagResource", "UntagResource", "ListTagsForResource"}


@dataclasses.dataclass(frozen=True)
class Check:
    """What AWS asks an identity's policies: whether an action is allowed on a thing."""

    action: str
    resource: str
    #: What is known of the request: the values of condition keys, by their names in lower case.
    context: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)


class NoRule(Exception):
    """A request that nothing is known of."""


def checks(call: Call, boundary_of: Callable[[str], str | None] = lambda role: None) -> list[Check]:
    """What AWS checks before it carries out a request, the action of the request's own name first.

    `boundary_of` tells the ARN of the permissions boundary that a role has, by the role's name.
    """
    if (call.service, call.action) == FREE:
        return []
    if (call.service, call.action) == ("tagging", "GetResources"):
        # A search by tags names nothing, and has its service's other prefix.
        return [_check("tag:GetResources", "*", {})]
    rules = {"dynamodb": _of_dynamodb, "lambda": _of_lambda, "logs": _of_logs}
    if call.service == "iam":
        return _of_iam(call, boundary_of)
    if call.service not in rules:
        raise NoRule(str(call))
    return rules[call.service](call)


def _of_dynamodb(call: Call) -> list[Check]:
    table = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{subject(call)}"
    found = [_check(f"dynamodb:{call.action}", table, _tags(call))]
    if call.action == "CreateTable" and content(call).get("Tags"):
        found.append(_check("dynamodb:TagResource", table, _tags(call)))
    return found


def _of_iam(call: Call, boundary_of: Callable[[str], str | None]) -> list[Check]:
    asked = form(call)
    role = f"arn:aws:iam::{ACCOUNT}:role{asked.get('Path', '/')}{asked['RoleName']}"
    if call.action == "RemoveRoleFromInstanceProfile":
        # The one request about a role whose resource is not the role.
        profile = f"arn:aws:iam::{ACCOUNT}:instance-profile/{asked['InstanceProfileName']}"
        return [_check("iam:RemoveRoleFromInstanceProfile", profile, {})]
    boundary = None
    if call.action in _ASKS_FOR_BOUNDARY:
        boundary = asked.get("PermissionsBoundary")
    elif call.action in _TAKES_BOUNDARY:
        boundary = boundary_of(asked["RoleName"])
    found = [_check(f"iam:{call.action}", role, {
        **_tags(call), "iam:PolicyARN": asked.get("PolicyArn"), "iam:PermissionsBoundary": boundary})]
    if call.action == "CreateRole" and "Tags.member.1.Key" in asked:
        found.append(_check("iam:TagRole", role, _tags(call)))
    return found


def _of_lambda(call: Call) -> list[Check]:
    if call.action == "GetAccountSettings":
        # It is about no thing.
        return [_check("lambda:GetAccountSettings", "*", {})]
    function, asked = function_arn(call), content(call)
    # What names an alias by `Qualifier` is checked on the alias; what is done to an alias itself, on the function.
    qualifier = query(call).get("Qualifier")
    found = [_check(f"lambda:{call.action}", f"{function}:{qualifier}" if qualifier else function, {
        **_tags(call), "lambda:Principal": asked.get("Principal"),
        "lambda:FunctionUrlAuthType": asked.get("FunctionUrlAuthType") or asked.get("AuthType")})]
    if call.action == "CreateFunction" and asked.get("Tags"):
        found.append(_check("lambda:TagResource", function, _tags(call)))
    if call.action in ("CreateFunction", "UpdateFunctionConfiguration") and asked.get("Role"):
        found.append(_check("iam:PassRole", asked["Role"], {
            "iam:PassedToService": "lambda.amazonaws.com", "iam:AssociatedResourceArn": function}))
    return found


def _of_logs(call: Call) -> list[Check]:
    group = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{subject(call)}"
    if call.action == "DescribeLogGroups":
        # A list has no name, whatever prefix is asked for.
        group = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:"
    streams = f"{group}:log-stream:"
    found = [_check(f"logs:{call.action}", group if call.action in _TAGS_OF_LOGS else streams, _tags(call))]
    if call.action == "CreateLogGroup" and content(call).get("tags"):
        # Nothing says which form AWS checks for tags given at creation: a policy that allows both is right either way.
        found += [_check("logs:TagResource", arn, _tags(call)) for arn in (group, streams)]
    return found


def function_arn(call: Call) -> str:
    """The function, whatever its qualifier, that a request of Lambda's is about."""
    return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{subject(call)}"


def _check(action: str, resource: str, context: dict[str, str | list[str] | None]) -> Check:
    """A check; a condition key without a value is no part of the request."""
    return Check(action, resource, {
        key.lower(): (value,) if isinstance(value, str) else tuple(value) for key, value in context.items() if value})


def _tags(call: Call) -> dict[str, str | list[str]]:
    """The condition keys of a request that gives tags or takes them away."""
    given, taken = _tags_given(call), _keys_taken(call)
    return {"aws:TagKeys": [*given, *taken], **{f"aws:RequestTag/{key}": value for key, value in given.items()}}


def _tags_given(call: Call) -> dict[str, str]:
    """Tags by their keys, in whichever of four forms a service takes them."""
    if call.service in QUERY_SERVICES:
        asked = form(call)
        names = [name.removesuffix(".Key") for name in asked if name.startswith("Tags.") and name.endswith(".Key")]
        return {asked[f"{name}.Key"]: asked[f"{name}.Value"] for name in names}
    asked = content(call)
    tags = asked.get("Tags") or asked.get("tags") or {}
    return tags if isinstance(tags, dict) else {tag["Key"]: tag["Value"] for tag in tags}


def _keys_taken(call: Call) -> list[str]:
    """The keys of tags to be removed."""
    if call.service in QUERY_SERVICES:
        return [value for name, value in form(call).items() if name.startswith("TagKeys.")]
    asked = content(call)
    return asked.get("TagKeys") or asked.get("tagKeys") or urllib.parse.parse_qs(call.query).get("tagKeys", [])
