"""What the counter does not describe needs no more than the printed policy, too: the sample stack's further settings."""

import itertools

import pytest

from identity_policy import actions, statements, without
from kinds.function import LAYER
from kinds.role import READ_ONLY
from local_aws import ACCOUNT
from program import DONE, FAILED
from sample import Sample, SampleStage

_numbers = itertools.count(1)
ROLE = f"arn:aws:iam::{ACCOUNT}:role/{{}}"


@pytest.fixture
def stage(tmp_path):
    """A stage that is not deployed yet."""
    return SampleStage(f"needs{next(_numbers):02}x", tmp_path)


def detach_all(cloud, stage):
    """Takes the managed policies off the role, and attaches another."""
    for policy in cloud.iam.list_attached_role_policies(RoleName=stage.role)["AttachedPolicies"]:
        cloud.iam.detach_role_policy(RoleName=stage.role, PolicyArn=policy["PolicyArn"])
    cloud.iam.attach_role_policy(RoleName=stage.role, PolicyArn=READ_ONLY)


def remove_layers(cloud, stage):
    cloud.function.update_function_configuration(FunctionName=stage.function, Layers=[])


#: Settings, the action that they need, and a change by hand that is reverted with it.
SETTINGS = {
    "managed policies": ({"managedPolicies": ["service-role/AWSLambdaBasicExecutionRole"]},
                         "iam:AttachRolePolicy", detach_all),
    "layers": ({"layers": [LAYER]}, "lambda:GetLayerVersion", remove_layers),
}


@pytest.mark.parametrize("title", SETTINGS)
def test_a_life_passes_with_the_printed_policy_alone_and_its_action_is_necessary(of_sample, cloud, stage, title):
    settings, action, by_hand = SETTINGS[title]
    user = Sample(of_sample.counter)
    assert action not in actions(of_sample.printed_policy(stage)), "it is allowed where it is not described"
    stage.write(**settings)
    policy = of_sample.printed_policy(stage)
    with of_sample.holding(without(policy, action)):
        assert action in user(stage, "deploy").expect(FAILED).stderr
    with of_sample.holding(policy):
        user(stage, "deploy").expect(DONE)
    by_hand(cloud, stage)
    with of_sample.holding(policy):
        user(stage, "deploy").expect(DONE)
        user(stage, "plan", "--detailed-exitcode").expect(DONE)
        user(stage, "destroy", "--delete-data").expect(DONE)


def test_the_deployer_may_attach_the_described_policies_alone(of_sample, stage):
    stage.write(managedPolicies=["service-role/AWSLambdaBasicExecutionRole"])
    found = [statement for statement in statements(of_sample.printed_policy(stage))
             if "iam:AttachRolePolicy" in statement["Action"]]
    assert [(statement["Resource"], statement["Condition"]) for statement in found] == [(
        ROLE.format(stage.role),
        {"ArnEquals": {"iam:PolicyARN": "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"}})]
