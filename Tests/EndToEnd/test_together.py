"""All at once: two regions in parallel, an organisation's tags, a permissions boundary, and a recreated role."""

import contextlib
import json

import pytest

from cloud import Cloud
from deployers import Running
from kinds import TAGGED
from program import CHANGES_PENDING, DONE
from role_grants import RoleGrants
from stage import BOUNDARY_KEY, MEMORY_KEY, REGION_TAG, TAGS_KEY, Stage, marked
from test_real_shapes import as_on_aws, changed
from test_tags import OTHERS, tagged_by_others, theirs
from visits import Visitor

OTHER_REGION = "eu-west-1"


@pytest.fixture
def boundary(cloud, stage):
    """The ARN of a managed policy that limits a role to what the counter needs, in both regions."""
    allowed = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "dynamodb:UpdateItem", "Resource": f"arn:aws:dynamodb:*:*:table/{stage.table}*"},
        {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "*"}]}
    return cloud.iam.create_policy(
        PolicyName=f"boundary-{stage.name}", PolicyDocument=json.dumps(allowed))["Policy"]["Arn"]


@pytest.fixture
def stacks(local_aws, cloud, stage):
    """Two stages in two regions, each with its `Cloud`."""
    return [(stage, cloud), (Stage(f"{stage.name}-eu", stage.folder, OTHER_REGION), Cloud(local_aws, OTHER_REGION))]


def side_by_side(counter, command: str, stacks, *options: str):
    """Runs a command for all stacks at once; returns their results."""
    running = [Running(counter, command, *stage.arguments, "--yes", "--json", *options) for stage, _ in stacks]
    return [run.finish().expect(DONE) for run in running]


def deploy(counter, stacks) -> list[str]:
    """Deploys all stacks at once; returns their URLs."""
    runs = side_by_side(counter, "deploy", stacks, "--function", str(counter.function))
    return [run.json["outputs"]["url"] for run in runs]


def assert_converged(counter, stacks, boundary, tags) -> None:
    """Asserts that nothing is left to do, and that all tags and boundaries are in place."""
    for stage, there in stacks:
        counter.plan(stage, "--detailed-exitcode").expect(DONE)
        assert counter("status", *stage.arguments, "--json").expect(DONE).json["drifted"] is False
        found = there.tags(stage)
        assert theirs(found) == [OTHERS] * 4 and there.boundary(stage.role) == boundary
        ours = {kind: {key: value for key, value in each.items() if key not in OTHERS and key != "seen"}
                for kind, each in found.items()}
        assert ours == {kind.title: {**marked(stage, tags), **({REGION_TAG: stage.region} if kind.is_global else {})}
                        for kind in TAGGED}


def test_two_regions_with_the_tags_of_others_a_boundary_and_a_role_made_again_converge_and_count(
        counter, proxy, stacks, boundary):
    grants = RoleGrants(*(cloud for _, cloud in stacks))
    with contextlib.ExitStack() as played:
        played.enter_context(as_on_aws(proxy, *(cloud for _, cloud in stacks)))
        played.enter_context(proxy.rule(lambda call: True, grants))
        for stage, there in stacks:
            played.enter_context(tagged_by_others(proxy, there, stage))
            stage.write(**{BOUNDARY_KEY: boundary, TAGS_KEY: {"CostCenter": "42"}})
        urls = deploy(counter, stacks)
        assert_converged(counter, stacks, boundary, {"CostCenter": "42"})
        assert [Visitor(url).visit() for url in urls] == [1, 1]

        for stage, there in stacks:
            there.delete_role(stage)
            stage.write(**{BOUNDARY_KEY: boundary, TAGS_KEY: {"CostCenter": "43"}, MEMORY_KEY: 256})
            plan = counter.plan(stage, "--detailed-exitcode", "--json").expect(CHANGES_PENDING)
            assert {"role.id", "memory", "tags.CostCenter"} <= set(changed(plan)["function"])
            assert changed(plan)["role"] == ["create"]
        assert [Visitor(url).ask()[0].status for url in urls] == [502, 502]
        assert deploy(counter, stacks) == urls
        assert_converged(counter, stacks, boundary, {"CostCenter": "43"})
        assert [Visitor(url).visit() for url in urls] == [2, 2]
    side_by_side(counter, "destroy", stacks, "--delete-data")
    assert [there.left(stage) for stage, there in stacks] == [{}, {}]
