"""A plan shows every property that was changed by hand on AWS, and a deploy reverts it."""

import io
import json
import zipfile

import pytest

from program import CHANGES_PENDING, DONE
from proxy import writes
from stage import ALIAS, marked

READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
WIDE = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "dynamodb:*", "Resource": "*"}]}


def other_code() -> bytes:
    """A zip with other code."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("bootstrap")
        entry.external_attr = 0o100755 << 16
        archive.writestr(entry, "#!/bin/sh\nexit 1\n")
    return buffer.getvalue()


def leave_former_tags(cloud, stage):
    """Sets the tags that a deploy of earlier settings would leave."""
    cloud.tag(stage, marked(stage, {"former": "yes"}))


def protect_table(cloud, stage):
    now = cloud.dynamodb.describe_table(TableName=stage.table)["Table"].get("DeletionProtectionEnabled", False)
    cloud.dynamodb.update_table(TableName=stage.table, DeletionProtectionEnabled=not now)


def switch_recovery(cloud, stage):
    enabled = cloud.snapshot(stage)["table"]["recovery"] == "ENABLED"
    cloud.dynamodb.update_continuous_backups(
        TableName=stage.table, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": not enabled})


def bill_table_by_capacity(cloud, stage):
    cloud.dynamodb.update_table(
        TableName=stage.table, BillingMode="PROVISIONED",
        ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1})


def keep_logs_longer(cloud, stage):
    cloud.logs.put_retention_policy(logGroupName=stage.log_group, retentionInDays=365)


def keep_logs_for_ever(cloud, stage):
    cloud.logs.delete_retention_policy(logGroupName=stage.log_group)


def trust_another_service(cloud, stage):
    document = {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": ["lambda.amazonaws.com", "ec2.amazonaws.com"]},
        "Action": "sts:AssumeRole"}]}
    cloud.iam.update_assume_role_policy(RoleName=stage.role, PolicyDocument=json.dumps(document))


def widen_inline_policy(cloud, stage):
    name = cloud.iam.list_role_policies(RoleName=stage.role)["PolicyNames"][0]
    cloud.iam.put_role_policy(RoleName=stage.role, PolicyName=name, PolicyDocument=json.dumps(WIDE))


def remove_inline_policy(cloud, stage):
    name = cloud.iam.list_role_policies(RoleName=stage.role)["PolicyNames"][0]
    cloud.iam.delete_role_policy(RoleName=stage.role, PolicyName=name)


def add_inline_policy(cloud, stage):
    cloud.iam.put_role_policy(RoleName=stage.role, PolicyName="by-hand", PolicyDocument=json.dumps(WIDE))


def attach_policy(cloud, stage):
    cloud.iam.attach_role_policy(RoleName=stage.role, PolicyArn=READ_ONLY)


def configure(**changes):
    """Changes the function's configuration."""
    def change(cloud, stage):
        cloud.function.update_function_configuration(FunctionName=stage.function, **changes)
        cloud.wait_for_function(stage)
    return change


def set_variable(name, value):
    """Sets one of the function's environment variables."""
    def change(cloud, stage):
        now = cloud.function.get_function_configuration(FunctionName=stage.function)["Environment"]["Variables"]
        configure(Environment={"Variables": {**now, name: value}})(cloud, stage)
    return change


def reserve_concurrency(cloud, stage):
    cloud.function.put_function_concurrency(FunctionName=stage.function, ReservedConcurrentExecutions=1)


def open_function(cloud, stage):
    cloud.function.add_permission(
        FunctionName=stage.function, StatementId="by-hand", Action="lambda:InvokeFunction", Principal="*")


def split_alias(cloud, stage):
    served = cloud.function.get_alias(FunctionName=stage.function, Name=ALIAS)["FunctionVersion"]
    configure(MemorySize=512)(cloud, stage)
    version = cloud.function.publish_version(FunctionName=stage.function)["Version"]
    configure(MemorySize=128)(cloud, stage)
    cloud.function.update_alias(
        FunctionName=stage.function, Name=ALIAS, FunctionVersion=served,
        RoutingConfig={"AdditionalVersionWeights": {version: 0.5}})


def change_code(cloud, stage):
    cloud.function.update_function_code(FunctionName=stage.function, ZipFile=other_code())
    cloud.wait_for_function(stage)


def move_alias(cloud, stage):
    before = cloud.function.get_function_configuration(FunctionName=stage.function)["MemorySize"]
    configure(MemorySize=512)(cloud, stage)
    version = cloud.function.publish_version(FunctionName=stage.function)["Version"]
    configure(MemorySize=before)(cloud, stage)
    cloud.function.update_alias(FunctionName=stage.function, Name=ALIAS, FunctionVersion=version)


def remove_alias_and_url(cloud, stage):
    cloud.function.delete_function_url_config(FunctionName=stage.function, Qualifier=ALIAS)
    cloud.function.delete_alias(FunctionName=stage.function, Name=ALIAS)


def cors(**changes):
    """Changes members of the URL's CORS settings."""
    def change(cloud, stage):
        now = cloud.function.get_function_url_config(FunctionName=stage.function, Qualifier=ALIAS).get("Cors", {})
        cloud.function.update_function_url_config(
            FunctionName=stage.function, Qualifier=ALIAS, Cors={**now, **changes})
    return change


def require_signatures(cloud, stage):
    cloud.function.update_function_url_config(FunctionName=stage.function, Qualifier=ALIAS, AuthType="AWS_IAM")


def remove_statement(action):
    """Removes the permission statement for an action."""
    def change(cloud, stage):
        identifier = next(statement["Sid"] for statement in cloud.statements(stage) if statement["Action"] == action)
        cloud.function.remove_permission(FunctionName=stage.function, Qualifier=ALIAS, StatementId=identifier)
    return change


def add_statement(cloud, stage):
    cloud.function.add_permission(
        FunctionName=stage.function, Qualifier=ALIAS, StatementId="by-hand", Action="lambda:InvokeFunction",
        Principal="*")


#: A title; the resource and a word of the change that a plan must show; the change by hand.
DRIFTS = [
    ("the table's deletion protection is switched", "table", "protect", protect_table),
    ("the table's point-in-time recovery is switched", "table", "recovery", switch_recovery),
    ("the table is billed by capacity", "table", "billing", bill_table_by_capacity),
    ("the table has a former tag", "table", "tags.former", leave_former_tags),
    ("the log group keeps for a year", "logGroup", "retention", keep_logs_longer),
    ("the log group keeps for ever", "logGroup", "retention", keep_logs_for_ever),
    ("the log group has a former tag", "logGroup", "tags.former", leave_former_tags),
    ("the role trusts another service", "role", "trust", trust_another_service),
    ("the role's policy is widened", "role", "dynamodb", widen_inline_policy),
    ("the role's policy is removed", "role", "dynamodb", remove_inline_policy),
    ("the role has a further inline policy", "role", "by-hand", add_inline_policy),
    ("the role has an attached policy", "role", "readonlyaccess", attach_policy),
    ("the role has a former tag", "role", "tags.former", leave_former_tags),
    ("the function's memory is raised", "function", "memory", configure(MemorySize=256)),
    ("the function's timeout is raised", "function", "timeout", configure(Timeout=60)),
    ("the function's environment is changed", "function", "environment", set_variable("PAGES", "main_page,by-hand")),
    ("the function has a further variable", "function", "by_hand", set_variable("BY_HAND", "yes")),
    ("the function is described", "function", "description", configure(Description="by hand")),
    ("the function has more storage", "function", "storage", configure(EphemeralStorage={"Size": 1024})),
    ("the function is traced", "function", "tracing", configure(TracingConfig={"Mode": "Active"})),
    ("the function's concurrency is reserved", "function", "concurrency", reserve_concurrency),
    ("the function itself is opened to everyone", "function", "", open_function),
    ("the function's code is replaced", "function", "code", change_code),
    ("the function has a former tag", "function", "tags.former", leave_former_tags),
    ("the alias is moved to another version", "release", "", move_alias),
    ("the alias sends half to another version", "release", "", split_alias),
    ("the alias and its URL are gone", "release", "", remove_alias_and_url),
    ("the URL's origins are opened", "url", "origin", cors(AllowOrigins=["*"])),
    ("the URL's methods are widened", "url", "method", cors(AllowMethods=["GET", "POST"])),
    ("the URL's headers are widened", "url", "header", cors(AllowHeaders=["x-by-hand"])),
    ("the URL's exposed headers are widened", "url", "header", cors(ExposeHeaders=["x-by-hand"])),
    ("the URL's maximum age is changed", "url", "age", cors(MaxAge=5)),
    ("the URL allows credentials", "url", "credentials", cors(AllowCredentials=True)),
    ("the URL requires signatures", "url", "", require_signatures),
    ("the URL's own statement is removed", "url", "lambda:invokefunctionurl",
     remove_statement("lambda:InvokeFunctionUrl")),
    ("the statement through the URL is removed", "url", "lambda:invokefunction",
     remove_statement("lambda:InvokeFunction")),
    ("a further public statement is added", "url", "lambda:invokefunction", add_statement),
]


@pytest.mark.parametrize("resource, word, by_hand", [drift[1:] for drift in DRIFTS], ids=[drift[0] for drift in DRIFTS])
def test_drift_is_shown_and_repaired(counter, cloud, proxy, deployed, resource, word, by_hand):
    stage, url = deployed
    before = cloud.snapshot(stage)
    try:
        by_hand(cloud, stage)
        with proxy.recording() as calls:
            plan = counter.plan(stage, "--detailed-exitcode", "--json").expect(CHANGES_PENDING).json
        assert writes(calls) == [], "a plan wrote"
        changed = [step for step in plan["steps"] if step["action"] != "none"]
        assert any(step["kind"] == resource for step in changed), f"not shown on the {resource}: {changed}"
        assert word in json.dumps(changed).lower(), changed
    finally:
        repair = counter.deploy(stage, "--json")
    assert repair.expect(DONE).json["result"] == "applied"
    after = cloud.snapshot(stage)
    if by_hand is remove_alias_and_url:
        # A new URL has another address.
        before["url"].pop("url"), after["url"].pop("url")
        before["url"].pop("statements"), after["url"].pop("statements")
    assert after == before
    with proxy.recording() as calls:
        assert counter.deploy(stage, "--json").expect(DONE).json["result"] == "unchanged"
    assert writes(calls) == []
    counter.plan(stage, "--detailed-exitcode").expect(DONE)


def test_a_secret_in_a_variable_added_by_hand_is_never_shown(counter, cloud, deployed):
    stage, _ = deployed
    set_variable("BY_HAND", "hunter2")(cloud, stage)
    try:
        plans = [counter.plan(stage, *arguments) for arguments in ([], ["--json"])]
    finally:
        repair = counter.deploy(stage).expect(DONE)
    for run in (*plans, repair):
        assert "BY_HAND" in run.stdout + run.stderr
        assert "hunter2" not in run.stdout + run.stderr


def test_status_says_that_something_drifted(counter, cloud, deployed):
    stage, _ = deployed

    def drifted():
        return counter("status", *stage.arguments, "--json").expect(DONE).json["drifted"]

    assert drifted() is False
    keep_logs_longer(cloud, stage)
    try:
        assert drifted() is True
        assert stage.log_group in counter("status", *stage.arguments).expect(DONE).stdout
    finally:
        counter.deploy(stage).expect(DONE)
    assert drifted() is False
