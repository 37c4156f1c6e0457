"""A resource with our name and without our tags: it is reported and never changed, and what it needs is kept."""

import pytest

from kinds import NAMED, TAGGED
from program import DONE, FAILED
from proxy import writes
from stage import STACK_TAG, STAGE_TAG
from test_ownership import foreign_table
from visits import Visitor

LEFT_ALONE = "left alone, it does not carry this stack's tags"


def untag(cloud, stage, kind: str) -> None:
    """Removes our tags from one resource, so that it has our name, but no owner."""
    untagged, = (found for found in TAGGED if found.json_name == kind)
    untagged.tags.remove(cloud, stage, [STACK_TAG, STAGE_TAG])


def names(stage) -> dict[str, str]:
    return {kind.json_name: kind.naming.name(stage) for kind in NAMED}


def left_alone(run) -> set[str]:
    """The kinds of the resources that a plan or status reports as not this stack's."""
    return {step["kind"] for step in run.json["steps"] if step.get("isForeign")}


@pytest.mark.parametrize("kind, also", [
    ("table", set()), ("logGroup", set()), ("role", set()), ("function", {"release", "url"})])
def test_a_resource_without_our_tags_beside_a_stack_is_named_by_status_and_refused_by_a_deploy(
        counter, cloud, proxy, stage, kind, also):
    counter.deploy(stage).expect(DONE)
    untag(cloud, stage, kind)
    with proxy.recording() as calls:
        text = counter("status", *stage.arguments).expect(DONE).stdout
        status = counter("status", *stage.arguments, "--json").expect(DONE)
        refused = counter.deploy(stage).expect(FAILED)
    assert writes(calls) == []
    said = " ".join(text.split())
    assert f"! {kind} {names(stage)[kind]}" in said and LEFT_ALONE in said
    assert "not as described" in said and "Deployed, and as described" not in said
    assert status.json["drifted"] is True and left_alone(status) == {kind, *also}
    assert names(stage)[kind] in refused.stderr


def test_a_table_that_somebody_made_in_the_place_of_ours_is_named_and_left(counter, cloud, proxy, stage):
    counter.deploy(stage).expect(DONE)
    cloud.dynamodb.delete_table(TableName=stage.table)
    foreign_table(cloud, stage, {"owner": "someone-else"})
    status = counter("status", *stage.arguments, "--json").expect(DONE)
    assert status.json["drifted"] is True and left_alone(status) == {"table"}
    assert stage.table not in status.json["outputs"].values()
    destroy = counter.destroy(stage, "--delete-data").expect(DONE)
    assert LEFT_ALONE in " ".join(destroy.stdout.split())
    assert set(cloud.left(stage)) == {"table"}
    assert cloud.tags(stage)["table"] == {"owner": "someone-else"}


def test_destroy_keeps_what_a_function_that_is_not_ours_needs_and_says_why(counter, cloud, proxy, stage):
    url = counter.deploy(stage, "--json").expect(DONE).json["outputs"]["url"]
    assert Visitor(url).visit() == 1
    untag(cloud, stage, "function")
    with proxy.recording() as calls:
        run = counter.destroy(stage, "--delete-data").expect(DONE)
    said = " ".join(run.stdout.split())
    assert LEFT_ALONE in said
    # Also the table, since the role's permissions name it.
    assert said.count(f"kept, function {stage.function} needs it, which is left alone") == 3
    assert writes(calls) == []
    assert Visitor(url).visit() == 2
