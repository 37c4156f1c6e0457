"""What the counter does not describe is kept as described, too: the sample stack's further settings, changed by hand."""

import contextlib
import json
from collections.abc import Callable

import pytest

from cloud import Cloud
from kinds.function import LAYER, layers_of
from kinds.role import READ_ONLY
from program import CHANGES_PENDING, DONE
from proxy import writes
from sample import ALIAS, Sample, SampleStage
from stage import REGION

AWS_POLICY = "arn:aws:iam::aws:policy/{}"
BASIC = "service-role/AWSLambdaBasicExecutionRole"
XRAY = "AWSXRayDaemonWriteAccess"
PARTNER = "210987654321"
LAMBDA = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
TRUST = {"trustedAccounts": [PARTNER], "externalID": "counter-7f3a"}
OTHER_LAYER = f"arn:aws:lambda:{REGION}:580247275435:layer:other:1"


def attached(cloud: Cloud, stage: SampleStage) -> list[str]:
    policies = cloud.iam.list_attached_role_policies(RoleName=stage.role)["AttachedPolicies"]
    return sorted(policy["PolicyArn"] for policy in policies)


def detach(name: str):
    return lambda cloud, stage: cloud.iam.detach_role_policy(
        RoleName=stage.role, PolicyArn=AWS_POLICY.format(name))


def attach_another(cloud: Cloud, stage: SampleStage) -> None:
    cloud.iam.attach_role_policy(RoleName=stage.role, PolicyArn=READ_ONLY)


def trusted(cloud: Cloud, stage: SampleStage) -> list[dict]:
    """The statements of the role's trust, in one order."""
    trust = cloud.iam.get_role(RoleName=stage.role)["Role"]["AssumeRolePolicyDocument"]
    return sorted(trust["Statement"], key=json.dumps)


def trust(*statements: dict):
    """Writes the trust with further statements beside Lambda's."""
    def change(cloud: Cloud, stage: SampleStage) -> None:
        document = {"Version": "2012-10-17", "Statement": [LAMBDA, *statements]}
        cloud.iam.update_assume_role_policy(RoleName=stage.role, PolicyDocument=json.dumps(document))
    return change


def of_account(account: str, external_id: str | None = None) -> dict:
    """The statement of a trust in an account."""
    condition = {"Condition": {"StringEquals": {"sts:ExternalId": external_id}}} if external_id else {}
    return {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": account}, **condition}


def configured(cloud: Cloud, stage: SampleStage) -> tuple:
    """The layers, the storage and the tracing of the function, and of the version that its alias serves."""
    found = [cloud.function.get_function_configuration(FunctionName=stage.function, **which)
             for which in ({}, {"Qualifier": ALIAS})]
    return tuple((layers_of(one), one["EphemeralStorage"]["Size"], one["TracingConfig"]["Mode"]) for one in found)


def configure(**changes):
    return lambda cloud, stage: cloud.function.update_function_configuration(FunctionName=stage.function, **changes)


#: Settings, what is read of them on AWS, a change by hand, and a word of the change that a plan must show.
DRIFTS = {
    "a managed policy is detached": ({"managedPolicies": [BASIC, XRAY]}, attached, detach(XRAY), XRAY),
    "a further policy is attached": ({"managedPolicies": [BASIC]}, attached, attach_another, "ReadOnlyAccess"),
    "another account is trusted": (
        TRUST, trusted, trust(of_account(PARTNER, "counter-7f3a"), of_account("111122223333")), "111122223333"),
    "the external id is no longer asked for": (TRUST, trusted, trust(of_account(PARTNER)), "sts:ExternalId"),
    "another external id is asked for": (TRUST, trusted, trust(of_account(PARTNER, "theirs")), "theirs"),
    "the account is no longer trusted": (TRUST, trusted, trust(), PARTNER),
    "a layer is removed": ({"layers": [LAYER, OTHER_LAYER]}, configured, configure(Layers=[LAYER]), "layers"),
    "layers are put in another order": (
        {"layers": [LAYER, OTHER_LAYER]}, configured, configure(Layers=[OTHER_LAYER, LAYER]), "layers"),
    "the storage is made smaller": (
        {"storageMiB": 1024}, configured, configure(EphemeralStorage={"Size": 512}), "ephemeralStorage"),
    "tracing is switched off": (
        {"traced": True, "managedPolicies": [XRAY]}, configured, configure(TracingConfig={"Mode": "PassThrough"}),
        "tracing"),
}


def deployed_unchanged(sample: Sample, proxy, stage: SampleStage) -> None:
    """Asserts that a further deploy writes nothing."""
    with proxy.recording() as calls:
        assert sample(stage, "deploy", "--json").expect(DONE).json["result"] == "unchanged"
    assert writes(calls) == []


@contextlib.contextmanager
def destroying(sample: Sample, stage: SampleStage):
    """Destroys the stage in the end."""
    try:
        yield
    finally:
        sample(stage, "destroy", "--delete-data").expect(DONE)


@pytest.mark.parametrize("drift", DRIFTS)
def test_drift_is_shown_and_repaired(sample, sample_stage, as_aws_answers, cloud, proxy, drift):
    settings, look, by_hand, word = DRIFTS[drift]
    sample_stage.write(**settings)
    with destroying(sample, sample_stage):
        sample(sample_stage, "deploy").expect(DONE)
        before = look(cloud, sample_stage)
        deployed_unchanged(sample, proxy, sample_stage)
        by_hand(cloud, sample_stage)
        assert look(cloud, sample_stage) != before
        plan = sample(sample_stage, "plan", "--detailed-exitcode", "--json").expect(CHANGES_PENDING).json
        assert word in json.dumps([step for step in plan["steps"] if step["action"] != "none"])
        sample(sample_stage, "deploy").expect(DONE)
        assert look(cloud, sample_stage) == before
        deployed_unchanged(sample, proxy, sample_stage)


#: Settings, the settings that follow them, and what is read on AWS then.
CHANGES: dict[str, tuple[dict, dict, Callable, object]] = {
    "a managed policy is replaced": (
        {"managedPolicies": [BASIC]}, {"managedPolicies": [XRAY]}, attached, [AWS_POLICY.format(XRAY)]),
    "no managed policy is left": ({"managedPolicies": [BASIC]}, {}, attached, []),
    "a layer is replaced": (
        {"layers": [LAYER], "storageMiB": 1024}, {"layers": [OTHER_LAYER]}, configured,
        (([OTHER_LAYER], 512, "PassThrough"),) * 2),
    "no layer is left": ({"layers": [LAYER]}, {}, configured, (([], 512, "PassThrough"),) * 2),
}


@pytest.mark.parametrize("change", CHANGES)
def test_other_settings_are_deployed(sample, sample_stage, as_aws_answers, cloud, proxy, change):
    first, then, look, expected = CHANGES[change]
    sample_stage.write(**first)
    with destroying(sample, sample_stage):
        sample(sample_stage, "deploy").expect(DONE)
        sample_stage.write(**then)
        sample(sample_stage, "deploy").expect(DONE)
        assert look(cloud, sample_stage) == expected
        deployed_unchanged(sample, proxy, sample_stage)


def test_an_account_by_its_number_is_the_one_that_is_described(sample, sample_stage, as_aws_answers, cloud, proxy):
    sample_stage.write(**TRUST)
    with destroying(sample, sample_stage):
        sample(sample_stage, "deploy").expect(DONE)
        assert f"arn:aws:iam::{PARTNER}:root" in json.dumps(trusted(cloud, sample_stage))
        trust(of_account(PARTNER, "counter-7f3a"))(cloud, sample_stage)
        deployed_unchanged(sample, proxy, sample_stage)
