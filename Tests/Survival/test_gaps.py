"""Behaviour of AWS that the local AWS lacks: the deployer copes with each in one run."""

import threading

import botocore.exceptions
import pytest

import deployment
from gaps_dynamodb import BackupsLater, DenialsAs400, TableStates, TagsLater, TimeToLiveLock
from gaps_iam import DeleteConflict, RoleNotAssumable, RoleUnseen
from gaps_lambda import FunctionStates, Revisions
from gaps_logs import LogGroupReborn
from gaps_policy import LostStatements, PolicyRules, URLNeedsBothStatements
from lives import met
from local_aws import LocalAWS
from program import DONE, FAILED
from stage import ALIAS
from visits import Visitor

SECONDS = 1.5


def assert_came_through(life, run, calls, gap, expected):
    """Asserts that the gap was met, that one run was enough, and that the result is the same as without the gap."""
    run.expect(DONE)
    assert met(calls, gap.name), f"{gap.name} was never played:\n" + "\n".join(map(str, calls))
    assert life.snapshot() == expected
    life.assert_at_rest()


@pytest.mark.parametrize("gap", [
    TableStates(unseen=0, creating=SECONDS),
    TableStates(unseen=SECONDS, creating=0),
    TagsLater(SECONDS),
    RoleNotAssumable(SECONDS),
    RoleUnseen(SECONDS),
    FunctionStates(pending=SECONDS),
], ids=["a table CREATING", "a table that cannot be seen yet", "tags that cannot be seen yet",
        "a role that cannot be assumed yet", "a role that cannot be seen yet", "a function Pending"])
def test_a_fresh_deploy_waits_for(gap, life, undisturbed):
    with life.under(gap) as calls:
        run = life.deploy()
    assert_came_through(life, run, calls, gap, undisturbed["deploy"])


def test_a_progress_line_says_what_is_waited_for(life):
    with life.under(RoleNotAssumable(SECONDS)):
        run = life.deploy().expect(DONE)
    assert "role not assumable yet" in run.stdout + run.stderr


def test_backups_that_are_not_available_yet_are_waited_for(life):
    life.stage.write(protection=True)
    gap = BackupsLater(SECONDS)
    with life.under(TableStates(creating=0.3, updating=0.3), gap) as calls:
        run = life.deploy()
    run.expect(DONE)
    assert met(calls, gap.name)
    table = life.snapshot()["table"]
    assert (table["recovery"], table["protected"]) == ("ENABLED", True)
    life.assert_at_rest()


def test_a_table_that_is_updating_takes_no_other_change_and_each_comes_in_its_turn(life):
    life.deploy().expect(DONE)
    life.stage.write(protection=True)
    gap = TableStates(updating=SECONDS)
    with life.under(gap) as calls:
        life.deploy().expect(DONE)
    assert met(calls, gap.name)
    table = life.snapshot()["table"]
    assert (table["recovery"], table["protected"]) == ("ENABLED", True)
    life.assert_at_rest()


def test_an_update_in_progress_is_waited_for_before_the_next_write(life, undisturbed):
    life.deploy().expect(DONE)
    life.change()
    gap = FunctionStates(updating=SECONDS)
    with life.under(gap) as calls:
        run = life.deploy()
    assert_came_through(life, run, calls, gap, undisturbed["update"])


def test_an_update_that_someone_else_started_is_waited_for(life, undisturbed):
    gap = FunctionStates(updating=SECONDS)
    with life.under(gap) as calls:
        life.deploy().expect(DONE)
        life.change()
        # Someone else's update, just before ours.
        functions = life.cloud.function
        functions.update_function_configuration(FunctionName=life.stage.function, Timeout=11)
        gap.updating.begin(life.stage.function)
        run = life.deploy()
    assert_came_through(life, run, calls, gap, undisturbed["update"])


def test_a_table_that_is_deleting_is_waited_for_when_it_is_removed(life):
    life.deploy().expect(DONE)
    gap = TableStates(deleting=SECONDS)
    with life.under(gap) as calls:
        life.destroy().expect(DONE)
    assert met(calls, gap.name)
    assert not gap.deleting.holds(life.stage.table), "the removal ended before the table was gone"
    assert life.cloud.left(life.stage) == {}


def test_a_table_that_is_still_deleting_is_waited_for_when_it_is_made_again(life, undisturbed):
    life.deploy().expect(DONE)
    gap = TableStates(creating=0, deleting=3)
    with life.under(gap) as calls:
        life.deploy().expect(DONE)
        _client(life, "dynamodb").delete_table(TableName=life.stage.table)
        run = life.deploy()
    assert_came_through(life, run, calls, gap, undisturbed["deploy"])


def test_a_role_that_still_seems_to_have_a_policy_is_removed_a_moment_later(life):
    life.deploy().expect(DONE)
    gap = DeleteConflict(SECONDS)
    with life.under(gap) as calls:
        life.destroy().expect(DONE)
    assert met(calls, gap.name)
    assert life.cloud.left(life.stage) == {}


def test_a_log_group_that_comes_back_while_it_is_removed_is_removed_again(life):
    life.deploy().expect(DONE)
    gap = LogGroupReborn(life.cloud.logs)
    with life.under(gap) as calls:
        life.destroy().expect(DONE)
    assert met(calls, gap.name)
    assert life.cloud.left(life.stage) == {}


def test_a_log_group_that_came_back_later_is_named_and_taken_over_on_request(life, undisturbed):
    life.deploy().expect(DONE)
    gap = LogGroupReborn(life.cloud.logs, seconds=1)
    with life.under(gap) as calls:
        life.destroy().expect(DONE)
    gap.wait()
    assert met(calls, gap.name)
    assert set(life.cloud.left(life.stage)) == {"log group"}
    refused = life.deploy().expect(FAILED)
    assert f"--adopt {life.stage.log_group}" in " ".join(refused.stderr.split())
    assert set(life.cloud.left(life.stage)) == {"log group"}
    life.deploy("--adopt", life.stage.log_group).expect(DONE)
    assert life.snapshot() == undisturbed["deploy"]
    life.assert_at_rest()


def test_an_emptied_policy_is_none_and_is_filled_again(life, undisturbed):
    rules = PolicyRules(life.cloud.function)
    life.deploy().expect(DONE)
    for statement in life.cloud.statements(life.stage):
        life.cloud.function.remove_permission(
            FunctionName=life.stage.function, StatementId=statement["Sid"], Qualifier=ALIAS)
    with life.under(rules) as calls:
        run = life.deploy()
    assert_came_through(life, run, calls, rules, undisturbed["deploy"])


def test_what_is_given_with_a_write_is_checked_and_passes_where_nobody_else_writes(life, undisturbed):
    with life.under(Revisions(life.cloud.function), PolicyRules(life.cloud.function)) as calls:
        life.deploy().expect(DONE)
        life.change()
        life.deploy().expect(DONE)
    assert not [call for call in calls if call.status == 412]
    assert any(b"RevisionId" in call.body for call in calls if call.action == "PublishVersion")
    assert life.snapshot() == undisturbed["update"]


def test_a_function_that_moved_before_its_version_was_published_is_looked_at_again(life, undisturbed):
    revisions = Revisions(life.cloud.function)
    moved = threading.Event()

    def move_once(call, forward):
        if call.action == "PublishVersion" and not moved.is_set():
            moved.set()
            life.cloud.function.update_function_configuration(FunctionName=life.stage.function, Timeout=99)
            life.cloud.wait_for_function(life.stage)
        return forward()

    with life.under(move_once, revisions) as calls:
        run = life.deploy()
    # The release serves what is described. The function was done before, so its change is drift for the next run.
    assert met(calls, revisions.name)
    if run.exit_code != DONE or life.snapshot() != undisturbed["deploy"]:
        life.deploy().expect(DONE)
    assert life.snapshot()["function"] == undisturbed["deploy"]["function"]
    assert life.snapshot()["url"] == undisturbed["deploy"]["url"]
    life.assert_at_rest()


def test_no_two_writes_to_a_policy_are_under_way_at_once_so_that_none_is_lost(life, undisturbed):
    gap = LostStatements()
    with life.under(gap) as calls:
        life.deploy().expect(DONE)
    assert len([call for call in calls if call.action == "AddPermission"]) == 2
    assert not met(calls, gap.name), "two writes to the policy were under way at once"
    assert life.snapshot() == undisturbed["deploy"]


def test_of_two_writes_to_a_policy_at_once_one_is_lost(life):
    life.deploy().expect(DONE)
    client = _client(life, "lambda")
    with life.under(LostStatements(0.5)) as calls:
        threads = [threading.Thread(target=lambda name=name: client.add_permission(
            FunctionName=life.stage.function, StatementId=name, Action="lambda:InvokeFunction", Principal="*"))
            for name in ("one", "other")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(met(calls, "LostStatements")) == 1


def test_the_url_is_open_since_both_statements_exist_and_closed_without_either(new_life):
    life = new_life(function=deployment.built(deployment.FUNCTION))
    gap = URLNeedsBothStatements(life.cloud.function)
    # Not `under`, which ignores visits.
    with life.proxy.rule(lambda call: True, gap):
        url = life.deploy("--json").expect(DONE).json["outputs"]["url"]
        visitor = Visitor(url, life.proxy.port)
        assert visitor.visit() == 1
        for statement in life.cloud.statements(life.stage):
            life.cloud.function.remove_permission(
                FunctionName=life.stage.function, StatementId=statement["Sid"], Qualifier=ALIAS)
            response, body = visitor.ask()
            assert response.status == 403 and b"urls-auth" in body
            life.deploy().expect(DONE)
            assert visitor.ask()[0].status == 200
    assert life.cloud.views(life.stage) == 3


def test_a_url_condition_on_the_other_action_is_refused_as_at_aws(life):
    life.deploy().expect(DONE)
    with life.under(PolicyRules(life.cloud.function)):
        with pytest.raises(botocore.exceptions.ClientError, match="only supported for lambda:InvokeFunctionUrl"):
            _client(life, "lambda").add_permission(
                FunctionName=life.stage.function, StatementId="a", Action="lambda:InvokeFunction", Principal="*",
                FunctionUrlAuthType="NONE")


def test_a_ttl_that_is_set_to_what_it_is_or_again_too_soon_is_refused_as_at_aws(life):
    life.deploy().expect(DONE)
    dynamodb = _client(life, "dynamodb")

    def switch(enabled: bool) -> None:
        dynamodb.update_time_to_live(
            TableName=life.stage.table,
            TimeToLiveSpecification={"Enabled": enabled, "AttributeName": "expires"})

    with life.under(TimeToLiveLock(life.cloud.dynamodb)):
        switch(True)
        with pytest.raises(botocore.exceptions.ClientError, match="already enabled"):
            switch(True)
        with pytest.raises(botocore.exceptions.ClientError, match="modified multiple times"):
            switch(False)
        # The stack describes none, so a deploy switches it off, which AWS takes in an hour.
        run = life.deploy().expect(FAILED)
        assert "Deploy again in an hour" in " ".join(run.stderr.split())
    life.deploy().expect(DONE)
    life.assert_at_rest()


def test_who_may_not_use_dynamodb_is_reported_so_though_it_is_a_400(life):
    iam = life.cloud.iam
    iam.create_user(UserName="no-tables")
    iam.put_user_policy(UserName="no-tables", PolicyName="most", PolicyDocument=(
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},'
        '{"Effect":"Deny","Action":"dynamodb:*","Resource":"*"}]}'))
    key = iam.create_access_key(UserName="no-tables")["AccessKey"]
    with life.under(DenialsAs400()) as calls:
        run = life.deploy(AWS_ACCESS_KEY_ID=key["AccessKeyId"], AWS_SECRET_ACCESS_KEY=key["SecretAccessKey"])
    run.expect(FAILED)
    assert [call.status for call in met(calls, "DenialsAs400")]
    assert {call.status for call in met(calls, "DenialsAs400")} == {400}
    assert "AccessDenied" in run.stderr and life.stage.table in run.stderr
    assert life.cloud.left(life.stage) == {}


def _client(life, service: str):
    """A boto3 client that calls through the life's proxy."""
    return LocalAWS._client(service, life.proxy.endpoint, life.keys)
