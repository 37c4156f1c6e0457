"""The tags of others are left alone, however often they change; the program's tags are kept as described."""

import contextlib
import json
import time

import pytest

from aws_answers import content, edited, refusal, succeeded
from kinds import TAGGED
from local_aws import REGION
from program import BAD_USAGE, CHANGES_PENDING, DONE, FAILED
from proxy import writes
from stage import MEMORY_KEY, RECORD_TAG, REGION_TAG, STAGE_TAG, TAGS_KEY, marked

#: Tags of an organisation's auto-tagger, of a migration programme and of AWS's myApplications.
OTHERS = {"awsApplication": "arn:aws:resource-groups:eu-west-1:123456789012:group/web", "map-migrated": "mig123",
          **{f"organisation:{number}": f"value {number}" for number in range(18)}}
CREATIONS = {"CreateTable", "CreateLogGroup", "CreateRole", "CreateFunction"}


def on_each(tags: dict[str, str]) -> dict[str, dict[str, str]]:
    """The same tags for each kind of resource, with the region's tag on global resources."""
    return {kind.title: {**tags, REGION_TAG: REGION} if kind.is_global else tags for kind in TAGGED}


@contextlib.contextmanager
def tagged_by_others(proxy, cloud, stage):
    """Within the block, somebody tags all resources after each write; one tag has a new value each time."""
    def tag(call, forward):
        answer = forward()
        if call.is_write and succeeded(answer):
            cloud.tag(stage, {**OTHERS, "seen": str(time.monotonic_ns())})
        return answer

    with proxy.playing(tag):
        yield


def theirs(tags: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    """The tags of others on each resource, without the one that changes each time."""
    return [{key: value for key, value in each.items() if key in OTHERS} for each in tags.values()]


def test_a_stack_that_others_tag_at_every_moment_is_deployed_changed_and_removed_as_any_other(
        counter, cloud, proxy, stage):
    stage.write(**{TAGS_KEY: {"CostCenter": "42"}})
    with tagged_by_others(proxy, cloud, stage):
        began = time.monotonic()
        run = counter.deploy(stage).expect(DONE)
        assert time.monotonic() - began < 15 and "someone else" not in run.stderr
        assert "is changed meanwhile" not in run.stdout
        assert theirs(cloud.tags(stage)) == [OTHERS] * 4

        stage.write(**{TAGS_KEY: {"CostCenter": "43", "Team": "web"}, MEMORY_KEY: 256})
        counter.deploy(stage).expect(DONE)
        stage.write(**{TAGS_KEY: {"Team": "web"}, MEMORY_KEY: 256})
        counter.deploy(stage).expect(DONE)
        assert theirs(cloud.tags(stage)) == [OTHERS] * 4
        ours = {kind: {key: value for key, value in tags.items() if key not in OTHERS and key != "seen"}
                for kind, tags in cloud.tags(stage).items()}
        assert ours == on_each(marked(stage, {"Team": "web"}))

        counter.plan(stage, "--detailed-exitcode").expect(DONE)
        counter.destroy(stage, "--delete-data").expect(DONE)
    assert cloud.left(stage) == {}


def test_what_others_tag_before_our_tags_can_be_read_is_still_ours(counter, cloud, proxy, stage):
    made = {}

    def later(call, forward):
        """For two seconds after its creation, a table or a log group is shown with only the tags of others."""
        answer = forward()
        if call.action in ("CreateTable", "CreateLogGroup"):
            made[call.service] = time.monotonic()
        if call.action not in ("ListTagsOfResource", "ListTagsForResource") or not succeeded(answer):
            return answer
        if time.monotonic() - made.get(call.service, 0) > 2:
            return answer
        tags = content(answer)
        if "Tags" in tags:
            kept = [tag for tag in tags["Tags"] if not tag["Key"].startswith("deployer:")]
            return edited(answer, lambda value: value.update(Tags=kept))
        kept = {key: value for key, value in tags["tags"].items() if not key.startswith("deployer:")}
        return edited(answer, lambda value: value.update(tags=kept))

    with tagged_by_others(proxy, cloud, stage), proxy.playing(later):
        counter.deploy(stage).expect(DONE)
    counter.plan(stage, "--detailed-exitcode").expect(DONE)


def test_tags_of_others_are_no_difference_in_a_plan_or_a_status_and_make_no_saved_plan_stale(
        counter, cloud, proxy, stage, tmp_path):
    counter.deploy(stage).expect(DONE)
    assert cloud.tags(stage) == on_each(stage.tags)
    cloud.tag(stage, {**OTHERS, "deployer:another": "x"})
    before = cloud.tags(stage)
    counter.plan(stage, "--detailed-exitcode").expect(DONE)
    assert counter("status", *stage.arguments, "--json").expect(DONE).json["drifted"] is False

    stage.write(**{MEMORY_KEY: 256})
    saved = tmp_path / "saved.plan"
    shown = counter.plan(stage, "--out", str(saved)).expect(DONE).stdout
    assert "awsApplication" not in shown and "organisation" not in shown
    cloud.tag(stage, {"seen": "after the plan was saved"})
    with proxy.recording() as calls:
        counter("deploy", "--plan", str(saved), "--stage", stage.name, "--config", str(stage.folder),
                "--function", str(counter.function)).expect(DONE)
    assert not [call for call in calls if "ag" in call.action and call.is_write], writes(calls)
    assert cloud.tags(stage) == {kind: {**tags, "seen": "after the plan was saved"} for kind, tags in before.items()}


def test_the_tags_of_a_stage_are_on_everything_from_its_creation_on_and_go_when_they_are_no_longer_described(
        counter, cloud, proxy, stage):
    stage.write(**{TAGS_KEY: {"CostCenter": "42", "Größe 1": "a b"}})
    with proxy.recording() as calls:
        counter.deploy(stage).expect(DONE)
    made = [call for call in calls if call.action in CREATIONS]
    assert {call.action for call in made} == CREATIONS
    assert all(b"CostCenter" in call.body for call in made)
    assert not [call for call in calls if "ag" in call.action and call.is_write], "tagged again after the creation"
    assert cloud.tags(stage) == on_each(marked(stage, {"CostCenter": "42", "Größe 1": "a b"}))
    counter.plan(stage, "--detailed-exitcode").expect(DONE)

    stage.write(**{TAGS_KEY: {"CostCenter": "43"}})
    plan = counter.plan(stage, "--json").expect(DONE).json
    tagged = [step for step in plan["steps"] if step["action"] == "update"]
    assert len(tagged) == 4
    for step in tagged:
        assert step["changes"] == [
            {"property": "tags.CostCenter", "from": "42", "to": "43"},
            {"property": "tags.Größe 1", "from": "a b", "to": None}]
    counter.deploy(stage).expect(DONE)
    assert cloud.tags(stage) == on_each(marked(stage, {"CostCenter": "43"}))

    stage.write()
    counter.deploy(stage).expect(DONE)
    assert cloud.tags(stage) == on_each(stage.tags)
    counter.plan(stage, "--detailed-exitcode").expect(DONE)


def change_a_tag(cloud, stage):
    cloud.tag(stage, {"CostCenter": "by hand"})


def remove_a_tag(cloud, stage):
    cloud.untag(stage, "CostCenter")


def remove_the_record(cloud, stage):
    cloud.untag(stage, RECORD_TAG)


def damage_the_record(cloud, stage):
    cloud.tag(stage, {RECORD_TAG: "by hand"})


@pytest.mark.parametrize("by_hand, shown", [
    (change_a_tag, "tags.CostCenter"), (remove_a_tag, "tags.CostCenter"),
    (remove_the_record, f"tags.{RECORD_TAG}"), (damage_the_record, f"tags.{RECORD_TAG}"),
], ids=lambda value: getattr(value, "__name__", "").replace("_", " "))
def test_a_tag_of_the_program_that_somebody_changes_is_put_back_on_everything(
        counter, cloud, proxy, stage, by_hand, shown):
    stage.write(**{TAGS_KEY: {"CostCenter": "42", "Team": "web"}})
    counter.deploy(stage).expect(DONE)
    cloud.tag(stage, OTHERS)
    by_hand(cloud, stage)
    plan = counter.plan(stage, "--detailed-exitcode", "--json").expect(CHANGES_PENDING).json
    changes = [[change["property"] for change in step["changes"]] for step in plan["steps"] if step["changes"]]
    assert changes == [[shown]] * 4
    counter.deploy(stage).expect(DONE)
    assert cloud.tags(stage) == on_each({**OTHERS, **marked(stage, {"CostCenter": "42", "Team": "web"})})
    with proxy.recording() as calls:
        counter.deploy(stage).expect(DONE)
    assert writes(calls) == []


#: The error by which each service refuses more than 50 tags.
FULL = {
    "TagResource of a table": ("dynamodb", "TagResource", "ValidationException"),
    "TagResource of a log group": ("logs", "TagResource", "TooManyTagsException"),
    "TagRole": ("iam", "TagRole", "LimitExceeded"),
    "TagResource of a function": ("lambda", "TagResource", "InvalidParameterValueException"),
}


@pytest.mark.parametrize("service, action, code", FULL.values(), ids=FULL.keys())
def test_a_resource_without_room_for_our_tags_is_reported_in_the_words_of_aws_at_once(
        counter, proxy, stage, service, action, code):
    counter.deploy(stage).expect(DONE)
    stage.write(**{TAGS_KEY: {"CostCenter": "42"}})
    words = "Cannot exceed quota: 50 tags"
    with proxy.rule(lambda call: (call.service, call.action) == (service, action),
                    lambda call, forward: refusal(call, 400, code, words)), proxy.recording() as calls:
        began = time.monotonic()
        run = counter.deploy(stage).expect(FAILED)
        assert time.monotonic() - began < 15
    assert words in " ".join(run.stderr.split())
    assert len([call for call in calls if (call.service, call.action) == (service, action)]) == 1


@pytest.mark.parametrize("tags, said", [
    ({STAGE_TAG: "prod"}, "deployer:stage"), ({"aws:x": "y"}, "aws:x"), ({"CostCenter": 42}, "tags.CostCenter is 42"),
    ({"a": "b;c"}, "tags.a"), ({f"k{number}": "v" for number in range(60)}, "tags has 60 names"),
], ids=["ours", "of AWS", "a number", "a character", "too many"])
def test_tags_that_cannot_be_are_refused_before_anything_is_sent(counter, proxy, stage, tags, said):
    stage.write(**{TAGS_KEY: tags})
    with proxy.recording() as calls:
        run = counter.deploy(stage)
    assert calls == [] and run.exit_code in (FAILED, BAD_USAGE)
    assert said in " ".join(run.stderr.split()) and stage.file.name in run.stderr


def test_a_tag_that_somebody_set_before_it_is_described_is_the_programs_from_then_on(counter, cloud, stage):
    counter.deploy(stage).expect(DONE)
    cloud.tag(stage, {"CostCenter": "41", "Team": "web"})
    stage.write(**{TAGS_KEY: {"CostCenter": "42", "Team": "web"}})
    assert "tags.CostCenter" in counter.plan(stage).expect(DONE).stdout
    counter.deploy(stage).expect(DONE)
    assert cloud.tags(stage) == on_each(marked(stage, {"CostCenter": "42", "Team": "web"}))
    stage.write(**{TAGS_KEY: {"CostCenter": "42"}})
    counter.deploy(stage).expect(DONE)
    assert cloud.tags(stage) == on_each(marked(stage, {"CostCenter": "42"}))


def test_what_is_taken_over_keeps_the_tags_that_it_has(counter, cloud, stage):
    counter.deploy(stage).expect(DONE)
    cloud.tag(stage, OTHERS)
    cloud.untag(stage, STAGE_TAG)
    assert "organisation:17" in json.dumps(cloud.tags(stage))
    counter.deploy(stage, "--adopt", f"{stage.table},{stage.role},{stage.function},{stage.log_group}").expect(DONE)
    assert cloud.tags(stage) == on_each({**OTHERS, **stage.tags})
