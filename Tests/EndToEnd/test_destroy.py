"""Destroy deletes the resources of the stage; it deletes the counts only on request."""

from program import CHANGES_PENDING, DONE, FAILED
from proxy import writes
from visits import Visitor


def test_destroy_keeps_the_counts(counter, cloud, stage):
    url = counter.deploy(stage, "--json").expect(DONE).json["outputs"]["url"]
    assert Visitor(url).visit() == 1
    counter.destroy(stage).expect(DONE)
    assert set(cloud.left(stage)) == {"table"}
    assert cloud.views(stage) == 1
    again = counter.deploy(stage, "--json").expect(DONE).json["outputs"]["url"]
    assert Visitor(again).visit() == 2


def test_destroy_with_the_data_leaves_nothing(counter, cloud, stage):
    url = counter.deploy(stage, "--json").expect(DONE).json["outputs"]["url"]
    Visitor(url).visit()
    counter.destroy(stage, "--delete-data").expect(DONE)
    assert cloud.left(stage) == {}
    assert stage.role not in [role["RoleName"] for role in cloud.iam.list_roles()["Roles"]]


def test_the_plan_of_a_destroy_is_what_it_then_does(counter, cloud, proxy, stage):
    counter.deploy(stage).expect(DONE)
    with proxy.recording() as calls:
        plan = counter("plan", *stage.arguments, "--destroy", "--json", "--detailed-exitcode").expect(CHANGES_PENDING)
        text = " ".join(counter("plan", *stage.arguments, "--destroy").expect(DONE).stdout.split())
    assert writes(calls) == []
    assert "to destroy" in text and "it holds data" in text
    destroyed = counter.destroy(stage, "--json").expect(DONE).lines[0]
    assert {**plan.json, "time": destroyed["time"]} == destroyed
    after = counter("plan", *stage.arguments, "--destroy", "--detailed-exitcode").expect(DONE).stdout
    assert "Nothing to remove." in after
    counter.destroy(stage, "--delete-data").expect(DONE)
    assert cloud.left(stage) == {}


def test_a_second_destroy_has_nothing_to_do(counter, cloud, proxy, stage):
    counter.deploy(stage).expect(DONE)
    counter.destroy(stage, "--delete-data").expect(DONE)
    with proxy.recording() as calls:
        counter.destroy(stage, "--delete-data").expect(DONE)
    assert writes(calls) == []


def test_destroy_of_what_was_never_deployed_has_nothing_to_do(counter, proxy, stage):
    with proxy.recording() as calls:
        counter.destroy(stage, "--delete-data").expect(DONE)
    assert writes(calls) == []


def test_a_deploy_after_a_destroy_starts_at_one(counter, stage):
    counter.deploy(stage).expect(DONE)
    counter.destroy(stage, "--delete-data").expect(DONE)
    url = counter.deploy(stage, "--json").expect(DONE).json["outputs"]["url"]
    assert Visitor(url).visit() == 1


def test_policies_added_by_hand_do_not_keep_the_role(counter, cloud, stage):
    counter.deploy(stage).expect(DONE)
    cloud.iam.attach_role_policy(RoleName=stage.role, PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
    counter.destroy(stage, "--delete-data").expect(DONE)
    assert cloud.left(stage) == {}


def test_a_protected_table_is_not_lost_by_accident(counter, cloud, stage):
    stage.write(protection=True)
    counter.deploy(stage).expect(DONE)
    assert cloud.snapshot(stage)["table"]["protected"] is True
    run = counter.destroy(stage)
    assert run.exit_code in (DONE, FAILED), str(run)
    assert "table" in cloud.left(stage)
