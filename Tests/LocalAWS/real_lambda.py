"""Lambda's answers as AWS writes them, from its API reference and from recorded answers."""

import json
import re
import urllib.parse

from proxy import Call
from subjects import query

#: Members that AWS writes as null if they are not set; the local AWS writes an empty string.
_NULL_WHERE_EMPTY = ("KMSKeyArn", "StateReason", "StateReasonCode", "LastUpdateStatusReason", "LastUpdateStatusReasonCode",
                     "Layers")
_RUNTIME = "arn:aws:lambda:us-east-1::runtime:0cdcfbdefbc5e7d3343f73c2e2dd3cba17d61dea0686b404502a0c9ce83931b9"


def _configuration(value: dict, call: Call) -> None:
    for name in _NULL_WHERE_EMPTY:
        value[name] = value.get(name) or None
    value.update(
        VpcConfig={"SubnetIds": [], "SecurityGroupIds": [], "VpcId": "", "Ipv6AllowedForDualStack": False},
        TracingConfig={"Mode": "PassThrough"}, EphemeralStorage={"Size": 512}, PackageType="Zip",
        SnapStart={"ApplyOn": "None", "OptimizationStatus": "Off"},
        RuntimeVersionConfig={"RuntimeVersionArn": _RUNTIME, "Error": None},
        LoggingConfig={"LogFormat": "Text", "LogGroup": f"/aws/lambda/{value['FunctionName']}"},
        ConfigSha256="3b1f6f8a0d", MasterArn=None)
    # AWS leaves out an environment without variables.
    if not (value.get("Environment") or {}).get("Variables"):
        value.pop("Environment", None)
    if qualifier := query(call).get("Qualifier"):
        value["FunctionArn"] = re.sub(r"(:function:[^:]+).*", rf"\1:{qualifier}", value["FunctionArn"])


def _function(value: dict, call: Call) -> None:
    _configuration(value["Configuration"], call)
    value["Code"]["Location"] = (
        "https://prod-04-2014-tasks.s3.us-east-1.amazonaws.com/snapshots/000000000000/visitor-counter-1?versionId=a"
        "&X-Amz-Security-Token=IQoJb3JpZ2luX2VjEXAMPLE%2F%2F&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=600")
    value["TagsError"] = None


def _alias(value: dict, call: Call) -> None:
    value.update(Description=value.get("Description", ""), RoutingConfig=value.get("RoutingConfig"))


def _aliases(value: dict, call: Call) -> None:
    for alias in value["Aliases"]:
        _alias(alias, call)


def _url(value: dict, call: Call) -> None:
    for name in ("CreationTime", "LastModifiedTime"):
        if name in value:
            value[name] = value[name].replace("+0000", "461Z")
    cors = value.get("Cors")
    for name in ("AllowHeaders", "ExposeHeaders"):
        if cors and cors.get(name):
            cors[name] = [header.lower() for header in cors[name]]
    value.setdefault("InvokeMode", "BUFFERED")
    qualifier = query(call).get("Qualifier")
    if qualifier and not value["FunctionArn"].endswith(f":{qualifier}"):
        value["FunctionArn"] += f":{qualifier}"


def _urls(value: dict, call: Call) -> None:
    for url in value["FunctionUrlConfigs"]:
        _url(url, call)
        # The local AWS names only the function. In these tests a function has one alias, and the alias has the URL.
        if url["FunctionArn"].rpartition(":function:")[2].count(":") == 0:
            url["FunctionArn"] += ":live"


def _policy(value: dict, call: Call) -> None:
    """Writes the policy on one line without blanks. A single principal, action or resource stays a string."""
    policy = json.loads(value["Policy"])
    statements = [{name: statement[name] for name in (
        "Sid", "Effect", "Principal", "Action", "Resource", "Condition") if name in statement}
        for statement in policy["Statement"]]
    value["Policy"] = json.dumps(
        {"Version": "2012-10-17", "Id": "default", "Statement": statements}, separators=(",", ":"))


def _statement(value: dict, call: Call) -> None:
    value["Statement"] = json.dumps(json.loads(value["Statement"]), separators=(",", ":"))


def _tags(value: dict, call: Call) -> None:
    assert ":function:" in urllib.parse.unquote(call.path)


COMPLETED = {
    **{("lambda", action): _configuration for action in (
        "CreateFunction", "UpdateFunctionCode", "UpdateFunctionConfiguration", "PublishVersion",
        "GetFunctionConfiguration")},
    ("lambda", "GetFunction"): _function,
    **{("lambda", action): _alias for action in ("GetAlias", "CreateAlias", "UpdateAlias")},
    ("lambda", "ListAliases"): _aliases,
    **{("lambda", action): _url for action in (
        "GetFunctionUrlConfig", "CreateFunctionUrlConfig", "UpdateFunctionUrlConfig")},
    ("lambda", "ListFunctionUrlConfigs"): _urls,
    ("lambda", "GetPolicy"): _policy, ("lambda", "AddPermission"): _statement, ("lambda", "ListTags"): _tags,
}
