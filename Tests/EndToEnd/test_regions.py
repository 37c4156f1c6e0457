"""A stage has one region: its global resources belong to the first region, and another region needs another stage."""

import pytest

from cloud import Cloud
from deployers import Running
from program import CHANGES_PENDING, DONE, FAILED
from proxy import writes
from stage import REGION, REGION_KEY, REGION_TAG, Stage
from visits import Visitor

OTHER = "eu-west-1"


@pytest.fixture(scope="module")
def elsewhere(local_aws):
    """The resources in the other region."""
    return Cloud(local_aws, region=OTHER)


@pytest.fixture(scope="module")
def first(new_stage, counter):
    """A stage without a region in its settings, deployed to the first region, and its URL."""
    stage = new_stage()
    stage.write(**{REGION_KEY: None})
    return stage, counter.deploy(stage, "--json").expect(DONE).json["outputs"]["url"]


def assert_untouched(cloud, elsewhere, stage, url, tags) -> None:
    """Asserts that the stage in the first region still works, and that the other region has no resources."""
    assert cloud.tags(stage) == tags
    # Roles are global.
    assert set(elsewhere.left(stage)) == {"role"}
    before = cloud.views(stage) or 0
    assert Visitor(url).visit() == before + 1


@pytest.mark.parametrize("options", [
    ["--region", OTHER], ["--region", OTHER, "--adopt", "role ROLE"]], ids=["as it is", "to be taken over"])
@pytest.mark.parametrize("command", ["plan", "deploy"])
def test_a_second_region_of_a_stage_is_refused_before_anything_is_changed(
        counter, cloud, elsewhere, proxy, first, command, options):
    stage, url = first
    tags = cloud.tags(stage)
    options = [option.replace("ROLE", stage.role) for option in options]
    with proxy.recording() as calls:
        run = getattr(counter, command)(stage, *options).expect(FAILED)
    assert writes(calls) == []
    said = " ".join(run.stderr.split())
    assert f"Role {stage.role} belongs to {stage.name} in {REGION}" in said
    assert f"Give each region a stage of its own, as {stage.name}-eu with its region in its settings" in said
    assert_untouched(cloud, elsewhere, stage, url, tags)


def test_destroy_in_a_region_where_the_stage_never_was_leaves_the_role_alone_and_says_so(
        counter, cloud, elsewhere, proxy, first):
    stage, url = first
    tags = cloud.tags(stage)
    with proxy.recording() as calls:
        run = counter.destroy(stage, "--delete-data", "--region", OTHER).expect(DONE)
        status = counter("status", *stage.arguments, "--region", OTHER).expect(DONE)
        counter("rollback", *stage.arguments, "--yes", "--region", OTHER).expect(FAILED)
    assert writes(calls) == []
    for said in (" ".join(run.stdout.split()), " ".join(status.stdout.split())):
        assert f"left alone, it belongs to this stage in {REGION}" in said
    assert "Nothing to remove." in run.stdout and "Not deployed." in status.stdout
    assert_untouched(cloud, elsewhere, stage, url, tags)


def test_a_role_of_before_that_tag_is_the_stages_and_gets_its_region(counter, cloud, proxy, first):
    stage, url = first
    cloud.iam.untag_role(RoleName=stage.role, TagKeys=[REGION_TAG])
    plan = counter.plan(stage, "--detailed-exitcode", "--json").expect(CHANGES_PENDING).json
    changes = {step["kind"]: step["changes"] for step in plan["steps"] if step["changes"]}
    assert changes == {"role": [{"property": f"tags.{REGION_TAG}", "from": None, "to": REGION}]}
    with proxy.recording() as calls:
        counter.deploy(stage).expect(DONE)
    assert [call.action for call in calls if call.is_write] == ["TagRole"]
    assert cloud.tags(stage)["role"] == {**stage.tags, REGION_TAG: REGION}
    counter.plan(stage, "--detailed-exitcode").expect(DONE)
    assert Visitor(url).visit() > 0


def test_a_stage_moves_once_it_is_destroyed_in_its_first_region(counter, cloud, elsewhere, stage):
    stage.write(**{REGION_KEY: None})
    counter.deploy(stage).expect(DONE)
    counter.destroy(stage, "--delete-data").expect(DONE)
    url = counter.deploy(stage, "--region", OTHER, "--json").expect(DONE).json["outputs"]["url"]
    assert Visitor(url).visit() == 1 and set(cloud.left(stage)) == {"role"}
    counter.destroy(stage, "--delete-data", "--region", OTHER).expect(DONE)
    assert elsewhere.left(stage) == {}


def test_two_stages_in_two_regions_are_made_side_by_side_and_live_and_die_by_themselves(
        counter, cloud, elsewhere, stage):
    european = Stage(f"{stage.name}-eu", stage.folder, OTHER)
    options = ["--function", str(counter.function), "--yes", "--json"]
    runs = [Running(counter, "deploy", *each.arguments, *options) for each in (stage, european)]
    urls = [run.finish().expect(DONE).json["outputs"]["url"] for run in runs]
    assert REGION in urls[0] and OTHER in urls[1]
    assert [Visitor(url).visit() for url in urls] == [1, 1]
    for each, there in ((stage, cloud), (european, elsewhere)):
        counter.plan(each, "--detailed-exitcode").expect(DONE)
        assert there.tags(each)["role"] == {**each.tags, REGION_TAG: each.region}
    counter.destroy(stage, "--delete-data").expect(DONE)
    assert cloud.left(stage) == {} and Visitor(urls[1]).visit() == 2
    counter.plan(european, "--detailed-exitcode").expect(DONE)
    counter.deploy(stage).expect(DONE)
    counter.destroy(european, "--delete-data").expect(DONE)
    assert elsewhere.left(european) == {}
    counter.plan(stage, "--detailed-exitcode").expect(DONE)
