"""A recreated role of the same name is another role: a plan shows that, and one deploy sets up the function for it."""

import json

import pytest

from program import CHANGES_PENDING, DONE
from role_grants import RoleGrants
from stage import ALIAS, MEMORY_KEY, REGION, REGION_TAG
from test_real_shapes import changed
from visits import Visitor


@pytest.fixture
def grants(proxy, cloud):
    """Simulates AWS: the grants for a role are void once the role is gone."""
    grants = RoleGrants(cloud)
    with proxy.rule(lambda call: True, grants):
        yield grants


@pytest.fixture
def broken(counter, cloud, grants, stage):
    """A stack whose role was deleted by hand after a visit, so that visits fail, and its URL."""
    url = counter.deploy(stage, "--json").expect(DONE).json["outputs"]["url"]
    assert Visitor(url).visit() == 1 and grants.refused == 0
    cloud.delete_role(stage)
    assert is_refused(url)
    return stage, url


def is_refused(url: str) -> bool:
    response, _ = Visitor(url).ask()
    return response.status == 502


def make_again(cloud, stage) -> str:
    """Recreates the role as it was, by hand or from a backup; returns its unique id."""
    trust = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
    allowed = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "dynamodb:UpdateItem", "Resource": stage.table_arn,
         "Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["main_page", "about"]}}},
        {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
         "Resource": f"{stage.log_group_arn}:*"}]}
    role = cloud.iam.create_role(
        RoleName=stage.role, AssumeRolePolicyDocument=json.dumps(trust),
        Tags=[{"Key": key, "Value": value} for key, value in {**stage.tags, REGION_TAG: REGION}.items()])["Role"]
    cloud.iam.put_role_policy(
        RoleName=stage.role, PolicyName=f"{stage.role}-permissions", PolicyDocument=json.dumps(allowed))
    return role["RoleId"]


def test_one_deploy_after_a_role_was_removed_by_hand_makes_the_visits_count_again(counter, cloud, proxy, broken):
    stage, url = broken
    plan = counter.plan(stage, "--detailed-exitcode", "--json").expect(CHANGES_PENDING)
    assert changed(plan) == {"role": ["create"], "function": ["role.id"], "release": ["role.id"]}
    with proxy.recording() as calls:
        counter.deploy(stage).expect(DONE)
    made = [call for call in calls if call.is_write and call.service == "lambda"]
    assert [call.action for call in made] == ["UpdateFunctionConfiguration", "PublishVersion", "UpdateAlias"]
    assert {"Role", "Environment"} <= json.loads(made[0].body).keys()
    assert Visitor(url).visit() == 2
    counter.plan(stage, "--detailed-exitcode").expect(DONE)
    assert counter("status", *stage.arguments, "--json").expect(DONE).json["drifted"] is False


def test_a_role_that_somebody_made_again_just_as_it_was_is_shown_and_set_up_for(counter, cloud, broken):
    stage, url = broken
    role_id = make_again(cloud, stage)
    plan = counter.plan(stage, "--detailed-exitcode", "--json").expect(CHANGES_PENDING)
    assert changed(plan) == {"function": ["role.id"], "release": ["role.id"]}
    text = " ".join(counter.plan(stage).expect(DONE).stdout.split())
    assert "role.id" in text and f"made again as {role_id}" in text
    status = counter("status", *stage.arguments, "--json").expect(DONE).json
    assert status["drifted"] is True and is_refused(url)
    counter.deploy(stage).expect(DONE)
    assert Visitor(url).visit() == 2
    counter.plan(stage, "--detailed-exitcode").expect(DONE)


def test_a_change_that_is_due_beside_it_goes_along(counter, cloud, broken):
    stage, url = broken
    stage.write(**{MEMORY_KEY: 256})
    counter.deploy(stage).expect(DONE)
    assert Visitor(url).visit() == 2
    counter.plan(stage, "--detailed-exitcode").expect(DONE)


def test_a_rollback_to_a_version_of_the_old_role_says_so_and_is_undone_by_the_next_deploy(counter, cloud, broken):
    stage, url = broken
    counter.deploy(stage).expect(DONE)
    run = counter("rollback", *stage.arguments, "--yes").expect(DONE)
    role_id = cloud.role_id(stage)
    assert f"made again as {role_id}: its calls may fail until the next deploy" in " ".join(run.stdout.split())
    assert is_refused(url)
    plan = counter.plan(stage, "--detailed-exitcode", "--json").expect(CHANGES_PENDING)
    assert changed(plan) == {"release": ["role.id"]}
    counter.deploy(stage).expect(DONE)
    assert Visitor(url).visit() == 2


def test_the_function_keeps_the_id_of_its_role_where_it_can_be_read_back(counter, cloud, stage):
    counter.deploy(stage).expect(DONE)
    role_id = cloud.role_id(stage)
    for which in ({}, {"Qualifier": ALIAS}):
        configuration = cloud.function.get_function_configuration(FunctionName=stage.function, **which)
        assert role_id in configuration["Environment"]["Variables"].values()
