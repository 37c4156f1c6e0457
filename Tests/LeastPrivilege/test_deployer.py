"""The policy that `counter policy` prints is all that a deployer needs, and every action in it is necessary.

A test for each action removes the action before the first scene that needs it.
"""

import functools
import pathlib
import tempfile

import pytest

import deployment
from deployer import policy_in
from identity_policy import actions, extended, pairs, statements, without
from kinds.table import alter_table
from local_iam import NEVER_CHECKED, OTHER_NAMES, in_its_dialect
from policy_rules import allows, listed
from program import DONE, FAILED, Counter
from proxy import writes
from record import record
from scenes import LIFE, deploy, destroy, plan, status
from stage import CONCURRENCY_KEY, Stage

PLAN_ONLY = "--plan-only"
#: The actions of optional reads. If one is not allowed, the command continues and reports that it did not read.
DONE_WITHOUT = {
    "dynamodb:GetResourcePolicy", "lambda:GetProvisionedConcurrencyConfig", "lambda:ListAliases",
    "tag:GetResources"}


def says_it_did_not_look(run, action: str) -> bool:
    """Whether the command succeeded, and reported the read that this login may not make."""
    return run.exit_code == DONE and f"this login may not {action}" in " ".join(run.stdout.split()).replace("This", "this")


def limited(stage: Stage) -> Stage:
    """The stage with a concurrency limit: without one, some actions are not needed."""
    stage.write(**{CONCURRENCY_KEY: 5})
    return stage


def listed_actions() -> list[str]:
    """The actions that the program lists; it needs no login for that."""
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        program = deployment.built(deployment.PROGRAM)
        run = Counter(program, home, {}, program)("policy", *limited(Stage("listed", home)).arguments)
    return actions(run.expect(DONE).document)


def pytest_generate_tests(metafunc):
    """Makes a test for each action that the program lists."""
    if "action" in metafunc.fixturenames:
        metafunc.parametrize("action", listed_actions())


@pytest.fixture(scope="module")
def life(deployer, cloud, new_stage):
    """The printed policy, and what AWS checked in each scene while the user had only this policy."""
    stage = limited(new_stage())
    policy = deployer.printed_policy(stage)
    asked = {}
    for scene in LIFE:
        scene.by_hand(cloud, stage)
        with deployer.holding(policy) as checks:
            run = scene.command(deployer.counter, stage)
        assert run.exit_code == DONE, f"{scene}: {run}"
        asked[scene] = checks
    assert cloud.left(stage) == {}
    return policy, asked


@pytest.fixture(scope="module")
def deployed_stage(deployer, new_stage):
    """A stage that an administrator deployed; each test leaves it as described."""
    stage = limited(new_stage())
    deployer.administrator.deploy(stage).expect(DONE)
    return stage


@pytest.fixture
def stage_before(deployer, new_stage, deployed_stage):
    """Makes a stage in the state in which a scene begins."""
    def find(scene):
        if scene.is_deployed and not scene.spends:
            return deployed_stage
        stage = limited(new_stage())
        if scene.is_deployed:
            deployer.administrator.deploy(stage).expect(DONE)
        return stage

    return find


@pytest.fixture(scope="module")
def tally():
    """The counts for the table of numbers."""
    counted = {"actions_listed": 0, "shown_necessary": 0, "commands_with_the_policy_alone": 0}
    yield counted
    record("least_privilege", **counted)


def test_a_whole_life_passes_with_the_printed_policy_alone(life, tally):
    policy, asked = life
    tally["actions_listed"], tally["commands_with_the_policy_alone"] = len(actions(policy)), len(asked)


def test_each_statement_allows_named_actions_on_resources_that_a_command_needs(life):
    policy, asked = life
    checks = [check for found in asked.values() for check in found]
    for statement in statements(policy):
        assert statement["Effect"] == "Allow"
        for action in listed(statement["Action"]):
            assert not set("*?") & set(action), f"{action} is more than one action"
        for resource in listed(statement["Resource"]):
            alone = {**statement, "Resource": resource}
            assert any(allows([alone], check) for check in checks), f"no command needs {resource} in {statement}"


def test_each_action_is_necessary_and_is_named_with_its_statement_where_it_is_missing(
        action, deployer, cloud, life, stage_before, tally):
    _, asked = life
    scenes = [scene for scene in LIFE if any(check.action == action for check in asked[scene])]
    assert scenes, f"no command ever needs {action}"
    for scene in scenes:
        stage = stage_before(scene)
        whole = deployer.printed_policy(stage)
        less = without(whole, action)
        scene.by_hand(cloud, stage)
        with deployer.holding(less):
            refused = scene.command(deployer.counter, stage)
        if refused.exit_code != DONE:
            break
        if action in DONE_WITHOUT and says_it_did_not_look(refused, action):
            tally["shown_necessary"] += 1
            return
    else:
        pytest.fail(f"every command passes without {action}: {', '.join(map(str, scenes))}")
    assert refused.exit_code == FAILED, str(refused)
    output = refused.stdout + refused.stderr
    assert action in output, str(refused)
    added = policy_in(output)
    assert action in actions(added), f"the statement to add is missing: {refused}"
    assert pairs(added) <= pairs(whole), f"more is to be added than the policy has: {refused}"
    with deployer.holding(extended(less, added)):
        scene.command(deployer.counter, stage).expect(DONE)
    tally["shown_necessary"] += 1


def test_the_local_aws_judges_too_and_misses_each_action_of_a_plan_by_itself(deployer, deployed_stage):
    policy = deployer.printed_policy(deployed_stage, PLAN_ONLY)
    with deployer.holding(policy):
        assert deployer.user.policies() == [in_its_dialect(policy)]
        for action in set(actions(policy)) - NEVER_CHECKED:
            # The local AWS cannot distinguish actions that have the same name there.
            named = OTHER_NAMES.get(action, action)
            alike = {other for other in actions(policy) if OTHER_NAMES.get(other, other) == named}
            deployer.user.may(functools.reduce(without, alike, policy))
            refused = plan(deployer.counter, deployed_stage)
            is_missed = says_it_did_not_look(refused, action) if alike <= DONE_WITHOUT else refused.exit_code == FAILED
            assert is_missed, f"the local AWS does not miss {action}: {refused}"
        deployer.user.may(policy)
        plan(deployer.counter, deployed_stage).expect(DONE)


def test_a_policy_for_all_stages_of_one_beginning_is_enough_for_each_of_them(deployer, cloud, new_stage):
    stage = limited(new_stage())
    shared = deployer.counter("policy", "--stage", "t*", "--config", str(stage.file)).expect(DONE).document
    with deployer.holding(shared):
        for command in (deploy, plan, destroy):
            command(deployer.counter, stage).expect(DONE)
    assert cloud.left(stage) == {}


def test_planning_and_looking_need_no_more_than_the_plan_only_policy(deployer, life, deployed_stage):
    policy = deployer.printed_policy(deployed_stage, PLAN_ONLY)
    with deployer.holding(policy) as checks:
        plan(deployer.counter, deployed_stage).expect(DONE)
        status(deployer.counter, deployed_stage).expect(DONE)
    assert {check.action for check in checks} == set(actions(policy))
    whole = deployer.printed_policy(deployed_stage)
    assert set(actions(policy)) < set(actions(whole))


def test_a_deploy_with_the_plan_only_policy_fails_and_changes_nothing(deployer, cloud, deployed_stage):
    alter_table(cloud, deployed_stage)
    before = cloud.snapshot(deployed_stage)
    try:
        with deployer.holding(deployer.printed_policy(deployed_stage, PLAN_ONLY)), deployer.proxy.recording() as calls:
            refused = deploy(deployer.counter, deployed_stage).expect(FAILED)
        assert cloud.snapshot(deployed_stage) == before
        assert writes([call for call in calls if call.arrived]) == []
        assert "dynamodb:" in refused.stdout + refused.stderr
    finally:
        deployer.administrator.deploy(deployed_stage).expect(DONE)
