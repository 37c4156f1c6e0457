"""Ownership while tags lag: what a killed run made is ours, and what someone else makes is never deleted."""

import threading

import pytest

from aws_answers import edited, refusal, succeeded
from deployers import Running
from gaps_dynamodb import TableStates
from program import DONE
from stage import ALIAS
from test_ownership import foreign_table


class TagsHidden:
    """While `holds()` is true, a table shows no tags, or DynamoDB refuses to list them, as for an unknown table."""

    def __init__(self, holds, are_denied: bool = True):
        self.holds, self.are_denied = holds, are_denied

    def __call__(self, call, forward):
        if call.action != "ListTagsOfResource" or not self.holds():
            return forward()
        if self.are_denied:
            return refusal(
                call, 400, "AccessDeniedException", "Access denied. The user is not authorized to access this resource.")
        return edited(forward(), lambda value: value.update(Tags=[]))


class KilledAfter:
    """A handler that kills the first run after a call was carried out and before it is answered."""

    def __init__(self, action: str):
        self.action = action
        self._doomed: Running | None = None
        self._started = threading.Event()

    def run(self, *arguments) -> None:
        """Runs the program until it is killed."""
        self._doomed = Running(*arguments)
        self._started.set()
        assert self._doomed.finish().exit_code < 0
        self._doomed = None

    def __call__(self, call, forward):
        answer = forward()
        self._started.wait()
        if call.action == self.action and self._doomed:
            self._doomed.kill()
            raise ConnectionAbortedError
        return answer


@pytest.mark.parametrize("command", ["deploy", "plan"])
@pytest.mark.parametrize("tags", ["none", "denied"])
def test_a_run_that_was_killed_right_after_it_made_the_table_continues_by_itself(
        counter, cloud, proxy, stage, command, tags):
    states = TableStates(creating=2)
    killed = KilledAfter("CreateTable")
    hidden = TagsHidden(lambda: states.creating.holds(stage.table), are_denied=tags == "denied")
    with proxy.playing(killed, states, hidden):
        killed.run(counter, "deploy", *stage.arguments, "--function", str(counter.function), "--yes")
        assert states.creating.holds(stage.table)
        if command == "plan":
            plan = counter.plan(stage, "--json").expect(DONE).json
            table, = (step for step in plan["steps"] if step["kind"] == "table")
            assert table["action"] == "none" and "isForeign" not in table
        counter.deploy(stage).expect(DONE)
    counter.plan(stage, "--detailed-exitcode").expect(DONE)


class LateTags:
    """The first reads of a new log group show no tags."""

    def __init__(self, looks: int):
        self.looks = looks
        self._is_made = False

    def __call__(self, call, forward):
        answer = forward()
        if call.action == "CreateLogGroup":
            self._is_made = True
        if call.action != "ListTagsForResource" or not self._is_made or not self.looks:
            return answer
        self.looks -= 1
        return edited(answer, lambda value: value.update(tags={}))


@pytest.mark.parametrize("command", ["deploy", "plan", "destroy"])
def test_a_run_that_was_killed_right_after_it_made_the_log_group_continues_by_itself(
        counter, cloud, proxy, stage, command):
    killed, late = KilledAfter("CreateLogGroup"), LateTags(looks=4)
    with proxy.playing(killed, late):
        killed.run(counter, "deploy", *stage.arguments, "--function", str(counter.function), "--yes")
        assert "log group" in cloud.left(stage) and late.looks == 4
        if command == "plan":
            plan = counter.plan(stage, "--json").expect(DONE).json
            group, = (step for step in plan["steps"] if step["kind"] == "logGroup")
            assert group["action"] in ("none", "update") and "isForeign" not in group
        elif command == "deploy":
            counter.deploy(stage).expect(DONE)
        else:
            counter.destroy(stage, "--delete-data").expect(DONE)
            assert not cloud.left(stage)
    assert late.looks == 0


@pytest.mark.parametrize("command", ["deploy", "destroy"])
def test_a_table_that_is_deleting_and_whose_tags_are_denied_is_leaving(
        counter, cloud, local_aws, proxy, stage, command):
    counter.deploy(stage).expect(DONE)
    states = TableStates(creating=0, deleting=2)
    with proxy.playing(TagsHidden(lambda: states.deleting.holds(stage.table)), states):
        local_aws.client("dynamodb", proxy.endpoint).delete_table(TableName=stage.table)
        status = counter("status", *stage.arguments, "--json").expect(DONE).json
        assert not [step for step in status["steps"] if step.get("isForeign")]
        if command == "deploy":
            counter.deploy(stage).expect(DONE)
        else:
            counter.destroy(stage, "--delete-data").expect(DONE)
        assert not states.deleting.holds(stage.table), "it did not wait until the table was gone"
    assert set(cloud.left(stage)) == (
        {"table", "role", "function", "url", "log group"} if command == "deploy" else set())


def test_an_untagged_table_that_someone_else_makes_while_destroy_runs_is_not_touched(counter, cloud, proxy, stage):
    counter.deploy(stage).expect(DONE)

    def stranger(call, forward):
        answer = forward()
        if call.action == "DeleteTable" and succeeded(answer):
            foreign_table(cloud, stage, {})
        return answer

    with proxy.playing(stranger), proxy.recording() as calls:
        counter.destroy(stage, "--delete-data").expect(DONE)
    assert [call.action for call in calls].count("DeleteTable") == 1
    assert set(cloud.left(stage)) == {"table"} and cloud.tags(stage)["table"] == {}


def test_a_public_policy_that_may_not_be_written_stops_no_removal(counter, cloud, proxy, stage):
    counter.deploy(stage).expect(DONE)

    def refuse(call, forward):
        return refusal(
            call, 400, "PublicPolicyException",
            "Lambda prevented your policy from being created because it would still be public.")

    with proxy.rule(lambda call: call.action == "RemovePermission", refuse), proxy.recording() as calls:
        run = counter.destroy(stage, "--delete-data").expect(DONE)
    assert "RemovePermission" in [call.action for call in calls]
    assert cloud.left(stage) == {} and cloud.statements(stage) == []
    assert f"visitor-counter-{stage.name}:{ALIAS}" in run.stdout
