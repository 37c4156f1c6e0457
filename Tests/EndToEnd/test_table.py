"""A table's indexes, its time to live and its stream: described, put back, and taken out of the description.

The proxy plays AWS's part: an index takes its time, one after the other, and what is set already is refused.
"""

import pytest

from gaps_dynamodb import TableStates, TimeToLiveLock
from gaps_tables import IndexStates, StreamRules
from kinds.table import expiring
from program import CHANGES_PENDING, DONE, FAILED
from proxy import writes
from real_shapes import RealShapes, notices

pytestmark = pytest.mark.usefixtures("as_aws_answers")

SECONDS = 0.5
FULL = {"indexes": ["byState state", "byOwner owner keys"], "timeToLive": "expiresAt", "stream": "NEW_AND_OLD_IMAGES"}


@pytest.fixture
def as_dynamodb(cloud, proxy):
    """DynamoDB's own pace, rules and shapes of answers."""
    gaps = [RealShapes(), TableStates(creating=SECONDS, updating=SECONDS), IndexStates(SECONDS),
            StreamRules(cloud.dynamodb)]
    with proxy.playing(*gaps):
        yield


@pytest.fixture
def table_stage(sample, sample_stage):
    """A stage with nothing but a table and its role; it is destroyed afterwards."""
    write(sample_stage)
    yield sample_stage
    sample(sample_stage, "destroy", "--delete-data").expect(DONE)


def write(stage, **changes) -> None:
    stage.write(**{"functions": [], "logGroups": [], "aliases": [], "urls": [], **changes})


def look(cloud, stage) -> dict:
    """The table's indexes with their projections, its expiring attribute, and its stream."""
    table = cloud.dynamodb.describe_table(TableName=stage.table)["Table"]
    stream = table.get("StreamSpecification") or {}
    return {
        "indexes": {index["IndexName"]: (index["KeySchema"][0]["AttributeName"], index["Projection"]["ProjectionType"])
                    for index in table.get("GlobalSecondaryIndexes", [])},
        "expires": expiring(cloud.dynamodb, stage.table),
        "stream": stream.get("StreamViewType") if stream.get("StreamEnabled") else None}


def expected(**changes) -> dict:
    return {"indexes": {"byState": ("state", "ALL"), "byOwner": ("owner", "KEYS_ONLY")}, "expires": "expiresAt",
            "stream": "NEW_AND_OLD_IMAGES", **changes}


NONE = {"indexes": {}, "expires": None, "stream": None}


def index_updates(dynamodb, stage, *updates, **members) -> None:
    dynamodb.update_table(TableName=stage.table, GlobalSecondaryIndexUpdates=list(updates), **members)


def set_stream(dynamodb, stage, kind: str | None) -> None:
    dynamodb.update_table(TableName=stage.table, StreamSpecification={"StreamEnabled": False})
    if kind:
        dynamodb.update_table(
            TableName=stage.table, StreamSpecification={"StreamEnabled": True, "StreamViewType": kind})


def set_expiring(dynamodb, stage, attribute: str, enabled: bool) -> None:
    dynamodb.update_time_to_live(
        TableName=stage.table, TimeToLiveSpecification={"Enabled": enabled, "AttributeName": attribute})


def delete_index(dynamodb, stage) -> None:
    index_updates(dynamodb, stage, {"Delete": {"IndexName": "byState"}})


def remake_index(dynamodb, stage) -> None:
    delete_index(dynamodb, stage)
    index_updates(dynamodb, stage, {"Create": {
        "IndexName": "byState", "KeySchema": [{"AttributeName": "state", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "KEYS_ONLY"}}},
        AttributeDefinitions=[{"AttributeName": "state", "AttributeType": "S"}])


def add_index(dynamodb, stage) -> None:
    index_updates(dynamodb, stage, {"Create": {
        "IndexName": "by-hand", "KeySchema": [{"AttributeName": "by", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"}}},
        AttributeDefinitions=[{"AttributeName": "by", "AttributeType": "S"}])


#: A change by hand, the property that the plan must show, a part of its remark, and the writes that put it back.
BY_HAND = [
    (delete_index, "indexes.byState", "index byState takes minutes to hours to be filled", ["UpdateTable"]),
    (remake_index, "indexes.byState", "index byState is deleted and made again", ["UpdateTable"] * 2),
    (add_index, "indexes.by-hand", "index by-hand is deleted", ["UpdateTable"]),
    (lambda dynamodb, stage: set_stream(dynamodb, stage, None), "stream", "", ["UpdateTable"]),
    (lambda dynamodb, stage: set_stream(dynamodb, stage, "KEYS_ONLY"), "stream", "its stream ends and another one begins",
     ["UpdateTable"] * 2),
    (lambda dynamodb, stage: set_expiring(dynamodb, stage, "expiresAt", False), "timeToLive",
     "items are deleted once the time in expiresAt has passed", ["UpdateTimeToLive"]),
    (lambda dynamodb, stage: set_expiring(dynamodb, stage, "other", True), "timeToLive",
     "AWS takes the next change in about an hour", ["UpdateTimeToLive"] * 2),
]


def changed(run) -> list[str]:
    """The changed properties in a plan's JSON."""
    return [change["property"] for step in run.json["steps"] if step["action"] != "none" for change in step["changes"]]


def text(run) -> str:
    """The output, without line breaks."""
    return " ".join((run.stdout + run.stderr).split())


def test_a_table_has_what_is_described_gets_it_back_and_loses_what_no_longer_is(
        sample, cloud, proxy, as_dynamodb, table_stage):
    stage = table_stage
    write(stage, **FULL)
    sample(stage, "deploy").expect(DONE)
    assert look(cloud, stage) == expected()
    with proxy.recording() as calls:
        plan = sample(stage, "plan", "--detailed-exitcode", "--json").expect(DONE)
        sample(stage, "deploy").expect(DONE)
    assert writes(calls) == [] and notices(plan) == []

    for by_hand, shown, remark, sent in BY_HAND:
        by_hand(cloud.dynamodb, stage)
        assert look(cloud, stage) != expected()
        plan = sample(stage, "plan", "--detailed-exitcode", "--json").expect(CHANGES_PENDING)
        assert changed(plan) == [shown]
        assert remark in text(sample(stage, "plan").expect(DONE))
        with proxy.recording() as calls:
            sample(stage, "deploy").expect(DONE)
        assert [call.action for call in calls if call.is_write] == sent, shown
        assert look(cloud, stage) == expected()

    for key, taken in [("indexes", {"indexes": {}}), ("timeToLive", {"expires": None}), ("stream", {"stream": None})]:
        write(stage, **{name: value for name, value in FULL.items() if name != key})
        sample(stage, "deploy").expect(DONE)
        assert look(cloud, stage) == expected(**taken)
    write(stage)
    sample(stage, "deploy").expect(DONE)
    assert look(cloud, stage) == NONE
    sample(stage, "plan", "--detailed-exitcode").expect(DONE)


def test_all_is_added_to_a_table_that_exists_and_an_index_of_another_name_comes_before_the_old_one_goes(
        sample, cloud, proxy, as_dynamodb, table_stage):
    stage = table_stage
    sample(stage, "deploy").expect(DONE)
    assert look(cloud, stage) == NONE
    write(stage, **FULL)
    with proxy.recording() as calls:
        sample(stage, "deploy").expect(DONE)
    assert look(cloud, stage) == expected()
    assert [call for call in calls if call.action == "DescribeTable" and "IndexStates" in call.played]
    # Each index was made only when the one before was ready.
    assert all(call.status == 200 for call in calls if call.is_write)
    write(stage, **{**FULL, "indexes": ["byKind kind", "byOwner owner keys"]})
    with proxy.recording() as calls:
        sample(stage, "deploy").expect(DONE)
    bodies = [call.body.decode() for call in calls if call.is_write]
    assert len(bodies) == 2 and "Create" in bodies[0] and "Delete" in bodies[1]
    assert look(cloud, stage)["indexes"] == {"byKind": ("kind", "ALL"), "byOwner": ("owner", "KEYS_ONLY")}


def test_an_index_that_another_run_began_is_waited_for_and_not_made_twice(sample, cloud, proxy, table_stage):
    stage = table_stage
    sample(stage, "deploy").expect(DONE)
    write(stage, indexes=["byState state"])
    gap = IndexStates(3)
    with proxy.playing(gap), proxy.recording() as calls:
        first = sample(stage, "deploy", "--timeout", "1")
        second = sample(stage, "deploy").expect(DONE)
    first.expect(FAILED)
    assert "BACKFILLING" in text(first)
    assert [call.action for call in calls if call.is_write] == ["UpdateTable"], text(second)
    sample(stage, "plan", "--detailed-exitcode").expect(DONE)


def test_another_expiring_attribute_takes_two_deploys_an_hour_apart_after_the_tables_other_changes(
        sample, cloud, proxy, table_stage):
    stage = table_stage
    write(stage, timeToLive="expiresAt")
    lock = TimeToLiveLock(cloud.dynamodb)
    with proxy.playing(lock):
        sample(stage, "deploy").expect(DONE)
        # ENABLING is as good as ENABLED: nothing is waited for.
        sample(stage, "plan", "--detailed-exitcode").expect(DONE)
        lock.locked.end(stage.table)
        write(stage, timeToLive="other", stream="KEYS_ONLY", indexes=["byState state"])
        refused = [sample(stage, "deploy").expect(FAILED) for _ in range(2)]
        for run in refused:
            assert "modified multiple times within a fixed interval" in text(run)
            assert "Deploy again in an hour" in text(run)
        assert look(cloud, stage) == {
            "indexes": {"byState": ("state", "ALL")}, "expires": None, "stream": "KEYS_ONLY"}
        lock.locked.end(stage.table)
        sample(stage, "deploy").expect(DONE)
    assert look(cloud, stage)["expires"] == "other"
