"""If a deploy that renames resources is killed at any of its writes, the next deploy removes all old resources.

Between two writes it only reads, so that a kill there leaves the same state.
"""

import contextlib
import itertools

import pytest

from crashes import Crash, points
from deployers import Lane, side_by_side
from deployment import built
from listed import TaggedResources, is_search
from program import DONE
from record import record
from sample import PROGRAM, SampleStage, existing

LANES = 6
_numbers = itertools.count(1)


@pytest.fixture
def lanes(local_aws, cloud, tiny_function, tmp_path_factory):
    """Deployers of the sample stack that do not affect each other."""
    lanes = [Lane(local_aws, built(PROGRAM), tmp_path_factory.mktemp("lane"), tiny_function) for _ in range(LANES)]
    with contextlib.ExitStack() as rules:
        for lane in lanes:
            rules.enter_context(lane.proxy.rule(is_search, TaggedResources(cloud)))
        yield lanes
    for lane in lanes:
        lane.close()


def described(stage: SampleStage, **names: str) -> list[str]:
    """All resources of a stage with these names for its role and function."""
    function = names.get("functions", [stage.function])[0]
    return sorted([
        f"table {stage.table}", f"role {names.get('role', stage.role)}", f"function {function}",
        f"logGroup /aws/lambda/{function}", f"release {function}:live", f"url {function}:live"])


def other_role(stage: SampleStage) -> dict:
    """Another name for the role."""
    return {"role": f"other-{stage.role}"}


def other_role_and_function(stage: SampleStage) -> dict:
    """Other names for the role, the function and its log group."""
    function = f"other-{stage.function}"
    return {**other_role(stage), "functions": [function], "logGroups": [function]}


def is_write(call) -> bool:
    return call.is_write


@pytest.mark.parametrize("other", [other_role, other_role_and_function])
def test_a_rename_survives_a_crash_at_every_write(lanes, cloud, tmp_path, other):
    def new_stage(name: str) -> SampleStage:
        return SampleStage(f"killed{next(_numbers):03}{name}", tmp_path)

    first = new_stage("x")
    lanes[0].deploy(first).finish().expect(DONE)
    first.write(**other(first))
    with lanes[0].proxy.recording() as calls:
        lanes[0].deploy(first).finish().expect(DONE)
    assert existing(cloud, first) == described(first, **other(first))
    stages, there = {}, {}
    for lane in lanes:
        stages[lane], there[lane] = new_stage("x"), False
        lane.deploy(stages[lane]).finish().expect(DONE)
    failures, tried = [], []

    def rename(lane: Lane, point) -> None:
        """Renames the resources, or gives them their old names again."""
        stage = stages[lane]
        there[lane] = not there[lane]
        names = other(stage) if there[lane] else {}
        stage.write(**names)
        crash = Crash(point, is_write)
        if crash.run(lane, lambda: lane.deploy(stage)):
            tried.append(point)
        run = lane.deploy(stage).finish()
        left = existing(cloud, stage)
        notes = [key for key in function_tags(cloud, names.get("functions", [stage.function])[0]) if "formerRole" in key]
        if run.exit_code != DONE or left != described(stage, **names) or notes:
            failures.append(f"killed at {point} ({crash.at}):\n{left} {notes}\n{run}")

    side_by_side(lanes, rename, points(sum(call.is_write for call in calls)))
    record(f"crash points, {other.__name__.replace('_', ' ')}", tried=len(tried), survived=len(tried) - len(failures))
    assert len(tried) > 10
    assert not failures, f"{len(failures)} of {len(tried)}:\n\n" + "\n\n".join(failures[:3])


def function_tags(cloud, name: str) -> dict[str, str]:
    """The tags of a function."""
    arn = cloud.function.get_function(FunctionName=name)["Configuration"]["FunctionArn"]
    return cloud.function.list_tags(Resource=arn)["Tags"]
