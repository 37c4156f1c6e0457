"""The actions that AWS checks for a request, with the resources and the condition keys.

Sources: the Service Authorization Reference (a service's "Actions, resources, and condition keys"), CloudWatch Logs'
"identity-based policies" for the two forms of its ARNs, and known refusals of AWS. This shares no code with the
deployer, which has its own list of what it needs.
"""

import dataclasses
import urllib.parse
from collections.abc import Callable

from aws_answers import QUERY_SERVICES, content
from local_aws import ACCOUNT, REGION
from proxy import Call
from subjects import form, query, subject

#: A request that AWS never refuses.
FREE = ("sts", "GetCallerIdentity")

#: The requests about a role for which IAM knows the condition key `iam:PermissionsBoundary`. For two of them its value
#: is the boundary in the request; for the others it is the role's current boundary.
_ASKS_FOR_BOUNDARY = {"CreateRole", "PutRolePermissionsBoundary"}
_TAKES_BOUNDARY = {
    *_ASKS_FOR_BOUNDARY, "AttachRolePolicy", "DeleteRole", "DeleteRolePermissionsBoundary", "DeleteRolePolicy",
    "DetachRolePolicy", "GetRole", "PutRolePolicy", "UpdateAssumeRolePolicy", "UpdateRole", "UpdateRoleDescription"}

#: The requests about a log group's tags: their ARN ends with the group's name. All others name its streams.
_TAGS_OF_LOGS = {"TagResource", "UntagResource", "ListTagsForResource"}


@dataclasses.dataclass(frozen=True)
class Check:
    """A check of an identity's policies: whether they allow an action on a resource."""

    action: str
    resource: str
    #: The values of the request's condition keys, by their names in lower case.
    context: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)


class NoRule(Exception):
    """There are no rules for this request."""


def checks(call: Call, boundary_of: Callable[[str], str | None] = lambda role: None) -> list[Check]:
    """What AWS checks before it carries out a request; the action with the request's name comes first.

    `boundary_of` returns the ARN of a role's permissions boundary, by the role's name.
    """
    if (call.service, call.action) == FREE:
        return []
    if (call.service, call.action) == ("tagging", "GetResources"):
        # A search by tags names no resource, and its action has another prefix.
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
        # The only request about a role whose resource is not the role.
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
        # It is about no resource.
        return [_check("lambda:GetAccountSettings", "*", {})]
    function, asked = function_arn(call), content(call)
    # A request with an alias as `Qualifier` is checked on the alias; a change of the alias itself, on the function.
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
        # A list is checked without a name, whatever prefix the request has.
        group = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:"
    streams = f"{group}:log-stream:"
    found = [_check(f"logs:{call.action}", group if call.action in _TAGS_OF_LOGS else streams, _tags(call))]
    if call.action == "CreateLogGroup" and content(call).get("tags"):
        # AWS does not document which form it checks for tags at creation. A policy that allows both is always right.
        found += [_check("logs:TagResource", arn, _tags(call)) for arn in (group, streams)]
    return found


def function_arn(call: Call) -> str:
    """The ARN, without a qualifier, of the function that a request to Lambda is about."""
    return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{subject(call)}"


def _check(action: str, resource: str, context: dict[str, str | list[str] | None]) -> Check:
    """A check; condition keys without a value are left out."""
    return Check(action, resource, {
        key.lower(): (value,) if isinstance(value, str) else tuple(value) for key, value in context.items() if value})


def _tags(call: Call) -> dict[str, str | list[str]]:
    """The condition keys of a request that sets or removes tags."""
    given, taken = _tags_given(call), _keys_taken(call)
    return {"aws:TagKeys": [*given, *taken], **{f"aws:RequestTag/{key}": value for key, value in given.items()}}


def _tags_given(call: Call) -> dict[str, str]:
    """The tags of a request by key, from any of the services' four forms."""
    if call.service in QUERY_SERVICES:
        asked = form(call)
        names = [name.removesuffix(".Key") for name in asked if name.startswith("Tags.") and name.endswith(".Key")]
        return {asked[f"{name}.Key"]: asked[f"{name}.Value"] for name in names}
    asked = content(call)
    tags = asked.get("Tags") or asked.get("tags") or {}
    return tags if isinstance(tags, dict) else {tag["Key"]: tag["Value"] for tag in tags}


def _keys_taken(call: Call) -> list[str]:
    """The keys of the tags that a request removes."""
    if call.service in QUERY_SERVICES:
        return [value for name, value in form(call).items() if name.startswith("TagKeys.")]
    asked = content(call)
    return asked.get("TagKeys") or asked.get("tagKeys") or urllib.parse.parse_qs(call.query).get("tagKeys", [])
