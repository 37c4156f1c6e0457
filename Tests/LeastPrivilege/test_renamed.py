"""A login with permissions for the new names alone: the old resources are reported with the reason, and not lost."""

import itertools

import pytest

from identity_policy import extended
from local_aws import ACCOUNT
from program import CHANGES_PENDING, DONE, FAILED
from sample import Sample, SampleStage, existing

_numbers = itertools.count(1)


@pytest.fixture
def stage(of_sample, tmp_path):
    """A stage that an administrator deployed."""
    stage = SampleStage(f"least{next(_numbers):02}x", tmp_path)
    Sample(of_sample.administrator)(stage, "deploy").expect(DONE)
    return stage


def text(run) -> str:
    """The output, without line breaks."""
    return " ".join((run.stdout + run.stderr).split())


@pytest.mark.parametrize("changes, old", [
    ({"role": "other-{}"}, ["role role-{}"]),
    ({"role": "other-{}", "functions": ["other-{}"], "logGroups": ["other-{}"]},
     ["function counter-{}", "role role-{}"]),
], ids=["the role", "the role and the function"])
def test_the_old_names_are_named_and_left_and_go_with_a_login_that_may(of_sample, cloud, stage, changes, old):
    user, administrator = Sample(of_sample.counter), Sample(of_sample.administrator)
    named = {key: [name.format(stage.name) for name in value] if isinstance(value, list) else value.format(stage.name)
             for key, value in changes.items()}
    old = [name.format(stage.name) for name in old]
    stage.write(**named)
    policy = of_sample.printed_policy(stage)
    with of_sample.holding(policy):
        plan = user(stage, "plan", "--detailed-exitcode").expect(CHANGES_PENDING)
        user(stage, "deploy").expect(DONE)
        again = user(stage, "plan", "--detailed-exitcode").expect(DONE)
        status = user(stage, "status", "--json").expect(DONE).json
    for run in (plan, again):
        assert f"Not looked at: {old[0]}, which is not described. This login is not allowed to do that." in text(run)
    assert "No changes. Everything that was looked at is as described." in text(again)
    assert [gap["what"] for gap in status["unseen"]] == [f"{old[0]}, which is not described"]
    assert set(old) <= set(existing(cloud, stage))

    # The old resources are not lost: another login can delete them.
    pending = administrator(stage, "plan", "--json", "--detailed-exitcode").expect(CHANGES_PENDING).json
    assert set(old) <= {f"{step['kind']} {step['name']}" for step in pending["steps"] if step["action"] == "delete"}
    administrator(stage, "deploy").expect(DONE)
    assert not set(old) & set(existing(cloud, stage))
    administrator(stage, "plan", "--detailed-exitcode").expect(DONE)


def test_what_may_be_looked_at_and_not_removed_fails_the_deploy_once_all_else_is_done(of_sample, cloud, stage):
    user = Sample(of_sample.counter)
    stage.write(role=f"other-{stage.name}")
    looks = {"Statement": [{
        "Effect": "Allow", "Resource": f"arn:aws:iam::{ACCOUNT}:role/{stage.role}", "Action": [
            "iam:GetRole", "iam:GetRolePolicy", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies",
            "iam:ListInstanceProfilesForRole"]}]}
    with of_sample.holding(extended(of_sample.printed_policy(stage), looks)):
        run = user(stage, "deploy").expect(FAILED)
        assert "iam:DeleteRole" in text(run) and f"role {stage.role}" in text(run)
        plan = user(stage, "plan", "--json", "--detailed-exitcode").expect(CHANGES_PENDING).json
    assert [step["name"] for step in plan["steps"] if step["action"] != "none"] == [stage.role]
    Sample(of_sample.administrator)(stage, "deploy").expect(DONE)
    assert f"role {stage.role}" not in existing(cloud, stage)
