"""The function: Lambda's. This file has the rules of Lambda, whose requests are also about its releases and URLs."""

import json
import re
import urllib.parse
from typing import TYPE_CHECKING

from authorization import BoundaryOf, Check, check, tag_keys
from aws_answers import content
from kinds.kind import Alteration, Change, Drift, Kind, Naming, Tags
from kinds.role import WIDE_TRUST
from local_aws import ACCOUNT, REGION
from missing import missing_is_fine
from proxy import Call
from stage import Stage
from subjects import query, subject
from tiny_function import other_code

if TYPE_CHECKING:
    from cloud import Cloud

ARN = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{{}}"
#: A version of a layer of another account, which the local AWS takes as it is.
LAYER = f"arn:aws:lambda:{REGION}:580247275435:layer:LambdaInsightsExtension:56"
#: The variable in which a function keeps the unique id of its role.
ROLE_ID_VARIABLE = "DEPLOYER_ROLE_ID"
#: Members that AWS writes as null if they are not set; the local AWS writes an empty string.
_NULL_WHERE_EMPTY = ("KMSKeyArn", "StateReason", "StateReasonCode", "LastUpdateStatusReason", "LastUpdateStatusReasonCode",
                     "Layers")
_RUNTIME = "arn:aws:lambda:us-east-1::runtime:0cdcfbdefbc5e7d3343f73c2e2dd3cba17d61dea0686b404502a0c9ce83931b9"


def look(cloud: "Cloud", stage: Stage) -> dict:
    return cloud.function.get_function(FunctionName=stage.function)["Configuration"]


def read_tags(cloud: "Cloud", stage: Stage) -> dict[str, str]:
    return cloud.function.list_tags(Resource=stage.function_arn)["Tags"]


def served(cloud: "Cloud", stage: Stage, qualifier: str | None = None) -> dict:
    """What the function serves, or what its alias does: the properties that a version keeps."""
    which = {"Qualifier": qualifier} if qualifier else {}
    configuration = cloud.function.get_function_configuration(FunctionName=stage.function, **which)
    variables = configuration.get("Environment", {}).get("Variables", {})
    with missing_is_fine():
        # The id of the function's role. It differs between stages, and must be the existing role's.
        if variables.get(ROLE_ID_VARIABLE) == cloud.role_id(stage):
            variables[ROLE_ID_VARIABLE] = "the existing role"
    return {name: configuration.get(name) for name in (
        "MemorySize", "Timeout", "Environment", "CodeSha256", "Role", "Runtime", "Handler", "Architectures",
        "EphemeralStorage", "TracingConfig")} | {"Layers": layers_of(configuration)}


def layers_of(configuration: dict) -> list[str]:
    """The ARNs of a function's layers, in their order."""
    return [layer["Arn"] for layer in configuration.get("Layers") or []]


def snapshot(cloud: "Cloud", stage: Stage) -> dict:
    function = cloud.function.get_function(FunctionName=stage.function)
    policy = {}
    with missing_is_fine():
        policy = json.loads(cloud.function.get_policy(FunctionName=stage.function)["Policy"])
    by_hand = [statement for statement in policy.get("Statement", []) if statement["Sid"] == "by-hand"]
    return {**served(cloud, stage), "description": function["Configuration"].get("Description", ""),
            "concurrency": function.get("Concurrency"), "public": by_hand, "tags": read_tags(cloud, stage)}


def configure(**changes) -> Change:
    """Changes the function's configuration."""
    def change(cloud: "Cloud", stage: Stage) -> None:
        cloud.function.update_function_configuration(FunctionName=stage.function, **changes)
        cloud.wait_for_function(stage)
    return change


def set_variable(name: str, value: str) -> Change:
    """Sets one of the function's environment variables."""
    def change(cloud: "Cloud", stage: Stage) -> None:
        now = cloud.function.get_function_configuration(FunctionName=stage.function)["Environment"]["Variables"]
        configure(Environment={"Variables": {**now, name: value}})(cloud, stage)
    return change


def reserve_concurrency(cloud: "Cloud", stage: Stage) -> None:
    cloud.function.put_function_concurrency(FunctionName=stage.function, ReservedConcurrentExecutions=1)


def open_function(cloud: "Cloud", stage: Stage) -> None:
    cloud.function.add_permission(
        FunctionName=stage.function, StatementId="by-hand", Action="lambda:InvokeFunction", Principal="*")


def change_code(cloud: "Cloud", stage: Stage) -> None:
    cloud.function.update_function_code(FunctionName=stage.function, ZipFile=other_code())
    cloud.wait_for_function(stage)


def alter_function(cloud: "Cloud", stage: Stage) -> None:
    open_function(cloud, stage)
    reserve_concurrency(cloud, stage)
    configure(MemorySize=256)(cloud, stage)


def give_function_another_role(cloud: "Cloud", stage: Stage) -> None:
    role = cloud.iam.create_role(RoleName=f"by-hand-{stage.name}", AssumeRolePolicyDocument=WIDE_TRUST)["Role"]["Arn"]
    configure(Role=role)(cloud, stage)


def function_arn(call: Call) -> str:
    """The ARN, without a qualifier, of the function that a request to Lambda is about."""
    return ARN.format(subject(call))


def rules(call: Call, boundary_of: BoundaryOf) -> list[Check]:
    """What AWS checks for a request to Lambda."""
    if call.action == "GetAccountSettings":
        # It is about no resource.
        return [check("lambda:GetAccountSettings", "*", {})]
    function, asked = function_arn(call), content(call)
    # A request with an alias as `Qualifier` is checked on the alias; a change of the alias itself, on the function.
    qualifier = query(call).get("Qualifier")
    found = [check(f"lambda:{call.action}", f"{function}:{qualifier}" if qualifier else function, {
        **tag_keys(call), "lambda:Principal": asked.get("Principal"),
        "lambda:FunctionUrlAuthType": asked.get("FunctionUrlAuthType") or asked.get("AuthType")})]
    if call.action == "CreateFunction" and asked.get("Tags"):
        found.append(check("lambda:TagResource", function, tag_keys(call)))
    if call.action in ("CreateFunction", "UpdateFunctionConfiguration") and asked.get("Role"):
        found.append(check("iam:PassRole", asked["Role"], {
            "iam:PassedToService": "lambda.amazonaws.com", "iam:AssociatedResourceArn": function}))
    if call.action in ("CreateFunction", "UpdateFunctionConfiguration"):
        found += [check("lambda:GetLayerVersion", layer, {}) for layer in asked.get("Layers") or []]
    return found


def complete_configuration(value: dict, call: Call) -> None:
    for name in _NULL_WHERE_EMPTY:
        value[name] = value.get(name) or None
    value.update(
        VpcConfig={"SubnetIds": [], "SecurityGroupIds": [], "VpcId": "", "Ipv6AllowedForDualStack": False},
        TracingConfig=value.get("TracingConfig") or {"Mode": "PassThrough"},
        EphemeralStorage=value.get("EphemeralStorage") or {"Size": 512}, PackageType="Zip",
        SnapStart={"ApplyOn": "None", "OptimizationStatus": "Off"},
        RuntimeVersionConfig={"RuntimeVersionArn": _RUNTIME, "Error": None},
        LoggingConfig={"LogFormat": "Text", "LogGroup": f"/aws/lambda/{value['FunctionName']}"},
        ConfigSha256="3b1f6f8a0d", MasterArn=None)
    # AWS leaves out an environment without variables.
    if not (value.get("Environment") or {}).get("Variables"):
        value.pop("Environment", None)
    if qualifier := query(call).get("Qualifier"):
        value["FunctionArn"] = re.sub(r"(:function:[^:]+).*", rf"\1:{qualifier}", value["FunctionArn"])


def complete_function(value: dict, call: Call) -> None:
    complete_configuration(value["Configuration"], call)
    value["Code"]["Location"] = (
        "https://prod-04-2014-tasks.s3.us-east-1.amazonaws.com/snapshots/000000000000/visitor-counter-1?versionId=a"
        "&X-Amz-Security-Token=IQoJb3JpZ2luX2VjEXAMPLE%2F%2F&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=600")
    value["TagsError"] = None


def check_tags(value: dict, call: Call) -> None:
    """Asserts that the tags are a function's: no other resource of Lambda has tags here."""
    assert ":function:" in urllib.parse.unquote(call.path)


FUNCTION = Kind(
    title="function", json_name="function", service="lambda", look=look, snapshot=snapshot, rules=rules,
    naming=Naming(lambda stage: stage.function, ARN, "FunctionName", ("Resource", "ResourceArn")),
    tags=Tags(
        read=read_tags,
        put=lambda cloud, stage, tags: cloud.function.tag_resource(Resource=stage.function_arn, Tags=tags),
        remove=lambda cloud, stage, keys: cloud.function.untag_resource(Resource=stage.function_arn, TagKeys=keys)),
    own_drifts=[
        Drift("the function's memory is raised", "memory", configure(MemorySize=256)),
        Drift("the function's timeout is raised", "timeout", configure(Timeout=60)),
        Drift("the function's environment is changed", "environment", set_variable("PAGES", "main_page,by-hand")),
        Drift("the function has a further variable", "by_hand", set_variable("BY_HAND", "yes")),
        Drift("the function is described", "description", configure(Description="by hand")),
        Drift("the function has more storage", "storage", configure(EphemeralStorage={"Size": 1024})),
        Drift("the function has a layer", "layers", configure(Layers=[LAYER])),
        Drift("the function is traced", "tracing", configure(TracingConfig={"Mode": "Active"})),
        Drift("the function's concurrency is reserved", "concurrency", reserve_concurrency),
        Drift("the function itself is opened to everyone", "", open_function),
        Drift("the function's code is replaced", "code", change_code),
    ],
    alterations=[
        Alteration("the function was altered", alter_function),
        Alteration("the function was given another role", give_function_another_role),
    ],
    completions={
        "CreateFunction": complete_configuration, "UpdateFunctionCode": complete_configuration,
        "UpdateFunctionConfiguration": complete_configuration, "GetFunctionConfiguration": complete_configuration,
        "GetFunction": complete_function, "ListTags": check_tags},
)
