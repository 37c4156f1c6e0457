"""Resources that are no longer described are shown and deleted; resources that are not this stage's never are."""

import dataclasses
import json
from collections.abc import Callable

import pytest

from program import CHANGES_PENDING, DONE
from proxy import writes
from sample import ALIAS, SampleStage, existing
from subjects import query, subject

pytestmark = pytest.mark.usefixtures("as_aws_answers")
OPEN = {"Principal": "*", "Action": "lambda:InvokeFunctionUrl", "FunctionUrlAuthType": "NONE"}
RUN = {"Principal": "*", "Action": "lambda:InvokeFunction", "InvokedViaFunctionUrl": True}
IDS = ["FunctionURLAllowPublicAccess", "FunctionURLInvokeAllowPublicAccess"]


# The changes that leave resources without a description, by settings and by hand.


def nothing_by_hand(hand, stage):
    """Changes nothing by hand."""


def make_alias(hand, stage):
    """Makes a second alias with a public URL."""
    hand.create_alias(FunctionName=stage.function, Name="by-hand", FunctionVersion="1")
    make_url(hand, stage, Qualifier="by-hand")


def make_url(hand, stage, **qualifier):
    """Makes a public URL."""
    hand.create_function_url_config(FunctionName=stage.function, AuthType="NONE", **qualifier)
    for statement, words in zip(IDS, (OPEN, RUN)):
        hand.add_permission(FunctionName=stage.function, StatementId=statement, **words, **qualifier)


def leave_statements(hand, stage):
    """Deletes a URL by hand, but not its permission statements."""
    hand.delete_function_url_config(FunctionName=stage.function, Qualifier=ALIAS)


@dataclasses.dataclass(frozen=True)
class Case:
    """A change that leaves resources without a description, and which of them a deploy deletes."""

    words: str
    #: The changed settings after the change; `STAGE` stands for the stage's name.
    after: dict
    #: The resources that are deleted, as `kind name`.
    gone: list[str]
    #: The changed settings before the change.
    before: dict = dataclasses.field(default_factory=dict)
    by_hand: Callable = nothing_by_hand
    #: The resources that are kept, though they are no longer described.
    kept: tuple[str, ...] = ()

    def named(self, stage: SampleStage) -> "Case":
        """The case with the stage's name filled in."""
        values = json.loads(json.dumps([self.after, self.gone, self.before, self.kept]).replace("STAGE", stage.name))
        return dataclasses.replace(self, after=values[0], gone=values[1], before=values[2], kept=tuple(values[3]))


FUNCTION = ["function counter-STAGE", "logGroup /aws/lambda/counter-STAGE", "release counter-STAGE:live", "url counter-STAGE:live"]
NEW_FUNCTION = {"functions": ["other-STAGE"], "logGroups": ["other-STAGE"]}
CASES = [
    Case("the URL", {"urls": []}, ["url counter-STAGE:live"]),
    Case("the alias, with its URL", {"aliases": ["next"], "urls": ["next"]},
         ["release counter-STAGE:live", "url counter-STAGE:live"]),
    Case("one of two aliases", {}, ["release counter-STAGE:old"], before={"aliases": [ALIAS, "old"]}),
    Case("the function, with all that belongs to it", NEW_FUNCTION, FUNCTION),
    Case("the role", {"role": "other-role-STAGE"}, ["role role-STAGE"]),
    Case("role and function at once", {**NEW_FUNCTION, "role": "other-role-STAGE"}, [*FUNCTION, "role role-STAGE"]),
    Case("the table", {"tables": ["others-STAGE"]}, [], kept=("table visits-STAGE",)),
    Case("everything but the role's name", {**NEW_FUNCTION, "tables": ["others-STAGE"]}, FUNCTION,
         kept=("table visits-STAGE",)),
    Case("the log group", {"logGroups": []}, ["logGroup /aws/lambda/counter-STAGE"]),
    Case("one of two functions", {"functions": ["counter-STAGE"], "logGroups": ["counter-STAGE"]},
         ["function second-STAGE", "logGroup /aws/lambda/second-STAGE", "release second-STAGE:live", "url second-STAGE:live"],
         before={"functions": ["counter-STAGE", "second-STAGE"], "logGroups": ["counter-STAGE", "second-STAGE"]}),
    Case("the role of two functions", {"functions": ["counter-STAGE", "second-STAGE"], "role": "other-role-STAGE"},
         ["role role-STAGE"], before={"functions": ["counter-STAGE", "second-STAGE"]}),
    Case("an alias by hand, with a URL", {}, ["release counter-STAGE:by-hand", "url counter-STAGE:by-hand"],
         by_hand=make_alias),
    Case("a URL of the unqualified function", {}, ["url counter-STAGE"], by_hand=make_url),
    Case("statements that a URL left behind", {"urls": []}, ["url counter-STAGE:live"], by_hand=leave_statements),
]
each_case = pytest.mark.parametrize("case", CASES, ids=[case.words for case in CASES])
#: The cases that also test a destroy: other resources block the deletion, or are the only way to find the resource.
of_removal = [case for case in CASES if case.by_hand is not nothing_by_hand or "role" in case.words or case.kept]


def bring_about(sample, hand, stage, case) -> Case:
    """Deploys the settings before the change, then makes the change."""
    case = case.named(stage)
    stage.write(**case.before)
    sample(stage, "deploy").expect(DONE)
    case.by_hand(hand, stage)
    stage.write(**case.after)
    return case


def rows(run, *actions) -> list[str]:
    """The undescribed resources of a plan or status that have one of the actions."""
    return sorted(f"{step['kind']} {step['name']}" for step in run.json["steps"]
                  if step.get("isUndescribed") and step["action"] in actions)


def assert_in_order(calls) -> None:
    """Asserts the order: changes, then deletions of URLs, of their aliases, of functions, and of their log groups."""
    places = {}
    for place, call in enumerate(call for call in calls if call.is_write):
        alias = query(call).get("Qualifier") or (call.path.rpartition("/")[2] if call.action == "DeleteAlias" else "")
        places[call.action, subject(call), alias] = place
    making = [place for (action, _, _), place in places.items() if not action.startswith(("Delete", "Remove", "Untag"))]
    assert max(making, default=-1) < min((places[key] for key in places if key[0] in LAST), default=len(places)), places
    for (action, function, alias), place in places.items():
        if action == "DeleteFunctionUrlConfig":
            assert place < places.get(("DeleteAlias", function, alias), len(calls)), places
        if action in ("DeleteFunctionUrlConfig", "DeleteAlias"):
            assert place < places.get(("DeleteFunction", function, ""), len(calls)), places


#: The deletions that come after all changes.
LAST = {"DeleteFunctionUrlConfig", "DeleteAlias", "DeleteFunction", "DeleteLogGroup", "DeleteTable"}


@each_case
def test_what_leaves_the_description_is_shown_named_and_removed(
        sample, cloud, proxy, policies, hand, sample_stage, case):
    stage = sample_stage
    case = bring_about(sample, hand, stage, case)
    with proxy.recording() as looks:
        plan = sample(stage, "plan", "--json", "--detailed-exitcode").expect(CHANGES_PENDING)
        text = sample(stage, "plan").expect(DONE).stdout
        status = sample(stage, "status", "--json").expect(DONE)
        words = sample(stage, "status").expect(DONE).stdout
    # A URL is never wrapped.
    assert all(len(line) <= 80 for line in (text + words).splitlines() if "://" not in line)
    assert writes(looks) == []
    assert rows(plan, "delete") == rows(status, "delete") == sorted(case.gone)
    assert rows(plan, "none") == rows(status, "none") == sorted(case.kept)
    assert status.json["drifted"] and "Deployed, but " in words
    for name in [*case.gone, *case.kept]:
        kind, _, name = name.partition(" ")
        line, = [line for line in text.splitlines() if line.split()[1:3] == [kind, name] and line.split()[0] in "-="]
        sign = "-" if f"{kind} {name}" in case.gone else "="
        assert line.split()[0] == sign, line
        assert name in words
    unwrapped = " ".join(text.split())
    assert "no longer described" in unwrapped and (
        ("PUBLIC, no longer described" in unwrapped) == any(name.startswith("url") for name in case.gone)
        or case.by_hand is leave_statements)
    if case.kept:
        assert f"made empty: the data stays behind in {case.kept[0]}" in unwrapped

    with proxy.recording() as calls:
        sample(stage, "deploy").expect(DONE)
    assert_in_order(calls)
    left = existing(cloud, stage)
    assert not set(case.gone) & set(left) and set(case.kept) <= set(left)
    for alias in (None, ALIAS):
        described = f"url {stage.function}:{alias}" in left
        assert policies.ids(stage.function, alias) == (IDS if described else [])

    after = sample(stage, "plan", "--json", "--detailed-exitcode").expect(DONE)
    assert rows(after, "delete", "none") == sorted(case.kept)
    text = " ".join(sample(stage, "plan").expect(DONE).stdout.split())
    assert ("Everything is as described." in text) == (not case.kept)
    for name in case.kept:
        assert "no longer described, kept, it holds data: --delete-data removes it" in text and name.split()[1] in text
    sample(stage, "deploy", "--delete-data").expect(DONE)
    assert not set(case.kept) & set(existing(cloud, stage))
    sample(stage, "destroy", "--delete-data").expect(DONE)
    assert existing(cloud, stage) == []


@pytest.mark.parametrize("case", of_removal, ids=[case.words for case in of_removal])
def test_a_removal_of_the_stack_takes_with_it_what_left_the_description(
        sample, cloud, proxy, hand, sample_stage, case):
    stage = sample_stage
    case = bring_about(sample, hand, stage, case)
    with proxy.recording() as calls:
        run = sample(stage, "destroy").expect(DONE)
    assert_in_order(calls)
    tables = [name for name in existing(cloud, stage)]
    assert all(name.startswith("table ") for name in tables) and set(case.kept) <= set(tables)
    for name in case.kept:
        assert f"{name.split()[1]} no longer described, kept, it holds data" in " ".join(run.stdout.split())
    sample(stage, "destroy", "--delete-data").expect(DONE)
    assert existing(cloud, stage) == []
