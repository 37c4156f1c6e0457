"""An alias whose provisioned concurrency AWS still moves: until that is done, the old version gets all calls."""

import json
import re

import pytest

from aws_answers import edited, succeeded
from program import DONE, FAILED
from stage import ALIAS, MEMORY_KEY


class Settling:
    """After each change of the alias, a number of reads shows that the old version still serves."""

    def __init__(self, looks: int):
        self.looks = looks
        self.left = 0
        self.before, self.served = None, None

    def __call__(self, call, forward):
        answer = forward()
        if not succeeded(answer):
            return answer
        if call.action == "UpdateAlias":
            version = json.loads(answer.body)["FunctionVersion"]
            if version != self.served:
                self.before, self.served, self.left = self.served, version, self.looks
        if call.action == "GetAlias":
            self.served = self.served or json.loads(answer.body)["FunctionVersion"]
            if self.left > 0:
                self.left -= 1
                return edited(answer, lambda alias: alias.update(
                    RoutingConfig={"AdditionalVersionWeights": {self.before: 1.0}}))
        return answer


@pytest.fixture
def deployed_twice(counter, stage):
    """A stage with two versions."""
    counter.deploy(stage).expect(DONE)
    stage.write(**{MEMORY_KEY: 256})
    counter.deploy(stage).expect(DONE)
    return stage


def moves(calls) -> list[str]:
    """The calls that change the alias."""
    return [call.action for call in calls if call.action == "UpdateAlias"]


def test_a_deploy_waits_until_the_new_version_serves_and_moves_the_alias_once(counter, cloud, proxy, deployed_twice):
    stage = deployed_twice
    stage.write(**{MEMORY_KEY: 512})
    with proxy.playing(Settling(looks=4)), proxy.recording() as calls:
        run = counter.deploy(stage).expect(DONE)
    assert moves(calls) == ["UpdateAlias"]
    assert "waiting: version 2 still serves until the new one is ready" in run.stdout + run.stderr
    assert cloud.function.get_alias(FunctionName=stage.function, Name=ALIAS)["FunctionVersion"] == "3"


def test_a_plan_and_a_status_say_that_it_settles_and_find_no_difference(counter, proxy, deployed_twice):
    stage = deployed_twice
    rule = Settling(looks=1000)
    rule.before, rule.left = "1", 1000
    with proxy.playing(rule), proxy.recording() as calls:
        plan = counter.plan(stage, "--detailed-exitcode").expect(DONE)
        status = counter("status", *stage.arguments).expect(DONE)
        deploy = counter.deploy(stage, "--timeout", "3s").expect(FAILED)
    assert moves(calls) == []
    for run in (plan, status):
        assert "still settling: version 1 still serves until the new one is ready" in re.sub(r"\s+", " ", run.stdout)
    assert "version 1 still serves until the new one is ready" in re.sub(r"\s+", " ", deploy.stderr)


def test_a_rollback_waits_as_well_and_moves_the_alias_once(counter, cloud, proxy, deployed_twice):
    stage = deployed_twice
    with proxy.playing(Settling(looks=4)), proxy.recording() as calls:
        run = counter("rollback", *stage.arguments, "--yes").expect(DONE)
    assert moves(calls) == ["UpdateAlias"]
    assert "version 2 still serves until the new one is ready" in run.stdout + run.stderr
    assert cloud.function.get_alias(FunctionName=stage.function, Name=ALIAS)["FunctionVersion"] == "1"
