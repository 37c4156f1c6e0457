"""Two concurrent deployers, such as a laptop and a CI job, end in one correct stack, however their requests mix."""

import dataclasses
import itertools
import random
import threading
import time

import pytest

from crashes import inventory
from deployers import Lane, side_by_side
from deployment import PROGRAM, built
from program import DONE, FAILED, Run
from record import record
from stage import ALIAS, MEMORY_KEY, ORIGIN, ORIGINS_KEY, PAGES_KEY, RETENTION_KEY, Stage
from tiny_function import write_tiny_function

SEEDS = range(1, 9)
PAIRS = 3
#: The longest delay of a request: longer than a request, shorter than a function needs to become ready.
DELAY_SECONDS = 0.15
SOMEONE_ELSE = "someone else is deploying"
OTHER = {
    MEMORY_KEY: 256, PAGES_KEY: ["main_page", "contact"], RETENTION_KEY: 30, ORIGINS_KEY: ["https://www.example.com"],
}

_numbers = itertools.count(1)


@dataclasses.dataclass
class Pair:
    """Two deployers behind one proxy, since the proxy's address is part of the function's settings."""

    one: Lane
    other: Lane

    def both(self, start_one, start_other) -> list[Run]:
        """Starts both at once, and waits for both."""
        running = [start_one(), start_other()]
        return [each.finish() for each in running]


class Delays:
    """A rule that delays a third of the requests; the seed chooses which, and how long."""

    def __init__(self, seed: int):
        self._random, self._lock = random.Random(seed), threading.Lock()

    def __call__(self, call, forward):
        with self._lock:
            held = self._random.choice((0, 0, 1)) * self._random.uniform(0, DELAY_SECONDS)
        time.sleep(held)
        return forward()


@pytest.fixture(scope="module")
def functions(tmp_path_factory):
    """Two programs that differ in one byte."""
    files = [write_tiny_function(tmp_path_factory.mktemp("function")) for _ in range(2)]
    files[1].write_bytes(files[1].read_bytes() + b"2")
    return files


@pytest.fixture(scope="module")
def pairs(local_aws, functions, tmp_path_factory):
    """Pairs of deployers; the pairs do not affect each other."""
    pairs = []
    for _ in range(PAIRS):
        one = Lane(local_aws, built(PROGRAM), tmp_path_factory.mktemp("home"), functions[0])
        other = Lane(local_aws, built(PROGRAM), tmp_path_factory.mktemp("home"), functions[1], one.proxy)
        pairs.append(Pair(one, other))
    yield pairs
    for pair in pairs:
        pair.one.close()


@pytest.fixture
def new_stages(tmp_path_factory):
    """Makes one stage twice: each deployer has its own settings file for it."""
    def new(**others_settings) -> tuple[Stage, Stage]:
        name = f"two-{next(_numbers):04}"
        one, other = (Stage(name, tmp_path_factory.mktemp("config")) for _ in range(2))
        other.write(**others_settings)
        return one, other
    return new


def assert_ended(runs: list[Run], reason: str = SOMEONE_ELSE) -> None:
    """Asserts that each run succeeded, or failed with the reason."""
    for run in runs:
        said = " ".join(run.stderr.split()).lower()
        assert run.exit_code == DONE or (run.exit_code == FAILED and reason in said), str(run)


def served(cloud, stage: Stage, qualifier: str) -> dict:
    """The parts of a version that differ between the two deployers, and between two roles of the same name."""
    configuration = cloud.function.get_function_configuration(FunctionName=stage.function, Qualifier=qualifier)
    variables = configuration["Environment"]["Variables"]
    return {"code": configuration["CodeSha256"], "memory": configuration["MemorySize"], "pages": variables["PAGES"],
            "role": variables["DEPLOYER_ROLE_ID"]}


def assert_one_stack(cloud, stage: Stage, wholes: list[dict] | None = None) -> None:
    """Asserts one of each resource, both statements, no duplicate version, and that the alias serves $LATEST."""
    found = inventory(cloud, stage)
    for kind in ("tables", "roles", "functions", "log groups", "urls"):
        assert len(found[kind]) == 1, found
    assert found["aliases"] == [ALIAS], found
    assert len(found["statements"]) == len(set(found["statements"])) == 2, found
    actions = {statement["Action"] for statement in cloud.statements(stage)}
    assert actions == {"lambda:InvokeFunctionUrl", "lambda:InvokeFunction"}
    live = served(cloud, stage, ALIAS)
    assert live == served(cloud, stage, "$LATEST")
    assert wholes is None or live in wholes, f"{live} is neither of {wholes}"
    # Two equal versions are correct only with the other deployer's version between them.
    versions = [served(cloud, stage, version) for version in found["versions"]]
    assert all(one != next_one for one, next_one in itertools.pairwise(versions)), versions


def assert_settles(cloud, lane: Lane, stage: Stage) -> None:
    """Asserts that one more run succeeds, and that nothing is left to do after it."""
    lane.deploy(stage).finish().expect(DONE)
    assert_one_stack(cloud, stage)
    lane.counter.plan(stage, "--detailed-exitcode").expect(DONE)


def interleave(pairs: list[Pair], what: str, work) -> None:
    """Does `work(pair, delays)` for each seed, with the delays of that seed."""
    ends: list[int] = []

    def one(pair: Pair, seed: int) -> None:
        try:
            ends.extend(run.exit_code for run in work(pair, Delays(seed)))
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error

    side_by_side(pairs, one, SEEDS)
    record(f"two deployers, {what}", interleavings=len(SEEDS), done=ends.count(DONE), gave_way=ends.count(FAILED))


def assert_both_make(cloud, pair: Pair, seen_by: Lane, stage: Stage, delays: Delays, versions: int) -> list[Run]:
    """Deploys the same twice at once; asserts one stack, that many versions, and nothing left to do."""
    with pair.one.proxy.playing(delays):
        runs = pair.both(lambda: seen_by.deploy(stage), lambda: seen_by.deploy(stage))
    assert_ended(runs)
    if DONE in [run.exit_code for run in runs]:
        assert_one_stack(cloud, stage)
        assert len(inventory(cloud, stage)["versions"]) == versions
    assert_settles(cloud, seen_by, stage)
    return runs


def test_both_make_the_same_stage_from_nothing(pairs, cloud, new_stages):
    def work(pair: Pair, delays: Delays) -> list[Run]:
        stage, _ = new_stages()
        return assert_both_make(cloud, pair, pair.one, stage, delays, versions=1)

    interleave(pairs, "both fresh", work)


def test_both_make_the_same_change(pairs, cloud, new_stages):
    def work(pair: Pair, delays: Delays) -> list[Run]:
        stage, changed = new_stages(**OTHER)
        pair.one.deploy(stage).finish().expect(DONE)
        return assert_both_make(cloud, pair, pair.other, changed, delays, versions=2)

    interleave(pairs, "same change", work)


def test_each_makes_another_change_and_one_of_them_wins(pairs, cloud, new_stages):
    def work(pair: Pair, delays: Delays) -> list[Run]:
        stage, other = new_stages(**OTHER)
        pair.one.deploy(stage).finish().expect(DONE)
        first = served(cloud, stage, ALIAS)
        pair.other.deploy(other).finish().expect(DONE)
        wholes = [{**served(cloud, stage, ALIAS)}, {**first, "memory": 512}]
        # Starts from a third state, so that each deployer has all changes to make.
        other.write(**{**OTHER, MEMORY_KEY: 1024})
        pair.one.deploy(other).finish().expect(DONE)
        other.write(**OTHER)
        stage.write(**{MEMORY_KEY: 512, ORIGINS_KEY: [ORIGIN]})
        with pair.one.proxy.playing(delays):
            runs = pair.both(lambda: pair.one.deploy(stage), lambda: pair.other.deploy(other))
        assert_ended(runs)
        if DONE in [run.exit_code for run in runs]:
            assert_one_stack(cloud, stage, wholes)
        assert_settles(cloud, pair.one, stage)
        return runs

    interleave(pairs, "different changes", work)


def test_one_deploys_while_the_other_destroys(pairs, cloud, new_stages):
    def work(pair: Pair, delays: Delays) -> list[Run]:
        stage, changed = new_stages(**OTHER)
        pair.one.deploy(stage).finish().expect(DONE)
        with pair.one.proxy.playing(delays):
            runs = pair.both(lambda: pair.one.deploy(changed, "--timeout", "20s"), lambda: pair.other.destroy(stage))
        # A deploy can fail in many ways when its resources are deleted meanwhile; each error must say how to continue.
        assert_ended(runs, "running the same command again continues from here")
        assert_settles(cloud, pair.one, changed)
        return runs

    interleave(pairs, "deploy beside destroy", work)
