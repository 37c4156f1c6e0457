"""Seeded fault schedules: within two runs, each life reaches the same result as a life without faults.

COUNTER_SURVIVAL_SCHEDULES sets how many (default: 100); COUNTER_SURVIVAL_SEED replays one.
"""

import collections
import concurrent.futures
import os

import pytest

from lives import Life
from program import DONE, Run
from record import record
from schedule import Schedule

#: How many schedules run at once; each mostly waits.
AT_ONCE = 12
RUNS = 2
SEEDS = ([int(os.environ["COUNTER_SURVIVAL_SEED"])] if "COUNTER_SURVIVAL_SEED" in os.environ
         else list(range(1, int(os.environ.get("COUNTER_SURVIVAL_SCHEDULES", "100")) + 1)))


def converge(command) -> list[Run]:
    """Runs a command until it succeeds, at most `RUNS` times."""
    runs: list[Run] = []
    while len(runs) < RUNS and not (runs and runs[-1].exit_code == DONE):
        runs.append(command())
    return runs


def live(life: Life, schedule: Schedule, undisturbed: dict[str, dict]) -> int:
    """Plays a life under a schedule; returns the number of runs. A failure is an AssertionError."""
    steps = [("deploy", life.deploy)]
    steps.append((schedule.then, life.destroy if schedule.then == "destroy" else life.deploy))
    taken = 0
    with life.under(*schedule.handlers(life.cloud.function, life.keys)):
        for name, command in steps:
            if name == "update":
                life.change()
            runs = converge(command)
            taken += len(runs)
            assert runs[-1].exit_code == DONE, f"{name} did not converge\n" + "\n".join(map(str, runs))
            found = life.cloud.left(life.stage) if name == "destroy" else life.snapshot()
            assert found == undisturbed.get(name, {}), f"after {name}\n" + "\n".join(map(str, runs))
    if schedule.then != "destroy":
        life.assert_at_rest()
    return taken


@pytest.fixture(scope="module")
def lives(new_life, undisturbed):
    """The schedule and the life of each seed, all in parallel; records the numbers at the end."""
    schedules = {seed: Schedule(seed) for seed in SEEDS}
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        started = {seed: (schedule, pool.submit(lambda schedule=schedule: live(new_life(), schedule, undisturbed)))
                   for seed, schedule in schedules.items()}
        yield started
    if len(SEEDS) > 1:
        injected: collections.Counter[str] = collections.Counter()
        for schedule in schedules.values():
            injected += schedule.injected
        converged = [life for _, life in started.values() if not life.exception()]
        record("schedules", tried=len(SEEDS), converged=len(converged), runs=sum(life.result() for life in converged))
        record("faults_injected", **{name.replace(" ", "_"): count for name, count in sorted(injected.items())})


@pytest.mark.parametrize("seed", SEEDS)
def test_a_schedule_converges(seed, lives):
    schedule, life = lives[seed]
    if failure := life.exception():
        pytest.fail(f"{schedule.describe()}\n{failure}", pytrace=False)
    assert schedule.injected, "the schedule injected nothing"


def test_a_schedule_is_the_same_each_time():
    def calls(seed: int) -> list:
        schedule = Schedule(seed)
        return [fault and fault.name for number in range(1, 50)
                for fault in [schedule.fault("lambda", "GetFunction", "", number)]]

    assert calls(7) == calls(7)
    assert calls(7) != calls(8)
    assert Schedule(7).lag == Schedule(7).lag
