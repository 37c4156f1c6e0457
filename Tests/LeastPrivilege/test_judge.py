"""The judge in the proxy reads policies as AWS does, and refuses in each service's own form."""

import botocore.exceptions
import pytest

from identity_policy import Check, NotUnderstood, actions, allows, without
from judge import Judge
from local_aws import ACCOUNT, REGION, LocalAWS
from proxy import RecordingProxy

TABLE = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/T"
READ = Check("dynamodb:DescribeTable", TABLE)
PASS = "arn:aws:iam::000000000000:role/R"


def policy(**statement) -> dict:
    """A policy of one statement that allows reading the table, but for what is said otherwise."""
    return {"Statement": [{"Effect": "Allow", "Action": "dynamodb:DescribeTable", "Resource": TABLE, **statement}]}


@pytest.mark.parametrize("statement, is_allowed", [
    ({}, True),
    ({"Action": "dynamodb:DescribeTables"}, False),
    ({"Action": "dynamodb:describetable"}, True),
    ({"Action": ["dynamodb:CreateTable", "dynamodb:Describe*"]}, True),
    ({"Action": "*"}, True),
    ({"Resource": "*"}, True),
    ({"Resource": TABLE.replace("/T", "/t")}, False),
    ({"Resource": TABLE.replace("/T", "/?")}, True),
    ({"Resource": TABLE + "*"}, True),
    ({"Resource": TABLE + ":*"}, False),
    ({"Resource": [TABLE + "2", TABLE]}, True),
    ({"Effect": "Deny"}, False),
])
def test_a_statement_is_about_a_request_by_its_action_and_its_resource(statement, is_allowed):
    assert allows(policy(**statement), READ) is is_allowed


def test_a_denial_stands_above_what_is_allowed():
    both = {"Statement": policy()["Statement"] + policy(Effect="Deny", Action="dynamodb:*")["Statement"]}
    assert not allows(both, READ)


@pytest.mark.parametrize("service, is_allowed", [
    ("lambda.amazonaws.com", True), ("ec2.amazonaws.com", False), (None, False)])
def test_a_condition_holds_only_for_what_the_request_says(service, is_allowed):
    context = (("iam:passedtoservice", (service,)),) if service else ()
    condition = {"StringEquals": {"iam:PassedToService": ["lambda.amazonaws.com"]}}
    passing = policy(Action="iam:PassRole", Resource=PASS, Condition=condition)
    assert allows(passing, Check("iam:PassRole", PASS, context)) is is_allowed


@pytest.mark.parametrize("statement", [
    {"NotAction": "iam:*"}, {"NotResource": "*"}, {"Principal": "*"}, {"Effect": "allow"},
    {"Condition": {"StringLike": {"aws:username": "*"}}},
])
def test_what_is_not_understood_is_an_error(statement):
    with pytest.raises(NotUnderstood):
        allows(policy(**statement), READ)


def test_an_action_is_taken_out_of_every_statement():
    whole = {"Statement": [
        {"Effect": "Allow", "Action": ["a:One", "a:Two"], "Resource": "x"},
        {"Effect": "Allow", "Action": "a:One", "Resource": "y"}]}
    assert actions(whole) == ["a:One", "a:Two"]
    assert without(whole, "a:One") == {"Statement": [{"Effect": "Allow", "Action": ["a:Two"], "Resource": "x"}]}


@pytest.mark.parametrize("service, ask, status, words", [
    ("dynamodb", lambda client: client.describe_table(TableName="T"), 400,
     f"dynamodb:DescribeTable on resource: {TABLE} "),
    ("iam", lambda client: client.delete_role(RoleName="R"), 403, f"iam:DeleteRole on resource: {PASS} "),
    ("iam", lambda client: client.remove_role_from_instance_profile(InstanceProfileName="P", RoleName="R"), 403,
     "iam:RemoveRoleFromInstanceProfile on resource: arn:aws:iam::000000000000:instance-profile/P "),
    ("lambda", lambda client: client.get_policy(FunctionName="F", Qualifier="live"), 403, "function:F:live because"),
    ("lambda", lambda client: client.delete_alias(FunctionName="F", Name="live"), 403, "function:F because"),
    ("logs", lambda client: client.describe_log_groups(logGroupNamePrefix="G"), 400, "log-group::log-stream: because"),
    ("logs", lambda client: client.list_tags_for_resource(
        resourceArn=f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:G"), 400, "log-group:G because"),
])
def test_what_nothing_allows_is_refused_in_the_services_own_form(local_aws, service, ask, status, words):
    with pytest.raises(botocore.exceptions.ClientError) as refused:
        ask_through(local_aws, service, ask, {"Statement": []})
    answer = refused.value.response
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == status
    assert answer["Error"]["Code"] == ("AccessDenied" if service == "iam" else "AccessDeniedException")
    assert words in answer["Error"]["Message"]


def test_tags_given_at_creation_are_checked_too(local_aws):
    allowed = {"Statement": [{"Effect": "Allow", "Action": ["logs:CreateLogGroup", "iam:CreateRole"], "Resource": "*"}]}
    with pytest.raises(botocore.exceptions.ClientError, match="perform CreateLogGroup with Tags"):
        ask_through(local_aws, "logs", lambda logs: logs.create_log_group(logGroupName="G", tags={"a": "b"}), allowed)
    with pytest.raises(botocore.exceptions.ClientError, match="perform: iam:TagRole on resource"):
        ask_through(local_aws, "iam", lambda iam: iam.create_role(
            RoleName="R", AssumeRolePolicyDocument="{}", Tags=[{"Key": "a", "Value": "b"}]), allowed)


def ask_through(aws: LocalAWS, service: str, ask, document: dict):
    """Asks as one whom the judge lets do what a policy says."""
    proxy, judge = RecordingProxy(aws.port), Judge(f"arn:aws:iam::{ACCOUNT}:user/somebody")
    judge.policy = document
    try:
        with proxy.playing(judge):
            return ask(aws.client(service, proxy.endpoint))
    finally:
        proxy.close()
        assert judge.mistakes == []
