"""What leaves the description is shown, named and removed; what is not this stage's own never is."""

import dataclasses
import itertools
import json
from collections.abc import Callable

import pytest

from deployment import built
from listed import TaggedResources, is_search
from local_aws import ACCOUNT, REGION
from policies import Policies
from program import CHANGES_PENDING, DONE, FAILED, Counter
from proxy import error_answer, writes
from sample import ALIAS, PROGRAM, Sample, SampleStage, standing
from stage import STACK_TAG, STAGE_TAG
from tiny_function import write_tiny_function

_numbers = itertools.count(1)
OPEN = {"Principal": "*", "Action": "lambda:InvokeFunctionUrl", "FunctionUrlAuthType": "NONE"}
RUN = {"Principal": "*", "Action": "lambda:InvokeFunction", "InvokedViaFunctionUrl": True}
IDS = ["FunctionURLAllowPublicAccess", "FunctionURLInvokeAllowPublicAccess"]


@pytest.fixture(scope="module")
def sample(local_aws, proxy, tmp_path_factory):
    """The sample stack's program, which sees the local AWS through the proxy."""
    home = tmp_path_factory.mktemp("sample")
    settings = {**local_aws.settings(), "AWS_ENDPOINT_URL": proxy.endpoint}
    return Sample(Counter(built(PROGRAM), home, settings, write_tiny_function(home)))


@pytest.fixture
def stage(tmp_path):
    """A stage of this test alone; nothing of it stands yet."""
    return SampleStage(f"renamed{next(_numbers):02}x", tmp_path)


@pytest.fixture(scope="module")
def policies():
    """The policies of all functions and aliases, each its own."""
    return Policies()


@pytest.fixture(autouse=True)
def as_aws_answers(cloud, proxy, policies):
    """A search finds log groups too, and each alias has a policy of its own."""
    with proxy.playing(policies), proxy.rule(is_search, TaggedResources(cloud)):
        yield


@pytest.fixture(scope="module")
def hand(local_aws, proxy):
    """Somebody at Lambda's console, who sees what the program sees."""
    return local_aws.client("lambda", proxy.endpoint)


# What leaves the description, in settings and by hand.


def nothing_by_hand(hand, stage):
    """Only the settings change."""


def make_alias(hand, stage):
    """A second alias with a URL that everyone may call."""
    hand.create_alias(FunctionName=stage.function, Name="by-hand", FunctionVersion="1")
    make_url(hand, stage, Qualifier="by-hand")


def make_url(hand, stage, **qualifier):
    """A URL that everyone may call."""
    hand.create_function_url_config(FunctionName=stage.function, AuthType="NONE", **qualifier)
    for statement, words in zip(IDS, (OPEN, RUN)):
        hand.add_permission(FunctionName=stage.function, StatementId=statement, **words, **qualifier)


def leave_statements(hand, stage):
    """A URL is removed by hand, its permissions are not."""
    hand.delete_function_url_config(FunctionName=stage.function, Qualifier=ALIAS)


@dataclasses.dataclass(frozen=True)
class Case:
    """Something that leaves the description of a stage, and what of it is to go."""

    words: str
    #: What the settings say otherwise afterwards; texts have `STAGE` for the stage's name.
    after: dict
    #: What goes, as `kind name`.
    gone: list[str]
    #: What the settings say otherwise before.
    before: dict = dataclasses.field(default_factory=dict)
    by_hand: Callable = nothing_by_hand
    #: What is made or changed besides.
    changes: bool = True
    #: What stays though it goes from the description.
    kept: tuple[str, ...] = ()

    def named(self, stage: SampleStage) -> "Case":
        """The same with the stage's name."""
        values = json.loads(json.dumps([self.after, self.gone, self.before, self.kept]).replace("STAGE", stage.name))
        return dataclasses.replace(self, after=values[0], gone=values[1], before=values[2], kept=tuple(values[3]))


FUNCTION = ["function counter-STAGE", "logs /aws/lambda/counter-STAGE", "release counter-STAGE:live", "url counter-STAGE:live"]
NEW_FUNCTION = {"functions": ["other-STAGE"], "logGroups": ["other-STAGE"]}
CASES = [
    Case("the URL", {"urls": []}, ["url counter-STAGE:live"], changes=False),
    Case("the alias, with its URL", {"aliases": ["next"], "urls": ["next"]},
         ["release counter-STAGE:live", "url counter-STAGE:live"]),
    Case("one of two aliases", {}, ["release counter-STAGE:old"], before={"aliases": [ALIAS, "old"]}, changes=False),
    Case("the function, with all that belongs to it", NEW_FUNCTION, FUNCTION),
    Case("the role", {"role": "other-role-STAGE"}, ["role role-STAGE"]),
    Case("role and function at once", {**NEW_FUNCTION, "role": "other-role-STAGE"}, [*FUNCTION, "role role-STAGE"]),
    Case("the table", {"tables": ["others-STAGE"]}, [], kept=("table visits-STAGE",)),
    Case("everything but the role's name", {**NEW_FUNCTION, "tables": ["others-STAGE"]}, FUNCTION,
         kept=("table visits-STAGE",)),
    Case("the log group", {"logGroups": []}, ["logs /aws/lambda/counter-STAGE"]),
    Case("one of two functions", {"functions": ["counter-STAGE"], "logGroups": ["counter-STAGE"]},
         ["function second-STAGE", "logs /aws/lambda/second-STAGE", "release second-STAGE:live", "url second-STAGE:live"],
         before={"functions": ["counter-STAGE", "second-STAGE"], "logGroups": ["counter-STAGE", "second-STAGE"]}),
    Case("the role of two functions", {"functions": ["counter-STAGE", "second-STAGE"], "role": "other-role-STAGE"},
         ["role role-STAGE"], before={"functions": ["counter-STAGE", "second-STAGE"]}),
    Case("an alias by hand, with a URL", {}, ["release counter-STAGE:by-hand", "url counter-STAGE:by-hand"],
         by_hand=make_alias, changes=False),
    Case("a URL of the unqualified function", {}, ["url counter-STAGE"], by_hand=make_url),
    Case("statements that a URL left behind", {"urls": []}, ["url counter-STAGE:live"], by_hand=leave_statements,
         changes=False),
]
each_case = pytest.mark.parametrize("case", CASES, ids=[case.words for case in CASES])


def bring_about(sample, hand, stage, case) -> Case:
    """Deploys what is described before, then writes what is described afterwards."""
    case = case.named(stage)
    stage.write(**case.before)
    sample(stage, "deploy").expect(DONE)
    case.by_hand(hand, stage)
    stage.write(**case.after)
    return case


def rows(run, *actions) -> list[str]:
    """The resources of a plan or status that are no longer described, and are done that with."""
    return sorted(f"{step['kind']} {step['name']}" for step in run.json["steps"]
                  if step.get("isUndescribed") and step["action"] in actions)


def assert_in_order(calls, case) -> None:
    """What is described comes first; a URL goes before its alias, that before the function, that before its log group."""
    actions = [call.action for call in calls if call.is_write]
    making = [place for place, action in enumerate(actions) if not action.startswith(LEAVING)]
    removing = [place for place, action in enumerate(actions) if action in LAST]
    assert not making or not removing or max(making) < min(removing), actions
    last = LAST if any(name.startswith("function ") for name in case.gone) else LAST[:-1]
    places = [actions.index(action) for action in last if action in actions]
    assert places == sorted(places), actions


#: The removals of a function with all that belongs to it, in a safe order.
LAST = ["DeleteFunctionUrlConfig", "DeleteAlias", "DeleteFunction", "DeleteLogGroup"]
LEAVING = ("Delete", "Remove", "Untag")


@each_case
def test_what_leaves_the_description_is_shown_named_and_removed(
        sample, cloud, proxy, policies, hand, stage, case):
    case = bring_about(sample, hand, stage, case)
    with proxy.recording() as looks:
        plan = sample(stage, "plan", "--json", "--detailed-exitcode").expect(CHANGES_PENDING)
        text = sample(stage, "plan").expect(DONE).stdout
        status = sample(stage, "status", "--json").expect(DONE)
        words = sample(stage, "status").expect(DONE).stdout
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
    assert_in_order(calls, case)
    left = standing(cloud, stage)
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
    assert not set(case.kept) & set(standing(cloud, stage))
    sample(stage, "destroy", "--delete-data").expect(DONE)
    assert standing(cloud, stage) == []


@each_case
def test_a_removal_of_the_stack_takes_with_it_what_left_the_description(
        sample, cloud, proxy, hand, stage, case):
    case = bring_about(sample, hand, stage, case)
    with proxy.recording() as calls:
        run = sample(stage, "destroy").expect(DONE)
    assert_in_order(calls, case)
    tables = [name for name in standing(cloud, stage)]
    assert all(name.startswith("table ") for name in tables) and set(case.kept) <= set(tables)
    for name in case.kept:
        assert f"{name.split()[1]} no longer described, kept, it holds data" in " ".join(run.stdout.split())
    sample(stage, "destroy", "--delete-data").expect(DONE)
    assert standing(cloud, stage) == []
