"""If a deployer is killed at any of its requests, the next normal run repairs what it left behind."""

import itertools
from collections.abc import Callable

import pytest

from crashes import Crash, CrashPoint, comparable_snapshot, inventory, points, versions
from deployers import Lane, Running, side_by_side
from deployment import PROGRAM, built
from program import DONE, Run
from record import record
from stage import MEMORY_KEY, ORIGIN, ORIGINS_KEY, PAGES_KEY, PROTECTION_KEY, RETENTION_KEY, Stage


#: How many deployers run at once; each mostly waits for a function to become ready.
LANES = 6
NOTHING = {kind: [] for kind in (
    "tables", "roles", "log groups", "functions", "versions", "aliases", "urls", "statements")}
#: Settings that change the function, its role, its URL, the log group and the table.
CHANGED = {
    MEMORY_KEY: 256, PAGES_KEY: ["main_page", "contact"], ORIGINS_KEY: [ORIGIN, "https://www.example.com"],
    RETENTION_KEY: 30, PROTECTION_KEY: True,
}

_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def lanes(local_aws, tiny_function, tmp_path_factory):
    """Deployers that do not affect each other; nobody visits what they deploy."""
    lanes = [Lane(local_aws, built(PROGRAM), tmp_path_factory.mktemp("lane"), tiny_function) for _ in range(LANES)]
    yield lanes
    for lane in lanes:
        lane.close()


@pytest.fixture
def new_crash_stage(tmp_path_factory):
    """Makes stages whose name is part of no other name."""
    return lambda: Stage(f"crash-{next(_numbers):04}", tmp_path_factory.mktemp("config"))


class Survivals:
    """The crash points of one phase: how many were tried, and the failures."""

    def __init__(self, phase: str):
        self.phase = phase
        self.tried = 0
        self.failures: list[str] = []

    def crash(self, lane: Lane, point: CrashPoint, start) -> Crash:
        """Kills a run at the point. The point counts as tried if the run reached it."""
        crash = Crash(point)
        if crash.run(lane, start):
            self.tried += 1
        return crash

    def check(self, crash: Crash, run: Run, seen: Callable[[], dict], wanted: dict) -> None:
        """Records whether the run after the crash failed: by its exit code, or by what exists afterwards."""
        if run.exit_code != DONE:
            failure = str(run)
        elif (found := seen()) != wanted:
            failure = "\n".join(f"{kind}: {found[kind]}\n  instead of {wanted[kind]}"
                                for kind in wanted if found[kind] != wanted[kind])
        else:
            return
        self.failures.append(f"{self.phase}, killed at {crash.point} ({crash.at}):\n{failure}")

    def close(self) -> None:
        """Records the numbers; fails with the first failures, if there are any."""
        record(f"crash points, {self.phase}", tried=self.tried, survived=self.tried - len(self.failures))
        assert not self.failures, f"{len(self.failures)} of {self.tried}:\n\n" + "\n\n".join(self.failures[:5])


def requests_of(lane: Lane, start: Callable[[], Running]) -> int:
    """How many requests a run without a crash sends."""
    with lane.proxy.recording() as calls:
        start().finish().expect(DONE)
    return len(calls)


def test_a_fresh_deploy_and_a_destroy_survive_a_crash_at_every_request(lanes, cloud, new_crash_stage):
    first, stage = lanes[0], new_crash_stage()
    making = requests_of(first, lambda: first.deploy(stage))
    wanted = comparable_snapshot(cloud, stage)
    removing = requests_of(first, lambda: first.destroy(stage))
    assert inventory(cloud, stage) == NOTHING
    deploys, destroys = Survivals("fresh deploy"), Survivals("destroy")

    def live(lane: Lane, crashes: tuple[CrashPoint | None, CrashPoint | None]) -> None:
        """Deploys and destroys one stage, with a crash in each of the two."""
        stage, (up, down) = new_crash_stage(), crashes
        crash = deploys.crash(lane, up, lambda: lane.deploy(stage)) if up else None
        run = lane.deploy(stage).finish()
        if crash:
            deploys.check(crash, run, lambda: comparable_snapshot(cloud, stage), wanted)
        crash = destroys.crash(lane, down, lambda: lane.destroy(stage)) if down else None
        run = lane.destroy(stage).finish()
        if crash:
            destroys.check(crash, run, lambda: inventory(cloud, stage), NOTHING)

    side_by_side(lanes, live, itertools.zip_longest(points(making), points(removing)))
    deploys.close()
    destroys.close()


def test_an_update_survives_a_crash_at_every_request(lanes, cloud, new_crash_stage):
    """Switches between two settings: each crashed deploy starts from the result of the last complete one."""
    first, stage = lanes[0], new_crash_stage()
    settings, wanted, requests = ({}, CHANGED), [], []
    for changes in (*settings, settings[0]):
        stage.write(**changes)
        requests.append(requests_of(first, lambda: first.deploy(stage)))
        wanted.append(comparable_snapshot(cloud, stage))
    updates = Survivals("update")
    stages = {lane: new_crash_stage() for lane in lanes}
    for lane in lanes:
        lane.deploy(stages[lane]).finish().expect(DONE)

    def change(lane: Lane, number: int) -> None:
        """Crashes the change before its request is forwarded, and the way back after its request is carried out."""
        stage = stages[lane]
        for side, carried_out in ((1, False), (0, True)):
            stage.write(**settings[side])
            published = len(versions(cloud, stage))
            crash = updates.crash(lane, CrashPoint(number, carried_out), lambda: lane.deploy(stage))
            run = lane.deploy(stage).finish()
            updates.check(crash, run, lambda: {**comparable_snapshot(cloud, stage),
                                               "new versions": len(versions(cloud, stage)) - published},
                          {**wanted[side], "new versions": 1})

    side_by_side(lanes, change, range(1, max(requests[1:]) + 1))
    updates.close()
