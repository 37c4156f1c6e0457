"""A login that deploys test stacks with a permissions boundary can deploy, but cannot make an administrator.

The boundary is the one that docs/permissions.md recommends. The local AWS does not know the condition key, so the proxy judges
the condition. The local AWS itself enforces the boundary of a role.
"""

import dataclasses
import json
import pathlib

import botocore.exceptions
import pytest

from deployer import Deployer, policy_in
from identity_policy import actions, extended, statements, without
from kinds.role import READ_ONLY, WIDE
from local_aws import ACCOUNT, REGION, LocalAWS
from policy_rules import listed
from program import DONE, FAILED
from scenes import LIFE, Scene, deploy, destroy, status
from stage import BOUNDARY_KEY, Stage
from visits import Visitor

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "test-stack-boundary.json"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
EVERYTHING = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
ANYBODY = json.dumps({"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]})
KEY = "iam:PermissionsBoundary"
#: The deployer's actions that could give a role more permissions.
UNDER_THE_CONDITION = {f"iam:{name}" for name in (
    "CreateRole", "PutRolePolicy", "PutRolePermissionsBoundary", "UpdateAssumeRolePolicy", "DeleteRolePolicy",
    "DetachRolePolicy")}


def take_boundary_off(cloud, stage):
    """Removes the boundary, and gives the role more permissions, which a deploy must revert, too."""
    cloud.iam.delete_role_permissions_boundary(RoleName=stage.role)
    cloud.iam.update_assume_role_policy(RoleName=stage.role, PolicyDocument=ANYBODY)
    for name in ["by-hand", *cloud.iam.list_role_policies(RoleName=stage.role)["PolicyNames"]]:
        cloud.iam.put_role_policy(RoleName=stage.role, PolicyName=name, PolicyDocument=WIDE)
    cloud.iam.attach_role_policy(RoleName=stage.role, PolicyArn=READ_ONLY)


def put_another_boundary_on(cloud, stage):
    """Sets another boundary, and gives the role more permissions."""
    take_boundary_off(cloud, stage)
    cloud.iam.put_role_permissions_boundary(RoleName=stage.role, PermissionsBoundary=ADMINISTRATOR)


def deploy_again(counter, stage):
    """Deploys again, after the last scene of a life cycle."""
    deploy(counter, stage).expect(DONE)
    return status(counter, stage)


ALL_SCENES = [
    *LIFE[:-1], Scene("a deploy after the role lost its boundary", True, deploy, take_boundary_off),
    Scene("a deploy after the role got another boundary", True, deploy, put_another_boundary_on), LIFE[-1],
    Scene("another first deploy", False, deploy_again),
    Scene("a destroy of a role that lost its boundary", True, destroy, take_boundary_off),
]


@pytest.fixture(scope="module")
def boundary(cloud):
    """The ARN of the managed policy that docs/permissions.md recommends."""
    return cloud.iam.create_policy(
        PolicyName="counter-test-boundary", PolicyDocument=SAMPLE.read_text().replace("123456789012", ACCOUNT)
    )["Policy"]["Arn"]


@pytest.fixture(scope="module")
def policy(deployer, boundary, tmp_path_factory):
    """The policy that an administrator prints, by docs/permissions.md, for the role of the test stacks."""
    shared = Stage("test", tmp_path_factory.mktemp("config"))
    shared.write(**{BOUNDARY_KEY: boundary})
    return deployer.counter("policy", "--stage", "pr-*", "--config", str(shared.file)).expect(DONE).document


@pytest.fixture
def new_test_stack(boundary, tmp_path_factory):
    """Makes a test stack by its number, with the boundary in its settings."""
    def make(number: int) -> Stage:
        stage = Stage(f"pr-{number}", tmp_path_factory.mktemp("config"))
        stage.write(**{BOUNDARY_KEY: boundary})
        return stage

    return make


def test_the_policy_widens_roles_only_under_the_condition_and_takes_no_boundary_off(policy, boundary):
    condition = {"StringEquals": {KEY: boundary}}
    for statement in statements(policy):
        under = [action in UNDER_THE_CONDITION for action in listed(statement["Action"])]
        assert all(under) or not any(under)
        assert (statement.get("Condition") == condition) is all(under)
    assert UNDER_THE_CONDITION <= set(actions(policy))
    assert not {"iam:DeleteRolePermissionsBoundary", "iam:AttachRolePolicy"} & set(actions(policy))


def test_the_whole_life_of_a_test_stack_passes_with_the_policy_alone(
        deployer, cloud, boundary, policy, new_test_stack):
    stage = new_test_stack(1)
    for scene in ALL_SCENES:
        scene.by_hand(cloud, stage)
        with deployer.holding(policy):
            run = scene.command(deployer.counter, stage)
        assert run.exit_code == DONE, f"{scene}: {run}"
        if scene.command is deploy:
            assert cloud.boundary(stage.role) == boundary
            assert "by-hand" not in json.dumps(cloud.snapshot(stage)["role"])
    assert cloud.left(stage) == {}


def test_the_function_counts_within_the_boundary(deployer, counter, cloud, new_test_stack):
    stage = new_test_stack(2)
    url = counter.deploy(stage, "--json").expect(DONE).json["outputs"]["url"]
    response, content = Visitor(url).ask()
    assert response.status == 200, content
    assert cloud.views(stage) == 1
    counter.destroy(stage, "--delete-data").expect(DONE)


class Attacker:
    """Somebody who uses the login of the test stacks with AWS's own client."""

    def __init__(self, deployer: Deployer):
        self.iam = LocalAWS.session().create_client(
            "iam", endpoint_url=deployer.proxy.endpoint, region_name=REGION,
            aws_access_key_id=deployer.user.keys["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=deployer.user.keys["AWS_SECRET_ACCESS_KEY"])

    def outcome(self, operation: str, **parameters) -> str | None:
        """The code of AWS's error; None if the operation succeeded."""
        try:
            getattr(self.iam, operation)(**parameters)
        except botocore.exceptions.ClientError as error:
            return error.response["Error"]["Code"]
        return None


@pytest.fixture
def attacker(deployer):
    return Attacker(deployer)


@dataclasses.dataclass(frozen=True)
class Try:
    """An attempt to become an administrator through a role with a test stack's name."""

    title: str
    operation: str
    #: The parameters, without the role's name.
    parameters: dict
    #: Whether a policy that was printed without a boundary allows it.
    passes_without: bool = True

    def __str__(self) -> str:
        return self.title


CREATIONS = [
    Try("create a role that anybody may assume", "create_role", {"AssumeRolePolicyDocument": ANYBODY}),
    Try("create one with another boundary", "create_role",
        {"AssumeRolePolicyDocument": ANYBODY, "PermissionsBoundary": ADMINISTRATOR}),
]
CHANGES = [
    Try("write a policy", "put_role_policy", {"PolicyName": "x", "PolicyDocument": EVERYTHING}),
    Try("write the trust", "update_assume_role_policy", {"PolicyDocument": ANYBODY}),
    Try("remove a policy", "delete_role_policy", {"PolicyName": "limits"}),
    Try("detach a policy", "detach_role_policy", {"PolicyArn": READ_ONLY}),
    Try("attach a policy", "attach_role_policy", {"PolicyArn": ADMINISTRATOR}, passes_without=False),
    Try("put another boundary on", "put_role_permissions_boundary", {"PermissionsBoundary": ADMINISTRATOR},
        passes_without=False),
    Try("take the boundary off", "delete_role_permissions_boundary", {}, passes_without=False),
]


def make_role(cloud, name: str, boundary: str | None) -> None:
    """Makes a role as somebody else would, with policies that can be removed."""
    limits = {"PermissionsBoundary": boundary} if boundary else {}
    cloud.iam.create_role(RoleName=name, AssumeRolePolicyDocument=ANYBODY, **limits)
    cloud.iam.put_role_policy(RoleName=name, PolicyName="limits", PolicyDocument=WIDE)
    cloud.iam.attach_role_policy(RoleName=name, PolicyArn=READ_ONLY)


def remove_role(cloud, name: str) -> None:
    """Deletes the role with all its policies."""
    for policy in cloud.iam.list_role_policies(RoleName=name)["PolicyNames"]:
        cloud.iam.delete_role_policy(RoleName=name, PolicyName=policy)
    for policy in cloud.iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]:
        cloud.iam.detach_role_policy(RoleName=name, PolicyArn=policy["PolicyArn"])
    cloud.iam.delete_role(RoleName=name)


@pytest.mark.parametrize("attempt", CREATIONS, ids=str)
def test_no_role_without_the_boundary_is_made(deployer, cloud, attacker, policy, new_test_stack, attempt):
    role = new_test_stack(3).role
    with deployer.holding(policy):
        assert attacker.outcome(attempt.operation, RoleName=role, **attempt.parameters) == "AccessDenied"
    assert cloud.boundary(role) is None


@pytest.mark.parametrize("attempt", CHANGES, ids=str)
@pytest.mark.parametrize("limits", [None, READ_ONLY], ids=["without a boundary", "with another boundary"])
def test_no_role_that_lacks_the_boundary_is_changed(
        deployer, cloud, attacker, policy, new_test_stack, attempt, limits):
    role = new_test_stack(4).role
    make_role(cloud, role, limits)
    try:
        with deployer.holding(policy):
            assert attacker.outcome(attempt.operation, RoleName=role, **attempt.parameters) == "AccessDenied"
        assert cloud.boundary(role) == limits
    finally:
        remove_role(cloud, role)


@pytest.mark.parametrize("attempt", CHANGES[-3:], ids=str)
def test_the_boundary_of_a_role_is_not_moved_and_nothing_is_attached(
        deployer, cloud, attacker, boundary, policy, new_test_stack, attempt):
    role = new_test_stack(5).role
    make_role(cloud, role, boundary)
    try:
        with deployer.holding(policy):
            assert attacker.outcome(attempt.operation, RoleName=role, **attempt.parameters) == "AccessDenied"
        assert cloud.boundary(role) == boundary
    finally:
        remove_role(cloud, role)


def test_a_role_that_may_do_everything_can_do_no_more_than_its_boundary(
        deployer, local_aws, cloud, attacker, boundary, policy, new_test_stack):
    stage = new_test_stack(6)
    with deployer.holding(policy):
        assert attacker.outcome("create_role", RoleName=stage.role, AssumeRolePolicyDocument=ANYBODY,
                                PermissionsBoundary=boundary) is None
        assert attacker.outcome(
            "put_role_policy", RoleName=stage.role, PolicyName="x", PolicyDocument=EVERYTHING) is None
    try:
        # The local AWS itself judges what the role can do.
        keys = local_aws.client("sts").assume_role(
            RoleArn=stage.role_arn, RoleSessionName="administrator")["Credentials"]
        iam = LocalAWS.session().create_client(
            "iam", endpoint_url=local_aws.endpoint, region_name=REGION, aws_access_key_id=keys["AccessKeyId"],
            aws_secret_access_key=keys["SecretAccessKey"], aws_session_token=keys["SessionToken"])
        with pytest.raises(botocore.exceptions.ClientError, match="AccessDenied"):
            iam.create_user(UserName="administrator")
    finally:
        remove_role(cloud, stage.role)


@pytest.mark.parametrize("attempt", [found for found in CREATIONS[:1] + CHANGES if found.passes_without], ids=str)
def test_without_a_boundary_in_the_settings_each_of_these_passes(
        deployer, cloud, attacker, tmp_path, attempt):
    stage = Stage("pr-7", tmp_path)
    if attempt not in CREATIONS:
        make_role(cloud, stage.role, None)
    with deployer.holding(deployer.printed_policy(stage)):
        assert attacker.outcome(attempt.operation, RoleName=stage.role, **attempt.parameters) is None
    remove_role(cloud, stage.role)


def test_a_settings_file_without_the_boundary_is_refused_by_iam_and_the_refusal_says_what_to_do(
        deployer, cloud, policy, tmp_path):
    stage = Stage("pr-8", tmp_path)
    with deployer.holding(policy):
        run = deploy(deployer.counter, stage).expect(FAILED)
        assert "name it as permissionsBoundary" in " ".join((run.stdout + run.stderr).split()), str(run)
        assert "role" not in cloud.left(stage)
        destroy(deployer.counter, stage).expect(DONE)


@pytest.mark.parametrize("action", sorted(UNDER_THE_CONDITION))
def test_each_of_these_actions_is_necessary_and_is_named_with_its_condition(
        deployer, cloud, boundary, policy, new_test_stack, action):
    stage = new_test_stack(9)
    less = without(policy, action)
    if action != "iam:CreateRole":
        deployer.administrator.deploy(stage).expect(DONE)
        take_boundary_off(cloud, stage)
    with deployer.holding(less):
        run = deploy(deployer.counter, stage).expect(FAILED)
    missing = policy_in(run.stdout + run.stderr)
    assert [statement["Action"] for statement in statements(missing)] == [action], str(run)
    assert all(statement["Condition"] == {"StringEquals": {KEY: boundary}} for statement in statements(missing))
    with deployer.holding(extended(less, missing)):
        deploy(deployer.counter, stage).expect(DONE)
    deployer.administrator.destroy(stage, "--delete-data").expect(DONE)


def test_a_boundary_that_is_not_described_is_reported_and_left(deployer, cloud, boundary, new_stage):
    stage = new_stage()
    deployer.administrator.deploy(stage).expect(DONE)
    cloud.iam.put_role_permissions_boundary(RoleName=stage.role, PermissionsBoundary=boundary)
    for command in (["plan", "--function", str(deployer.counter.function), "--detailed-exitcode"], ["status"]):
        run = deployer.administrator(command[0], *stage.arguments, *command[1:]).expect(DONE)
        assert f"limited by {boundary}" in " ".join(run.stdout.split()), str(run)
    deployer.administrator.deploy(stage).expect(DONE)
    assert cloud.boundary(stage.role) == boundary
    deployer.administrator.destroy(stage, "--delete-data").expect(DONE)
