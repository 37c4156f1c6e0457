"""The URL of the alias, with the alias's permission statements. It has no tags: it belongs to its function."""

import json
from typing import TYPE_CHECKING

from kinds.kind import Alteration, Change, Drift, Kind
from proxy import Call
from stage import ALIAS, Stage
from subjects import query

if TYPE_CHECKING:
    from cloud import Cloud


def look(cloud: "Cloud", stage: Stage) -> dict:
    return cloud.function.get_function_url_config(FunctionName=stage.function, Qualifier=ALIAS)


def snapshot(cloud: "Cloud", stage: Stage) -> dict:
    url = look(cloud, stage)
    return {"url": url["FunctionUrl"], "auth": url["AuthType"], "cors": url.get("Cors"),
            "statements": sorted(cloud.statements(stage), key=lambda statement: statement["Sid"])}


def cors(**changes) -> Change:
    """Changes members of the URL's CORS settings."""
    def change(cloud: "Cloud", stage: Stage) -> None:
        now = look(cloud, stage).get("Cors", {})
        cloud.function.update_function_url_config(
            FunctionName=stage.function, Qualifier=ALIAS, Cors={**now, **changes})
    return change


def require_signatures(cloud: "Cloud", stage: Stage) -> None:
    cloud.function.update_function_url_config(FunctionName=stage.function, Qualifier=ALIAS, AuthType="AWS_IAM")


def remove_statement(action: str) -> Change:
    """Removes the permission statement for an action."""
    def change(cloud: "Cloud", stage: Stage) -> None:
        identifier = next(statement["Sid"] for statement in cloud.statements(stage) if statement["Action"] == action)
        cloud.function.remove_permission(FunctionName=stage.function, Qualifier=ALIAS, StatementId=identifier)
    return change


def add_statement(cloud: "Cloud", stage: Stage) -> None:
    cloud.function.add_permission(
        FunctionName=stage.function, Qualifier=ALIAS, StatementId="by-hand", Action="lambda:InvokeFunction",
        Principal="*")


def alter_url(cloud: "Cloud", stage: Stage) -> None:
    cloud.function.update_function_url_config(
        FunctionName=stage.function, Qualifier=ALIAS, Cors={"AllowOrigins": ["*"]})
    remove_statement("lambda:InvokeFunctionUrl")(cloud, stage)
    add_statement(cloud, stage)


def complete_url(value: dict, call: Call) -> None:
    for name in ("CreationTime", "LastModifiedTime"):
        if name in value:
            value[name] = value[name].replace("+0000", "461Z")
    settings = value.get("Cors")
    for name in ("AllowHeaders", "ExposeHeaders"):
        if settings and settings.get(name):
            settings[name] = [header.lower() for header in settings[name]]
    value.setdefault("InvokeMode", "BUFFERED")
    qualifier = query(call).get("Qualifier")
    if qualifier and not value["FunctionArn"].endswith(f":{qualifier}"):
        value["FunctionArn"] += f":{qualifier}"


def complete_urls(value: dict, call: Call) -> None:
    for url in value["FunctionUrlConfigs"]:
        complete_url(url, call)
        # The local AWS names only the function. In these tests a function has one alias, and the alias has the URL.
        if url["FunctionArn"].rpartition(":function:")[2].count(":") == 0:
            url["FunctionArn"] += f":{ALIAS}"


def complete_policy(value: dict, call: Call) -> None:
    """Writes the policy on one line without blanks. A single principal, action or resource stays a string."""
    policy = json.loads(value["Policy"])
    statements = [{name: statement[name] for name in (
        "Sid", "Effect", "Principal", "Action", "Resource", "Condition") if name in statement}
        for statement in policy["Statement"]]
    value["Policy"] = json.dumps(
        {"Version": "2012-10-17", "Id": "default", "Statement": statements}, separators=(",", ":"))


def complete_statement(value: dict, call: Call) -> None:
    value["Statement"] = json.dumps(json.loads(value["Statement"]), separators=(",", ":"))


URL = Kind(
    title="url", json_name="url", service="lambda", look=look, snapshot=snapshot,
    own_drifts=[
        Drift("the URL's origins are opened", "origin", cors(AllowOrigins=["*"])),
        Drift("the URL's methods are widened", "method", cors(AllowMethods=["GET", "POST"])),
        Drift("the URL's headers are widened", "header", cors(AllowHeaders=["x-by-hand"])),
        Drift("the URL's exposed headers are widened", "header", cors(ExposeHeaders=["x-by-hand"])),
        Drift("the URL's maximum age is changed", "age", cors(MaxAge=5)),
        Drift("the URL allows credentials", "credentials", cors(AllowCredentials=True)),
        Drift("the URL requires signatures", "", require_signatures),
        Drift("the URL's own statement is removed", "lambda:invokefunctionurl",
              remove_statement("lambda:InvokeFunctionUrl")),
        Drift("the statement through the URL is removed", "lambda:invokefunction",
              remove_statement("lambda:InvokeFunction")),
        Drift("a further public statement is added", "lambda:invokefunction", add_statement),
    ],
    alterations=[Alteration("the URL was altered", alter_url)],
    completions={
        "GetFunctionUrlConfig": complete_url, "CreateFunctionUrlConfig": complete_url,
        "UpdateFunctionUrlConfig": complete_url, "ListFunctionUrlConfigs": complete_urls,
        "GetPolicy": complete_policy, "AddPermission": complete_statement},
)
