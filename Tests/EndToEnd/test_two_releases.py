"""A function with two aliases, each with a URL of its own that has its own access and CORS rule."""

import json

import pytest

from missing import missing_is_fine
from program import BAD_USAGE, CHANGES_PENDING, DONE
from proxy import writes
from sample import existing

pytestmark = pytest.mark.usefixtures("as_aws_answers")
#: `live` is open to everyone, and `beta` takes signed requests alone; each may be read by another site.
BOTH = {"aliases": ["live", "beta"], "urls": ["live", "beta"], "signed": ["beta"], "cors": ["live", "beta"]}


@pytest.fixture
def stage(sample, sample_stage):
    """A stage with both aliases, deployed."""
    sample_stage.write(**BOTH)
    sample(sample_stage, "deploy").expect(DONE)
    yield sample_stage
    sample(sample_stage, "destroy", "--delete-data").expect(DONE)


def look(hand, stage) -> dict:
    """What each alias serves, and its URL."""
    found = {}
    for alias in ("live", "beta"):
        with missing_is_fine():
            served = hand.get_alias(FunctionName=stage.function, Name=alias)["FunctionVersion"]
            found[alias] = [served]
            url = hand.get_function_url_config(FunctionName=stage.function, Qualifier=alias)
            found[alias] += [url["AuthType"], url.get("Cors", {}).get("AllowOrigins")]
    return found


LIVE, BETA = ["NONE", ["https://live.example"]], ["AWS_IAM", ["https://beta.example"]]


def deployed_unchanged(sample, proxy, stage) -> None:
    with proxy.recording() as calls:
        assert sample(stage, "deploy", "--json").expect(DONE).json["result"] == "unchanged"
    assert writes(calls) == []


def test_each_alias_has_its_own_url_and_outputs_name_both(sample, proxy, policies, hand, stage):
    assert look(hand, stage) == {"live": ["1", *LIVE], "beta": ["1", *BETA]}
    assert len(policies.ids(stage.function, "live")) == 2 and policies.ids(stage.function, "beta") == []
    status = sample(stage, "status", "--json").expect(DONE).json
    urls = {name: value for name, value in status["outputs"].items() if name.startswith("url")}
    assert set(urls) == {f"url.{stage.function}:live", f"url.{stage.function}:beta"}
    assert len(set(urls.values())) == 2
    deployed_unchanged(sample, proxy, stage)


def test_drift_of_one_is_shown_on_it_alone_and_put_back(sample, proxy, policies, hand, stage):
    before = look(hand, stage)
    hand.update_function_url_config(
        FunctionName=stage.function, Qualifier="beta", AuthType="NONE", Cors={"AllowOrigins": ["*"]})
    hand.add_permission(
        FunctionName=stage.function, Qualifier="beta", StatementId="open", Principal="*",
        Action="lambda:InvokeFunctionUrl", FunctionUrlAuthType="NONE")
    hand.update_alias(FunctionName=stage.function, Name="beta", FunctionVersion="$LATEST")
    plan = sample(stage, "plan", "--json", "--detailed-exitcode").expect(CHANGES_PENDING).json
    changed = [f"{step['kind']} {step['name']}" for step in plan["steps"] if step["action"] != "none"]
    assert sorted(changed) == [f"release {stage.function}:beta", f"url {stage.function}:beta"]
    sample(stage, "deploy").expect(DONE)
    assert look(hand, stage) == before and policies.ids(stage.function, "beta") == []
    deployed_unchanged(sample, proxy, stage)


def test_one_that_leaves_the_description_goes_with_its_url_and_the_other_stays(sample, proxy, hand, cloud, stage):
    address = hand.get_function_url_config(FunctionName=stage.function, Qualifier="live")["FunctionUrl"]
    stage.write()
    plan = sample(stage, "plan", "--json", "--detailed-exitcode").expect(CHANGES_PENDING).json
    gone = [f"{step['kind']} {step['name']}" for step in plan["steps"] if step["action"] == "delete"]
    assert sorted(gone) == [f"release {stage.function}:beta", f"url {stage.function}:beta"]
    sample(stage, "deploy").expect(DONE)
    assert not set(gone) & set(existing(cloud, stage))
    assert look(hand, stage) == {"live": ["1", "NONE", None]}
    assert hand.get_function_url_config(FunctionName=stage.function, Qualifier="live")["FunctionUrl"] == address
    deployed_unchanged(sample, proxy, stage)


def test_a_rollback_goes_back_with_one_alias_or_with_both(sample, proxy, hand, stage):
    stage.write(**BOTH, storageMiB=1024)
    sample(stage, "deploy").expect(DONE)
    assert look(hand, stage) == {"live": ["2", *LIVE], "beta": ["2", *BETA]}
    with proxy.recording() as calls:
        sample(stage, "rollback", "--release", "live").expect(DONE)
    assert [call.action for call in calls if call.is_write] == ["UpdateAlias"]
    assert look(hand, stage) == {"live": ["1", *LIVE], "beta": ["2", *BETA]}
    plan = sample(stage, "plan", "--json", "--detailed-exitcode").expect(CHANGES_PENDING).json
    assert [step["name"] for step in plan["steps"] if step["action"] != "none"] == [f"{stage.function}:live"]
    sample(stage, "deploy").expect(DONE)
    sample(stage, "rollback", "--release", f"{stage.function}:beta", "--to", "1").expect(DONE)
    assert look(hand, stage) == {"live": ["2", *LIVE], "beta": ["1", *BETA]}
    sample(stage, "deploy").expect(DONE)
    sample(stage, "rollback").expect(DONE)
    assert look(hand, stage) == {"live": ["1", *LIVE], "beta": ["1", *BETA]}
    wrong = sample(stage, "rollback", "--release", "gamma").expect(BAD_USAGE)
    assert f"{stage.function}:live, {stage.function}:beta" in json.dumps(" ".join(wrong.stderr.split()))
