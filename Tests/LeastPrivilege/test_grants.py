"""Tests that a superfluous permission and a missing permission are found."""

import pytest

from grants import not_granted, unused
from policy_rules import Need

TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/T"
USES = [Need("dynamodb:UpdateItem", TABLE, ("a",)), Need("dynamodb:UpdateItem", TABLE, ("b",))]


def statement(action="dynamodb:UpdateItem", resource=TABLE, keys=("a", "b"), **others) -> dict:
    condition = {"Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": [*keys]}}} if keys else {}
    return {"Effect": "Allow", "Action": action, "Resource": resource, **condition, **others}


@pytest.mark.parametrize("statements", [
    [statement(), statement("dynamodb:GetItem")],
    [statement(["dynamodb:UpdateItem", "dynamodb:PutItem"])],
    [statement(resource=[TABLE, f"{TABLE}-2"])],
    [statement(keys=("a", "b", "c"))],
    [statement(keys=())],
    [statement("dynamodb:*")],
    [statement(resource="*")],
    [statement(), statement("s3:ListAllMyBuckets", "*", ())],
    [statement(Condition={"ForAnyValue:StringEquals": {"dynamodb:LeadingKeys": ["a", "b"]}})],
], ids=["statement", "action", "resource", "key", "any key", "wild action", "wild resource", "service", "condition"])
def test_one_permission_more_is_found(statements):
    assert unused([statement()], USES) == []
    assert unused(statements, USES) != []


@pytest.mark.parametrize("statements", [
    [],
    [statement("dynamodb:PutItem")],
    [statement(resource=f"{TABLE}-2")],
    [statement(keys=("a",))],
    [statement(), statement(Effect="Deny", keys=("b",))],
], ids=["statement", "action", "resource", "key", "denied"])
def test_one_permission_less_is_found(statements):
    assert not_granted([statement()], USES) == []
    assert not_granted(statements, USES) != []


def test_a_log_group_s_streams_are_granted_together_and_under_no_condition():
    group = "arn:aws:logs:us-east-1:000000000000:log-group:G"
    uses = [Need("logs:PutLogEvents", f"{group}:log-stream:S")]
    condition = {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}
    assert unused([statement("logs:PutLogEvents", f"{group}:*", ())], uses) == []
    assert unused([statement("logs:PutLogEvents", f"{group}*", ())], uses) != []
    assert unused([statement("logs:PutLogEvents", f"{group}:*", (), Condition=condition)], uses) == [
        f'granted and not used: logs:PutLogEvents on {group}:* for {{"StringEquals": '
        '{"aws:RequestedRegion": "us-east-1"}}']
