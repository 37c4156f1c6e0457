"""Which actions AWS checks for a request, on which things, and what conditions can be put on them.

Written from the Service Authorization Reference (a service's "Actions, resources, and condition keys"), from CloudWatch Logs'
"identity-based policies" for the two forms of its ARNs, and from the refusals that AWS is known to answer. It shares nothing with
the deployer, which has its own idea of what it needs.
"""

import urllib.parse

from aws_answers import content
from identity_policy import Check
from local_aws import ACCOUNT, REGION
from proxy import Call
from subjects import form, query, subject

LAMBDA = "lambda.amazonaws.com"

#: The only action that nobody can be refused.
FREE = ("sts", "GetCallerIdentity")

#: Requests about the tags of a log group: their ARN ends with its name. All others name its streams.
_TAGS_OF_LOGS = {"TagResource", "UntagResource", "ListTagsForResource"}


class NoRule(Exception):
    """A request that nothing is known of."""


def checks(call: Call) -> list[Check]:
    """What AWS checks before it carries out a request, the action of its name first."""
    if (call.service, call.action) == FREE:
        return []
    rules = {"dynamodb": _of_dynamodb, "iam": _of_iam, "lambda": _of_lambda, "logs": _of_logs}
    if call.service not in rules:
        raise NoRule(str(call))
    return rules[call.service](call)


def function_arn(call: Call) -> str:
    """The function, whatever its qualifier, that a request of Lambda's is about."""
    return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{subject(call)}"


def _check(action: str, resource: str, context: dict[str, str | list[str] | None] | None = None) -> Check:
    known = {key.lower(): (value,) if isinstance(value, str) else tuple(value)
             for key, value in (context or {}).items() if value is not None}
    return Check(action, resource, tuple(sorted(known.items())))


def _tagging(tags: dict[str, str]) -> dict[str, str | list[str]]:
    """The condition keys of a request that gives tags."""
    return {"aws:TagKeys": list(tags), **{f"aws:RequestTag/{key}": value for key, value in tags.items()}}


def _of_dynamodb(call: Call) -> list[Check]:
    arn = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{subject(call)}"
    asked = content(call)
    tags = _tagging({tag["Key"]: tag["Value"] for tag in asked.get("Tags", [])})
    if call.action == "UntagResource":
        tags = {"aws:TagKeys": asked["TagKeys"]}
    found = [_check(f"dynamodb:{call.action}", arn, tags)]
    if call.action == "CreateTable" and asked.get("Tags"):
        found.append(_check("dynamodb:TagResource", arn, tags))
    return found


def _of_iam(call: Call) -> list[Check]:
    asked = form(call)
    role = f"arn:aws:iam::{ACCOUNT}:role{asked.get('Path', '/')}{asked['RoleName']}"
    tags = {asked[f"{name}.Key"]: asked[f"{name}.Value"]
            for name in (key.removesuffix(".Key") for key in asked if key.startswith("Tags.member.") and "Key" in key)}
    match call.action:
        case "CreateRole" if tags:
            return [_check("iam:CreateRole", role, _tagging(tags)), _check("iam:TagRole", role, _tagging(tags))]
        case "TagRole":
            return [_check("iam:TagRole", role, _tagging(tags))]
        case "UntagRole":
            keys = [value for name, value in asked.items() if name.startswith("TagKeys.member.")]
            return [_check("iam:UntagRole", role, {"aws:TagKeys": keys})]
        case "DetachRolePolicy":
            return [_check("iam:DetachRolePolicy", role, {"iam:PolicyARN": asked["PolicyArn"]})]
        case "RemoveRoleFromInstanceProfile":
            # The one action about a role whose resource is not the role.
            profile = f"arn:aws:iam::{ACCOUNT}:instance-profile/{asked['InstanceProfileName']}"
            return [_check("iam:RemoveRoleFromInstanceProfile", profile)]
    return [_check(f"iam:{call.action}", role)]


def _of_lambda(call: Call) -> list[Check]:
    function = function_arn(call)
    # What is asked of an alias by `Qualifier` is checked on the alias; what is done to an alias itself, on the function.
    qualifier = query(call).get("Qualifier")
    asked = content(call)
    context = {
        "lambda:FunctionUrlAuthType": asked.get("FunctionUrlAuthType") or asked.get("AuthType"),
        "lambda:Principal": asked.get("Principal"),
    } if "FunctionUrlConfig" in call.action or call.action == "AddPermission" else {}
    if call.action == "UntagResource":
        context = {"aws:TagKeys": urllib.parse.parse_qs(call.query)["tagKeys"]}
    tags = asked.get("Tags") or {}
    found = [_check(f"lambda:{call.action}", f"{function}:{qualifier}" if qualifier else function,
                    {**context, **(_tagging(tags) if tags else {})})]
    if call.action == "CreateFunction" and tags:
        found.append(_check("lambda:TagResource", function, _tagging(tags)))
    if call.action in ("CreateFunction", "UpdateFunctionConfiguration") and asked.get("Role"):
        found.append(_check("iam:PassRole", asked["Role"], {
            "iam:PassedToService": LAMBDA, "iam:AssociatedResourceArn": function}))
    return found


def _of_logs(call: Call) -> list[Check]:
    asked = content(call)
    group = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{subject(call)}"
    if call.action == "DescribeLogGroups":
        # A list has no name, whatever prefix is asked for.
        return [_check("logs:DescribeLogGroups", f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group::log-stream:")]
    tags = _tagging(asked["tags"]) if asked.get("tags") else {}
    if "tagKeys" in asked:
        tags = {"aws:TagKeys": asked["tagKeys"]}
    if call.action in _TAGS_OF_LOGS:
        return [_check(f"logs:{call.action}", group, tags)]
    found = [_check(f"logs:{call.action}", f"{group}:log-stream:", tags)]
    if call.action == "CreateLogGroup" and asked.get("tags"):
        # Nothing says which form AWS checks for tags given at creation: a policy that allows both is right either way.
        found += [_check("logs:TagResource", arn, tags) for arn in (group, f"{group}:log-stream:")]
    return found
