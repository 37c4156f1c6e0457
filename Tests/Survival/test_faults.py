"""Each fault hits the first call of every operation: deploy, update and destroy still succeed in one run each."""

import concurrent.futures
import dataclasses
import random
import threading
import time

import pytest

from faults import EXPIRED, FAULTS, THROTTLED, Fault
from gaps import Forward
from lives import Life, met
from program import DONE, FAILED, Run
from proxy import Answer, Call
from stale_reads import StaleReads
from wrong_clock import WrongClock

AT_ONCE = 6
DELAY_SECONDS, THROTTLED_SHARE = 0.2, 0.2


class OncePerOperation:
    """Hits the first call of each operation with the fault."""

    def __init__(self, fault: Fault):
        self.fault = fault
        self._met: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def __call__(self, call: Call, forward: Forward) -> Answer:
        """A handler of the proxy."""
        key = call.service, call.action
        with self._lock:
            is_first = key not in self._met
            self._met.add(key)
        return self.fault(call, forward) if is_first else forward()


@dataclasses.dataclass
class Phase:
    """One run under a fault, and what exists after it."""

    run: Run
    calls: list[Call]
    resources: dict | None


def live(life: Life, handler) -> dict[str, Phase]:
    """Deploys, updates and destroys under a fault, until a run fails; each run has its own handler."""
    phases = {}
    for name, command in (("deploy", life.deploy), ("update", life.deploy), ("destroy", life.destroy)):
        if name == "update":
            life.change()
        with life.under(handler()) as calls:
            run = command()
        resources = None
        if run.exit_code == DONE:
            resources = life.cloud.left(life.stage) if name == "destroy" else life.snapshot()
        phases[name] = Phase(run, calls, resources)
        if run.exit_code != DONE:
            break
    return phases


@pytest.fixture(scope="module")
def lives(new_life):
    """One life for each fault; they run in parallel, since they mostly wait."""
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        yield {fault.name: pool.submit(live, new_life(), lambda fault=fault: OncePerOperation(fault))
               for fault in FAULTS}


@pytest.mark.parametrize("phase", ["deploy", "update", "destroy"])
@pytest.mark.parametrize("name", [fault.name for fault in FAULTS])
def test_one_run_comes_through(name, phase, lives, undisturbed):
    phases = lives[name].result()
    if phase not in phases:
        pytest.fail("what came before did not come through", pytrace=False)
    phase_seen = phases[phase]
    hit = {(call.service, call.action) for call in met(phase_seen.calls, name)}
    assert len(hit) >= 10, f"only {hit} met it"
    assert any(call.is_write for call in met(phase_seen.calls, name))
    phase_seen.run.expect(DONE)
    assert phase_seen.resources == undisturbed.get(phase, {})


def test_a_write_whose_outcome_is_unknown_is_looked_for_before_it_is_sent_again(lives):
    phase = lives["reset after"].result()["deploy"]
    creations = [call.action for call in phase.calls if call.action.startswith("Create") and call.arrived]
    assert sorted(creations) == sorted(set(creations)), "something was made twice"


@pytest.mark.parametrize("ahead_seconds", [3600, -1800])
def test_a_clock_that_is_off_is_measured_once_and_said(ahead_seconds, life, undisturbed):
    clock = WrongClock(ahead_seconds, life.keys)
    with life.under(clock) as calls:
        run = life.deploy().expect(DONE)
    assert met(calls, clock.NAME)
    # Only the requests that were sent before the first answer came.
    assert len(met(calls, clock.NAME)) < 30, "the clock was not corrected"
    assert run.stderr.count("clock is off by about") == 1, run.stderr
    assert life.snapshot() == undisturbed["deploy"]


def test_reads_that_lag_behind_every_write_are_waited_out(life, undisturbed):
    phases = live(life, lambda: StaleReads(seconds=1))
    for name, phase in phases.items():
        assert met(phase.calls, StaleReads.NAME), name
        phase.run.expect(DONE)
        assert phase.resources == undisturbed.get(name, {}), name
    assert len(phases) == 3


def test_a_token_that_expires_in_the_middle_is_said_and_the_next_run_goes_on(life, undisturbed):
    def expire(call: Call, forward: Forward) -> Answer:
        return EXPIRED(call, forward) if call.service == "lambda" and call.is_write else forward()

    with life.under(expire) as calls:
        run = life.deploy().expect(FAILED)
    assert met(calls, EXPIRED.name)
    assert "expired" in run.stderr and life.stage.function in run.stderr
    life.deploy().expect(DONE)
    assert life.snapshot() == undisturbed["deploy"]
    life.assert_at_rest()


def test_a_fresh_deploy_ends_in_one_run_though_every_call_takes_200_ms_and_a_fifth_is_throttled(life, undisturbed):
    draw, lock = random.Random(1), threading.Lock()

    def delay(call: Call, forward: Forward) -> Answer:
        time.sleep(DELAY_SECONDS)
        return forward()

    def throttle(call: Call, forward: Forward) -> Answer:
        with lock:
            is_hit = draw.random() < THROTTLED_SHARE
        return THROTTLED(call, forward) if is_hit else forward()

    with life.under(delay, throttle) as calls:
        life.deploy().expect(DONE)
    share = len(met(calls, THROTTLED.name)) / len(calls)
    assert 0.1 < share < 0.35, share
    assert life.snapshot() == undisturbed["deploy"]
    life.assert_at_rest()
