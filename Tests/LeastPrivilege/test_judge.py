"""The judge in the proxy checks what AWS checks, and refuses in each service's form."""

import botocore.exceptions
import pytest

from identity_policy import actions, pairs, without
from judge import Judge
from local_aws import ACCOUNT, REGION, LocalAWS
from proxy import RecordingProxy

TABLE = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/T"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/R"
LIMITS = f"arn:aws:iam::{ACCOUNT}:policy/limits"


def test_an_action_is_taken_out_of_every_statement():
    whole = {"Statement": [
        {"Effect": "Allow", "Action": ["a:One", "a:Two"], "Resource": "x"},
        {"Effect": "Allow", "Action": "a:One", "Resource": "y"}]}
    assert actions(whole) == ["a:One", "a:Two"]
    assert pairs(whole) == {("a:One", "x"), ("a:Two", "x"), ("a:One", "y")}
    assert without(whole, "a:One") == {"Statement": [{"Effect": "Allow", "Action": ["a:Two"], "Resource": "x"}]}


@pytest.mark.parametrize("service, ask, status, words", [
    ("dynamodb", lambda client: client.describe_table(TableName="T"), 400,
     f"dynamodb:DescribeTable on resource: {TABLE} "),
    ("iam", lambda client: client.delete_role(RoleName="R"), 403, f"iam:DeleteRole on resource: {ROLE} "),
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


def test_tags_that_may_not_be_listed_are_left_out_in_silence(local_aws, deployed):
    stage, _ = deployed
    reading = {"Effect": "Allow", "Action": ["lambda:GetFunction"], "Resource": stage.function_arn}
    listing = {**reading, "Action": ["lambda:GetFunction", "lambda:ListTags"]}
    tags = [ask_through(local_aws, "lambda", lambda client: client.get_function(FunctionName=stage.function),
                        {"Statement": [statement]}).get("Tags") for statement in (reading, listing)]
    assert tags == [None, stage.tags]


@pytest.mark.parametrize("role, operation, parameters, passes", [
    ("R", "create_role", {"AssumeRolePolicyDocument": "{}"}, False),
    ("R", "create_role", {"AssumeRolePolicyDocument": "{}", "PermissionsBoundary": f"{LIMITS}-2"}, False),
    ("R", "create_role", {"AssumeRolePolicyDocument": "{}", "PermissionsBoundary": LIMITS}, True),
    ("R", "put_role_permissions_boundary", {"PermissionsBoundary": LIMITS}, True),
    ("limited", "put_role_permissions_boundary", {"PermissionsBoundary": f"{LIMITS}-2"}, False),
    ("R", "delete_role_policy", {"PolicyName": "p"}, False),
    ("limited", "delete_role_policy", {"PolicyName": "p"}, True),
    # IAM does not set the key for these requests, so the condition never holds.
    ("limited", "tag_role", {"Tags": []}, False),
    ("limited", "list_role_policies", {}, False),
], ids=str)
def test_a_condition_on_a_boundary_is_about_the_one_that_is_asked_for_or_else_that_of_the_role(
        local_aws, role, operation, parameters, passes):
    limited = {"Statement": [{"Effect": "Allow", "Action": "iam:*", "Resource": "*", "Condition": {
        "StringEquals": {"iam:PermissionsBoundary": LIMITS}}}]}
    # The local AWS then refuses what passes, since there is no such role and no such policy.
    with pytest.raises(botocore.exceptions.ClientError) as refused:
        ask_through(local_aws, "iam", lambda iam: getattr(iam, operation)(RoleName=role, **parameters), limited)
    assert (refused.value.response["Error"]["Code"] != "AccessDenied") is passes


def ask_through(aws: LocalAWS, service: str, ask, document: dict):
    """Sends a request that the judge decides by the policy `document`; only the role `limited` has a boundary."""
    proxy, judge = RecordingProxy(aws.port), Judge(
        f"arn:aws:iam::{ACCOUNT}:user/somebody", lambda role: LIMITS if role == "limited" else None)
    judge.policy = document
    try:
        with proxy.playing(judge):
            return ask(aws.client(service, proxy.endpoint))
    finally:
        proxy.close()
        assert judge.mistakes == []
