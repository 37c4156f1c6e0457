"""What a search finds is a hint: each result is read before it is deleted; what cannot be read is reported."""

import json

import pytest

from listed import is_search
from local_aws import ACCOUNT, REGION
from program import CHANGES_PENDING, DONE, FAILED
from proxy import error_answer, writes
from sample import ALIAS, SampleStage, existing, group_arn
from stage import STACK_TAG, STAGE_TAG
from subjects import subject
from test_renamed import bring_about, CASES, make_alias, rows

pytestmark = pytest.mark.usefixtures("as_aws_answers")
SEARCHED = "tables, functions and log groups that are no longer described"
TRUST = json.dumps({"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]})


def case(words):
    """A case, by its words."""
    return next(case for case in CASES if case.words == words)


@pytest.fixture
def deployed_sample(sample, sample_stage):
    """A stage that is deployed as described."""
    sample(sample_stage, "deploy").expect(DONE)
    return sample_stage


@pytest.fixture
def renamed(sample, hand, sample_stage):
    """A stage whose settings have another name for the function than the deployed one."""
    bring_about(sample, hand, sample_stage, case("the function, with all that belongs to it"))
    return sample_stage


#: Tags of resources with similar names: none, incomplete, another stage's, another stack's, other case, a blank more.
OWNERS = [
    {}, {STACK_TAG: "sample"}, {STACK_TAG: "sample", STAGE_TAG: "STAGE-2"}, {STACK_TAG: "sample-2", STAGE_TAG: "STAGE"},
    {STACK_TAG: "Sample", STAGE_TAG: "STAGE"}, {STACK_TAG: "sample", STAGE_TAG: "STAGE "}]


def test_what_is_not_this_stages_own_is_never_touched_whatever_a_search_names(
        sample, cloud, proxy, as_aws_answers, deployed_sample):
    stage, arns, theirs = deployed_sample, [], []
    for number, owner in enumerate(OWNERS):
        tags = {key: value.replace("STAGE", stage.name) for key, value in owner.items()}
        members = [{"Key": key, "Value": value} for key, value in tags.items()]
        name = f"{stage.function}-{number}"
        cloud.dynamodb.create_table(
            TableName=name, KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}], BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}], Tags=members)
        cloud.logs.create_log_group(logGroupName=f"/aws/lambda/{name}", tags=tags)
        role = cloud.iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST, Tags=members)["Role"]["Arn"]
        function = cloud.function.get_function(FunctionName=stage.function)["Configuration"]
        arn = cloud.function.create_function(
            FunctionName=name, Role=role, Runtime=function["Runtime"], Handler="bootstrap", Tags=tags,
            Code={"ZipFile": tiny_zip()})["FunctionArn"]
        cloud.function.publish_version(FunctionName=name)
        cloud.function.create_alias(FunctionName=name, Name=ALIAS, FunctionVersion="1")
        arns += [arn, f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{name}", group_arn(f"/aws/lambda/{name}")]
        theirs.append(name)
    gone = [arn + "-gone" for arn in arns[:3]] + [arn.replace(REGION, "eu-west-1") for arn in arns[:3]]
    as_aws_answers.remembers = arns + gone
    plan = sample(stage, "plan", "--json", "--detailed-exitcode").expect(DONE)
    assert rows(plan, "delete", "none") == [] and "unseen" not in plan.json
    with proxy.recording() as calls:
        sample(stage, "deploy", "--delete-data").expect(DONE)
        sample(stage, "destroy", "--delete-data").expect(DONE)
    assert [call for call in calls if call.is_write and any(name in str(subject(call)) for name in theirs)] == []
    assert len(existing(cloud, stage)) == len(theirs) * len(["table", "logGroup", "role", "function", "release"])


def tiny_zip() -> bytes:
    """A zip for a function that nobody calls."""
    import io
    import zipfile

    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("bootstrap", "#!/bin/sh\n")
    return content.getvalue()


def test_a_search_that_lags_and_comes_in_pages_finds_what_there_is(sample, proxy, as_aws_answers, renamed):
    as_aws_answers.forgets = lambda arn: True
    assert rows(sample(renamed, "plan", "--json").expect(DONE), "delete") == []
    as_aws_answers.forgets = lambda arn: False
    gone = rows(sample(renamed, "plan", "--json").expect(DONE), "delete")
    as_aws_answers.page_size = 1
    with proxy.recording() as calls:
        assert rows(sample(renamed, "plan", "--json").expect(DONE), "delete") == gone and len(gone) == 4
    # One page for each: the table, the function and its log group.
    assert sum(map(is_search, calls)) == 3
    sample(renamed, "deploy").expect(DONE)
    # Described resources need no search: it does not matter that the search does not find them yet.
    as_aws_answers.forgets = lambda arn: True
    sample(renamed, "plan", "--detailed-exitcode").expect(DONE)


#: AWS's refusals of a search, and the message for each.
REFUSALS = [
    (400, "AccessDeniedException", "This login may not tag:GetResources."),
    (400, "UnknownOperationException", "GetResources is not known here."),
    (501, "InternalFailure", "GetResources is not known here."),
    (500, "InternalServiceException", "as AWS says"),
    (400, "ThrottledException", "as AWS says"),
    (400, "InvalidParameterException", "as AWS says"),
]


@pytest.mark.parametrize("status, code, words", REFUSALS, ids=[refusal[1] for refusal in REFUSALS])
def test_where_nobody_may_search_the_plan_goes_on_and_says_so(sample, proxy, deployed_sample, status, code, words):
    stage, quick = deployed_sample, {"AWS_RETRY_MODE": "standard", "AWS_MAX_ATTEMPTS": "1"}
    with proxy.rule(is_search, lambda call, forward: error_answer(status, code, "as AWS says")):
        plan = sample(stage, "plan", "--json", "--detailed-exitcode", **quick).expect(DONE)
        text = " ".join(sample(stage, "plan", **quick).expect(DONE).stdout.split())
        markdown = sample(stage, "plan", "--markdown", **quick).expect(DONE).stdout
        looked = sample(stage, "status", "--json", **quick).expect(DONE)
        said = " ".join(sample(stage, "status", **quick).expect(DONE).stdout.split())
        sample(stage, "deploy", **quick).expect(DONE)
    for seen in (plan, looked):
        gap, = seen.json["unseen"]
        assert gap["what"] == SEARCHED and words in gap["why"]
    assert not looked.json["drifted"]
    for shown in (text, said, markdown):
        assert f"Not looked at: {'`' if shown == markdown else ''}{SEARCHED}." in shown and words in shown
    assert "Everything is as described" not in text + markdown and "and as described" not in said
    assert "No changes. Everything that was looked at is as described." in text


def test_a_search_that_nobody_answers_is_said_and_ends_no_plan(sample, proxy, deployed_sample):
    def breaking(call, forward):
        raise ConnectionAbortedError

    with proxy.rule(is_search, breaking):
        plan = sample(deployed_sample, "plan", "--json", AWS_RETRY_MODE="standard", AWS_MAX_ATTEMPTS="1").expect(DONE)
    gap, = plan.json["unseen"]
    assert gap["what"] == SEARCHED and "127.0.0.1" in gap["why"]


@pytest.mark.parametrize("action, what, answer", [
    ("ListAliases", "aliases of {} that are no longer described", error_answer(403, "AccessDeniedException", "no")),
    ("ListAliases", "aliases of {} that are no longer described", error_answer(404, "NotImplemented", "no")),
])
def test_where_nobody_may_list_what_belongs_to_a_function_the_plan_goes_on_and_says_so(
        sample, hand, proxy, deployed_sample, action, what, answer):
    make_alias(hand, deployed_sample)
    with proxy.rule(lambda call: call.action == action, lambda call, forward: answer):
        plan = sample(deployed_sample, "plan", "--json", "--detailed-exitcode").expect(DONE)
    assert [gap["what"] for gap in plan.json["unseen"]] == [what.format(deployed_sample.function)]
    found = rows(sample(deployed_sample, "plan", "--json", "--detailed-exitcode").expect(CHANGES_PENDING), "delete")
    assert found == [f"release {deployed_sample.function}:by-hand", f"url {deployed_sample.function}:by-hand"]


def test_a_list_that_breaks_fails_the_plan_as_any_look_does(sample, proxy, deployed_sample):
    def broken(call, forward):
        raise ConnectionAbortedError

    with proxy.rule(lambda call: call.action == "ListAliases", broken):
        run = sample(deployed_sample, "plan", AWS_RETRY_MODE="standard", AWS_MAX_ATTEMPTS="1").expect(FAILED)
    assert "could not be looked at" in " ".join(run.stderr.split())


def test_a_leftover_that_may_not_be_looked_at_is_named_with_the_reason_and_left(sample, cloud, proxy, renamed):
    old = renamed.function
    denied = error_answer(403, "AccessDeniedException", "as AWS says")
    with proxy.rule(lambda call: call.service == "lambda" and subject(call) == old, lambda call, forward: denied):
        plan = sample(renamed, "plan", "--json").expect(DONE)
        sample(renamed, "deploy").expect(DONE)
        text = sample(renamed, "plan", "--detailed-exitcode").expect(DONE).stdout
    gap, = plan.json["unseen"]
    assert gap["what"] == f"function {old}, which is not described" and "as AWS says" in gap["why"]
    assert "Everything that was looked at is as described." in text and f"function {old}," in text
    assert f"function {old}" in existing(cloud, renamed)
    sample(renamed, "deploy").expect(DONE)
    assert f"function {old}" not in existing(cloud, renamed)


def test_a_protected_table_that_is_to_go_is_kept_with_the_way_to_take_the_protection_off(sample, cloud, sample_stage):
    stage = sample_stage
    stage.write(protection=True)
    sample(stage, "deploy").expect(DONE)
    stage.write(tables=[f"others-{stage.name}"])
    sample(stage, "deploy").expect(DONE)
    advice = f"aws dynamodb update-table --table-name {stage.table} --no-deletion-protection-enabled"
    sample(stage, "plan", "--detailed-exitcode").expect(DONE)
    asked = sample(stage, "plan", "--detailed-exitcode", "--delete-data").expect(CHANGES_PENDING)
    deploy = sample(stage, "deploy", "--delete-data").expect(DONE)
    destroy = sample(stage, "destroy", "--delete-data").expect(FAILED)
    for run in (asked, deploy, destroy):
        assert advice in " ".join((run.stdout + run.stderr).split())
    cloud.dynamodb.update_table(TableName=stage.table, DeletionProtectionEnabled=False)
    sample(stage, "destroy", "--delete-data").expect(DONE)
    assert existing(cloud, stage) == []


def test_what_belongs_to_a_function_that_is_taken_over_is_in_the_plan_that_takes_it_over(
        sample, cloud, hand, deployed_sample):
    stage = deployed_sample
    make_alias(hand, stage)
    cloud.function.untag_resource(
        Resource=cloud.function.get_function(FunctionName=stage.function)["Configuration"]["FunctionArn"],
        TagKeys=[STACK_TAG, STAGE_TAG])
    sample(stage, "plan").expect(FAILED)
    gone = [f"release {stage.function}:by-hand", f"url {stage.function}:by-hand"]
    assert rows(sample(stage, "plan", "--json", "--adopt", f"function {stage.function}").expect(DONE), "delete") == gone
    sample(stage, "deploy", "--adopt", f"function {stage.function}").expect(DONE)
    sample(stage, "plan", "--detailed-exitcode").expect(DONE)


def test_a_rollback_is_no_deploy_and_removes_nothing(sample, cloud, hand, proxy, deployed_sample):
    stage = deployed_sample
    stage.write(tables=[f"others-{stage.name}"], role=f"other-role-{stage.name}")
    sample(stage, "deploy").expect(DONE)
    make_alias(hand, stage)
    stage.write(tables=[f"others-{stage.name}"], role=f"other-role-{stage.name}", urls=[])
    before = existing(cloud, stage)
    with proxy.recording() as calls:
        sample(stage, "rollback").expect(DONE)
    assert [call.action for call in calls if call.is_write] == ["UpdateAlias"]
    assert existing(cloud, stage) == before
