"""A stack's life cycle with AWS's real shapes and delays: each plan is right, and reports none of AWS's defaults."""

import contextlib
import re

from aws_answers import edited, succeeded
from gaps_dynamodb import BackupsLater, TableStates, TagsLater
from gaps_iam import DeleteConflict, RoleNotAssumable, RoleUnseen
from gaps_lambda import FunctionStates
from gaps_logs import LogGroupReborn
from gaps_policy import PolicyRules, URLNeedsBothStatements
from kinds import TAGGED
from program import CHANGES_PENDING, DONE
from proxy import Answer
from real_shapes import RealShapes, notices
from stage import (
    ALIAS, MEMORY_KEY, ORIGINS_KEY, PAGES_KEY, PROTECTION_KEY, RESOURCES, RETENTION_KEY, TAGS_KEY, marked)
from visits import Visitor

SECONDS = 0.3


class NewTagsLater:
    """The first reads of a new role or function show no tags; `TagsLater` does the same for tables and log groups."""

    def __init__(self, looks: int):
        self.looks = looks
        self._left: dict[str, int] = {}

    def __call__(self, call, forward):
        answer = forward()
        if call.action in ("CreateRole", "CreateFunction") and succeeded(answer):
            self._left[call.service] = self.looks
        if call.action not in ("GetRole", "ListTags") or not succeeded(answer) or not self._left.get(call.service):
            return answer
        self._left[call.service] -= 1
        if call.action == "ListTags":
            return edited(answer, lambda value: value.update(Tags={}))
        return Answer(answer.status, answer.headers, re.sub(rb"<Tags>.*?</Tags>", b"<Tags></Tags>", answer.body))


class NewVersionPending:
    """A new version is Pending in the first reads through the alias."""

    def __init__(self, looks: int):
        self.looks = looks
        self._left = 0

    def __call__(self, call, forward):
        answer = forward()
        if call.action in ("CreateAlias", "UpdateAlias") and succeeded(answer):
            self._left = self.looks
        if call.action != "GetFunction" or f"Qualifier={ALIAS}" not in call.query or not succeeded(answer):
            return answer
        if self._left == 0:
            return answer
        self._left -= 1
        return edited(answer, lambda value: value["Configuration"].update(
            State="Pending", StateReason="The function is being created.", StateReasonCode="Creating"))


@contextlib.contextmanager
def as_on_aws(proxy, *clouds):
    """Within the block, the local AWS answers with AWS's shapes and delays, in the regions of the clouds."""
    shapes = RealShapes()
    delays = [
        TableStates(unseen=SECONDS, creating=SECONDS, updating=SECONDS, deleting=SECONDS), BackupsLater(SECONDS),
        TagsLater(3 * SECONDS), NewTagsLater(3), RoleUnseen(SECONDS), RoleNotAssumable(2 * SECONDS),
        DeleteConflict(SECONDS), FunctionStates(pending=SECONDS, updating=SECONDS), NewVersionPending(2)]
    with contextlib.ExitStack() as rules:
        rules.enter_context(proxy.playing(shapes, *delays))
        for cloud in clouds:
            functions = cloud.function
            for handler in (LogGroupReborn(cloud.logs), PolicyRules(functions), URLNeedsBothStatements(functions)):
                rules.enter_context(proxy.rule(_in_region(functions.meta.region_name), handler))
        yield shapes


def _in_region(region: str):
    """Matches the calls and visits of a region."""
    return lambda call: f"/{region}/" in call.headers.get("authorization", "") or f".{region}." in call.headers["host"]


def changed(run) -> dict[str, list[str]]:
    """The changes of a plan in JSON, by kind: the properties of an update, or the action."""
    return {step["kind"]: [change["property"] for change in step["changes"]] if step["action"] == "update"
            else [step["action"]] for step in run.json["steps"] if step["action"] != "none"}


def assert_at_rest(counter, stage) -> None:
    """Asserts that everything is as described, in text and in JSON, without any notices."""
    plan = counter.plan(stage, "--detailed-exitcode").expect(DONE)
    status = counter("status", *stage.arguments, "--json").expect(DONE)
    assert [*notices(plan), *notices(status)] == []
    assert "No changes. Everything is as described." in plan.stdout
    assert status.json["drifted"] is False and changed(status) == {} and len(status.json["steps"]) == RESOURCES
    assert [step for step in status.json["steps"] if set(step) != {"kind", "name", "action", "changes"}] == []


#: Successive changes of the settings, and the changes that a plan must show for each resource.
UPDATES = [
    ({MEMORY_KEY: 256}, {"function": ["memory"], "release": ["memory"]}),
    ({PAGES_KEY: ["main_page", "contact"]}, {
        "role": ["permissions"], "function": ["environment.PAGES"], "release": ["environment.PAGES"]}),
    ({RETENTION_KEY: 30}, {"logGroup": ["retention"]}),
    ({ORIGINS_KEY: ["https://other.example"]}, {"url": ["cors.origins"]}),
    ({PROTECTION_KEY: True}, {"table": ["deletionProtection", "pointInTimeRecovery"]}),
    ({TAGS_KEY: {"CostCenter": "42"}}, dict.fromkeys([kind.json_name for kind in TAGGED], ["tags.CostCenter"])),
    ({PROTECTION_KEY: False}, {"table": ["deletionProtection", "pointInTimeRecovery"]}),
    ({RETENTION_KEY: None}, {"logGroup": ["retention"]}),
]


def test_the_life_of_a_stack_with_the_real_shapes_of_the_answers_of_aws(counter, cloud, proxy, stage):
    with as_on_aws(proxy, cloud) as shapes:
        first = counter.plan(stage, "--detailed-exitcode", "--json").expect(CHANGES_PENDING)
        assert [step["action"] for step in first.json["steps"]] == ["create"] * RESOURCES
        url = counter.deploy(stage, "--json").expect(DONE).json["outputs"]["url"]
        assert_at_rest(counter, stage)
        assert Visitor(url).visit() == 1

        settings: dict = {}
        for count, (change, expected) in enumerate(UPDATES, start=2):
            settings |= change
            stage.write(**settings)
            assert changed(counter.plan(stage, "--detailed-exitcode", "--json").expect(CHANGES_PENDING)) == expected
            run = counter.deploy(stage, "--json").expect(DONE)
            assert changed(run) == expected and run.json["outputs"]["url"] == url and notices(run) == []
            assert_at_rest(counter, stage)
            assert Visitor(url).visit() == count
        assert cloud.tags(stage)["table"] == marked(stage, {"CostCenter": "42"})
        assert Visitor(url).visit("/?page=contact") == 1

        counter("rollback", *stage.arguments, "--yes").expect(DONE)
        back = counter.plan(stage, "--detailed-exitcode", "--json").expect(CHANGES_PENDING)
        assert changed(back) == {"release": ["environment.PAGES"]} and notices(back) == []
        assert Visitor(url).visit("/?page=about") == 1
        counter.deploy(stage).expect(DONE)
        assert_at_rest(counter, stage)

        counter.destroy(stage, "--delete-data").expect(DONE)
        assert cloud.left(stage) == {}
        again = counter.deploy(stage, "--json").expect(DONE).json["outputs"]["url"]
        assert_at_rest(counter, stage)
        assert Visitor(again).visit() == 1
        counter.destroy(stage, "--delete-data").expect(DONE)
        assert cloud.left(stage) == {}
    assert {"dynamodb:DescribeTable", "iam:GetRole", "lambda:GetFunction", "lambda:GetFunctionUrlConfig",
            "logs:DescribeLogGroups", "tagging:GetResources"} <= shapes.played
