"""A deploy refuses a resource with our name and without our tags, and changes nothing."""

import json

import pytest

from local_aws import ACCOUNT
from program import BAD_USAGE, DONE, FAILED
from proxy import writes
from stage import STACK, STAGE_TAG
from tiny_function import other_code

OWNER = "someone-else"
TRUST = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}


def foreign_table(cloud, stage, tags):
    cloud.dynamodb.create_table(
        TableName=stage.table, BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        Tags=[{"Key": key, "Value": value} for key, value in tags.items()])
    return stage.table


def foreign_role(cloud, stage, tags):
    cloud.iam.create_role(
        RoleName=stage.role, AssumeRolePolicyDocument=json.dumps(TRUST),
        Tags=[{"Key": key, "Value": value} for key, value in tags.items()])
    return stage.role


def foreign_function(cloud, stage, tags):
    role = f"role-of-{stage.function}"
    cloud.iam.create_role(RoleName=role, AssumeRolePolicyDocument=json.dumps(TRUST))
    cloud.function.create_function(
        FunctionName=stage.function, Role=f"arn:aws:iam::{ACCOUNT}:role/{role}", Runtime="provided.al2023",
        Handler="bootstrap", Code={"ZipFile": other_code()}, Tags=tags)
    return stage.function


def foreign_log_group(cloud, stage, tags):
    group = {"logGroupName": stage.log_group}
    cloud.logs.create_log_group(**group, **({"tags": tags} if tags else {}))
    return stage.log_group


FOREIGN = [foreign_table, foreign_role, foreign_function, foreign_log_group]


@pytest.mark.parametrize("make", FOREIGN, ids=lambda make: make.__name__.replace("_", " "))
@pytest.mark.parametrize("tags", [{"owner": OWNER}, {}], ids=["with tags of its own", "without tags"])
def test_a_foreign_resource_of_our_name_is_refused(counter, cloud, proxy, stage, make, tags):
    name = make(cloud, stage, tags)
    for command in (counter.deploy, counter.plan):
        with proxy.recording() as calls:
            run = command(stage).expect(FAILED)
        assert writes(calls) == []
        assert name in run.stderr
        if tags:
            assert "owner" in run.stderr and OWNER in run.stderr


def test_a_resource_of_another_stage_is_refused(counter, cloud, proxy, stage):
    foreign_table(cloud, stage, {**stage.tags, STAGE_TAG: "another"})
    with proxy.recording() as calls:
        run = counter.deploy(stage).expect(FAILED)
    assert writes(calls) == []
    assert stage.table in run.stderr and "another" in run.stderr


def test_destroy_leaves_a_foreign_resource_alone(counter, cloud, proxy, stage):
    name = foreign_table(cloud, stage, {"owner": OWNER})
    with proxy.recording() as calls:
        counter.destroy(stage, "--delete-data")
    assert writes(calls) == []
    assert cloud.left(stage)["table"]["TableName"] == name


@pytest.mark.parametrize("make", FOREIGN, ids=lambda make: make.__name__.replace("_", " "))
def test_what_is_cloudformations_is_refused_by_name(counter, cloud, proxy, stage, make):
    make(cloud, stage, {"aws:cloudformation:stack-name": "website"})
    with proxy.recording() as calls:
        run = counter.deploy(stage).expect(FAILED)
    assert writes(calls) == []
    assert "the CloudFormation stack website" in " ".join(run.stderr.split())


def test_only_what_is_named_is_taken_over_and_the_refusal_names_it(counter, cloud, stage):
    other = {**stage.tags, STAGE_TAG: "another"}
    foreign_table(cloud, stage, other)
    foreign_role(cloud, stage, other)
    text = " ".join(counter.deploy(stage).expect(FAILED).stderr.split())
    assert f"belongs to stage another of the stack {STACK}, and not to this one" in text
    assert f"add --adopt {stage.table} --adopt {stage.role}. Then" in text
    text = " ".join(counter.deploy(stage, "--adopt", stage.table).expect(FAILED).stderr.split())
    assert f"--adopt {stage.role}" in text and f"--adopt {stage.table}" not in text
    assert STAGE_TAG in json.dumps(cloud.dynamodb.list_tags_of_resource(ResourceArn=stage.table_arn)["Tags"])
    run = counter.deploy(stage, "--adopt", f"table {stage.table},{stage.role}").expect(DONE)
    assert " ".join(run.stdout.split()).count(f"taken away from stage another of the stack {STACK}") == 2
    unknown = counter.deploy(stage, "--adopt", "nothing").expect(BAD_USAGE)
    assert f"table {stage.table}" in " ".join(unknown.stderr.split())
