"""Tests the rules for policies and operations against examples from AWS's documentation."""

import pytest

from needed_permissions import needed
from policy_rules import Need, NotUnderstood, allows

TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/T"
FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:F"
GROUP = "arn:aws:logs:us-east-1:000000000000:log-group:G"
ONE = Need("dynamodb:UpdateItem", TABLE, ("a",))
TWO = Need("dynamodb:UpdateItem", TABLE, ("a", "b"))
NONE = Need("dynamodb:Scan", TABLE)


def allowing(action="dynamodb:*", resource="*", **others) -> dict:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **others}


def keyed(operator: str, values) -> list[dict]:
    return [allowing(Condition={operator: {"dynamodb:LeadingKeys": values}})]


@pytest.mark.parametrize("pattern, matches", [
    ("dynamodb:UpdateItem", True), ("DynamoDB:updateitem", True), ("dynamodb:Update*", True),
    ("dynamodb:Update?tem", True), ("*", True), ("dynamodb:Update", False), ("dynamodb:UpdateItem?", False),
    ("dynamodb:UpdateIte.", False),
])
def test_an_action_matches_in_any_case_and_as_a_whole(pattern, matches):
    assert allows([allowing(pattern)], ONE) is matches


@pytest.mark.parametrize("pattern, matches", [
    (TABLE, True), ("arn:aws:dynamodb:*:*:table/T", True), ([TABLE.lower(), TABLE], True), (TABLE.lower(), False),
    (f"{TABLE}/index/*", False), (TABLE[:-1], False)])
def test_a_resource_matches_in_its_own_case_and_as_a_whole(pattern, matches):
    assert allows([allowing(resource=pattern)], ONE) is matches


@pytest.mark.parametrize("need, matches", [
    (Need("logs:PutLogEvents", f"{GROUP}:log-stream:S"), True),
    (Need("logs:PutLogEvents", f"{GROUP}2:log-stream:S"), False),
    (Need("logs:DescribeLogStreams", f"{GROUP}:log-stream:"), True),
    (Need("logs:TagResource", GROUP), False),
])
def test_a_log_group_s_arn_covers_its_streams_by_what_follows_it(need, matches):
    assert allows([allowing("logs:*", f"{GROUP}:*")], need) is matches


def test_a_denial_outweighs_what_is_allowed_and_nothing_is_allowed_unasked():
    denial = {**allowing("dynamodb:UpdateItem", TABLE), "Effect": "Deny"}
    assert not allows([allowing(), denial], ONE)
    assert allows([allowing(), denial], NONE)
    assert not allows([], ONE)


@pytest.mark.parametrize("operator, values, verdicts", [
    ("ForAllValues:StringEquals", ["a"], (True, False, True)),
    ("ForAllValues:StringEquals", ["a", "b"], (True, True, True)),
    ("ForAllValues:StringEquals", ["*"], (False, False, True)),
    ("ForAllValues:StringLike", ["*"], (True, True, True)),
    ("ForAnyValue:StringEquals", "a", (True, True, False)),
    ("Null", "false", (True, True, False)),
], ids=str)
def test_a_condition_on_keys_holds_for_one_key_for_two_and_for_none(operator, values, verdicts):
    statements = keyed(operator, values)
    assert tuple(allows(statements, need) for need in (ONE, TWO, NONE)) == verdicts


@pytest.mark.parametrize("statements", [
    [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}],
    [allowing(Principal="*")],
    keyed("StringNotEquals", "a"),
    keyed("ForAllValues:StringEqualsIfExists", "a"),
], ids=str)
def test_what_is_not_understood_is_neither_allowed_nor_refused(statements):
    with pytest.raises(NotUnderstood):
        allows(statements, ONE)


@pytest.mark.parametrize("service, operation, parameters, action, resource", [
    ("lambda", "Invoke", {"FunctionName": "F"}, "lambda:InvokeFunction", FUNCTION),
    ("iam", "GetRole", {"RoleName": "R"}, "iam:GetRole", "arn:aws:iam::000000000000:role/R"),
    ("iam", "GetPolicy", {"PolicyArn": "arn:aws:iam::aws:policy/P"}, "iam:GetPolicy", "arn:aws:iam::aws:policy/P"),
    ("s3", "HeadObject", {"Bucket": "B", "Key": "K"}, "s3:GetObject", "arn:aws:s3:::B/K"),
    ("s3", "DeleteBucketLifecycle", {"Bucket": "B"}, "s3:PutLifecycleConfiguration", "arn:aws:s3:::B"),
    ("s3", "ListBucketMetricsConfigurations", {"Bucket": "B"}, "s3:GetMetricsConfiguration", "arn:aws:s3:::B"),
    ("s3", "DeletePublicAccessBlock", {"Bucket": "B"}, "s3:PutBucketPublicAccessBlock", "arn:aws:s3:::B"),
    ("s3", "DeleteBucketPolicy", {"Bucket": "B"}, "s3:DeleteBucketPolicy", "arn:aws:s3:::B"),
    ("s3", "ListBuckets", {}, "s3:ListAllMyBuckets", "*"),
    ("logs", "PutLogEvents", {"logGroupName": "G", "logStreamName": "S"}, "logs:PutLogEvents", f"{GROUP}:log-stream:S"),
    ("logs", "TagResource", {"resourceArn": GROUP}, "logs:TagResource", GROUP),
    ("dynamodb", "ExecuteStatement", {"Statement": 'UPDATE "T" SET x = 1'}, "dynamodb:PartiQLUpdate", TABLE),
    ("dynamodb", "ExecuteStatement", {"Statement": 'SELECT * FROM "T"'}, "dynamodb:PartiQLSelect", TABLE),
    ("dynamodb", "Scan", {"TableName": "T"}, "dynamodb:Scan", TABLE),
])
def test_an_operation_needs(service, operation, parameters, action, resource):
    assert needed(service, operation, parameters) == [Need(action, resource)]


def test_a_transaction_needs_what_each_part_of_it_does():
    key = {"id": {"S": "a"}}
    assert needed("dynamodb", "TransactWriteItems", {"TransactItems": [
        {"Update": {"TableName": "T", "Key": key}}, {"Put": {"TableName": "T", "Item": key}},
        {"ConditionCheck": {"TableName": "T", "Key": key}}]}) == [
            ONE, Need("dynamodb:PutItem", TABLE, ("a",)), Need("dynamodb:ConditionCheckItem", TABLE, ("a",))]


def test_a_batch_needs_one_action_for_each_key():
    keys = [{"id": {"S": "a"}}, {"id": {"S": "b"}}]
    assert needed("dynamodb", "BatchGetItem", {"RequestItems": {"T": {"Keys": keys}}}) == [
        Need("dynamodb:BatchGetItem", TABLE, ("a",)), Need("dynamodb:BatchGetItem", TABLE, ("b",))]
