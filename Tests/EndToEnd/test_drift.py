"""A plan shows every property that was changed by hand on AWS, and a deploy reverts it."""

import json

import pytest

from kinds import KINDS
from kinds.function import set_variable
from kinds.log_group import keep_logs_longer
from program import CHANGES_PENDING, DONE
from proxy import writes

DRIFTS = [(kind, drift) for kind in KINDS for drift in kind.drifts]


@pytest.mark.parametrize("kind, drift", DRIFTS, ids=[drift.title for _, drift in DRIFTS])
def test_drift_is_shown_and_repaired(counter, cloud, proxy, deployed, kind, drift):
    stage, url = deployed
    before = cloud.snapshot(stage)
    try:
        drift.by_hand(cloud, stage)
        with proxy.recording() as calls:
            plan = counter.plan(stage, "--detailed-exitcode", "--json").expect(CHANGES_PENDING).json
        assert writes(calls) == [], "a plan wrote"
        changed = [step for step in plan["steps"] if step["action"] != "none"]
        assert any(step["kind"] == kind.json_name for step in changed), f"not shown on the {kind.title}: {changed}"
        assert drift.word in json.dumps(changed).lower(), changed
    finally:
        repair = counter.deploy(stage, "--json")
    assert repair.expect(DONE).json["result"] == "applied"
    after = cloud.snapshot(stage)
    if drift.removes_url:
        # A new URL has another address.
        before["url"].pop("url"), after["url"].pop("url")
        before["url"].pop("statements"), after["url"].pop("statements")
    assert after == before
    with proxy.recording() as calls:
        assert counter.deploy(stage, "--json").expect(DONE).json["result"] == "unchanged"
    assert writes(calls) == []
    counter.plan(stage, "--detailed-exitcode").expect(DONE)


def test_a_secret_in_a_variable_added_by_hand_is_never_shown(counter, cloud, deployed):
    stage, _ = deployed
    set_variable("BY_HAND", "hunter2")(cloud, stage)
    try:
        plans = [counter.plan(stage, *arguments) for arguments in ([], ["--json"])]
    finally:
        repair = counter.deploy(stage).expect(DONE)
    for run in (*plans, repair):
        assert "BY_HAND" in run.stdout + run.stderr
        assert "hunter2" not in run.stdout + run.stderr


def test_status_says_that_something_drifted(counter, cloud, deployed):
    stage, _ = deployed

    def drifted():
        return counter("status", *stage.arguments, "--json").expect(DONE).json["drifted"]

    assert drifted() is False
    keep_logs_longer(cloud, stage)
    try:
        assert drifted() is True
        assert stage.log_group in counter("status", *stage.arguments).expect(DONE).stdout
    finally:
        counter.deploy(stage).expect(DONE)
    assert drifted() is False
