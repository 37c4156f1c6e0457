"""Rollback: the version that was served before is served again, and nothing else is changed."""

import pytest

from program import BAD_USAGE, CHANGES_PENDING, DONE, FAILED
from proxy import writes
from stage import ALIAS, MEMORY_KEY, PAGES_KEY
from visits import Visitor


@pytest.fixture
def twice(counter, cloud, stage):
    """A stage that was deployed with one page and then with another, and its URL."""
    stage.write(**{PAGES_KEY: ["main_page", "before"]})
    counter.deploy(stage).expect(DONE)
    stage.write(**{PAGES_KEY: ["main_page", "after"]})
    url = counter.deploy(stage, "--json").expect(DONE).json["outputs"]["url"]
    assert served(cloud, stage) == "2"
    return stage, url


def served(cloud, stage) -> str:
    """The served version."""
    return cloud.function.get_alias(FunctionName=stage.function, Name=ALIAS)["FunctionVersion"]


def status(url: str, page: str) -> int:
    """The status of a visit to a page."""
    response, _ = Visitor(url).ask("GET", f"/?page={page}")
    return response.status


def test_a_rollback_serves_what_was_served_before_by_one_write(counter, cloud, proxy, twice):
    stage, url = twice
    assert (status(url, "before"), status(url, "after")) == (404, 200)
    with proxy.recording() as calls:
        run = counter("rollback", *stage.arguments, "--yes").expect(DONE)
    assert [call.action for call in calls if call.is_write] == ["UpdateAlias"]
    assert served(cloud, stage) == "1"
    assert "version  2 → 1" in run.stdout and "Rolled back: 1 changed." in run.stdout
    assert (status(url, "before"), status(url, "after")) == (200, 404)


def test_the_next_deploy_serves_what_is_described_without_another_version(counter, cloud, twice):
    stage, url = twice
    counter("rollback", *stage.arguments, "--yes").expect(DONE)
    plan = counter.plan(stage, "--detailed-exitcode").expect(CHANGES_PENDING)
    assert "release" in plan.stdout
    assert "Deployed, but 1 resource not as described" in counter("status", *stage.arguments).expect(DONE).stdout
    counter.deploy(stage).expect(DONE)
    assert served(cloud, stage) == "2"
    assert len(cloud.function.list_versions_by_function(FunctionName=stage.function)["Versions"]) == 3
    assert (status(url, "before"), status(url, "after")) == (404, 200)


def test_each_further_rollback_goes_one_further_back_until_there_is_none(counter, cloud, proxy, twice):
    stage, _ = twice
    stage.write(**{MEMORY_KEY: 256})
    counter.deploy(stage).expect(DONE)
    for version in ("2", "1"):
        counter("rollback", *stage.arguments, "--yes").expect(DONE)
        assert served(cloud, stage) == version
    with proxy.recording() as calls:
        run = counter("rollback", *stage.arguments, "--yes").expect(FAILED)
    assert writes(calls) == []
    assert "There is no version before 1, which" in " ".join(run.stderr.split())


def test_a_version_is_named_with_to(counter, cloud, proxy, twice):
    stage, _ = twice
    back = counter("rollback", *stage.arguments, "--yes", "--to", "1", "--json").expect(DONE)
    assert [line["event"] for line in back.lines] == ["plan", "started", "finished", "result"]
    assert back.json["result"] == "applied"
    again = counter("rollback", *stage.arguments, "--yes", "--to", "1", "--json").expect(DONE)
    assert again.json["result"] == "unchanged"
    counter("rollback", *stage.arguments, "--yes", "--to", "2").expect(DONE)
    assert served(cloud, stage) == "2"
    with proxy.recording() as calls:
        missing = counter("rollback", *stage.arguments, "--yes", "--to", "9").expect(FAILED)
        counter("rollback", *stage.arguments, "--yes", "--to", "latest").expect(BAD_USAGE)
    assert "has no version 9. The newest are 1, 2." in " ".join(missing.stderr.split())
    assert writes(calls) == []


def test_a_rollback_asks_first_and_is_refused_where_nobody_can_answer(counter, cloud, twice):
    stage, _ = twice
    refused = counter("rollback", *stage.arguments).expect(BAD_USAGE)
    assert "--yes" in refused.stderr
    assert counter.on_terminal("no", "rollback", *stage.arguments).exit_code == FAILED
    assert served(cloud, stage) == "2"
    agreed = counter.on_terminal("yes", "rollback", *stage.arguments).expect(DONE)
    assert f"Roll visitor-counter · {stage.name} back?" in agreed.stdout
    assert served(cloud, stage) == "1"


def test_a_stage_that_does_not_exist_cannot_be_rolled_back(counter, proxy, stage):
    with proxy.recording() as calls:
        run = counter("rollback", *stage.arguments, "--yes").expect(FAILED)
    assert "does not exist" in " ".join(run.stderr.split())
    assert writes(calls) == []


def test_a_function_of_someone_else_is_not_rolled_back(counter, cloud, proxy, twice):
    stage, _ = twice
    cloud.function.untag_resource(Resource=stage.function_arn, TagKeys=list(stage.tags))
    with proxy.recording() as calls:
        run = counter("rollback", *stage.arguments, "--yes").expect(FAILED)
    assert writes(calls) == [] and stage.function in run.stderr
