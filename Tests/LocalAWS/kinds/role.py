"""The role of the function: IAM's, which keeps it once for all regions."""

import json
import xml.etree.ElementTree as ElementTree
from typing import TYPE_CHECKING

from authorization import BoundaryOf, Check, check, tag_keys
from kinds.kind import Alteration, Drift, Kind, Naming, Tags, tag_objects, tags_by_key
from local_aws import ACCOUNT
from proxy import Call
from stage import Stage
from subjects import form

if TYPE_CHECKING:
    from cloud import Cloud

ARN = f"arn:aws:iam::{ACCOUNT}:role/{{}}"
#: A managed policy of AWS that has nothing to do with the stack.
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
WIDE = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "dynamodb:*", "Resource": "*"}]})
WIDE_TRUST = json.dumps({"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": {"Service": ["lambda.amazonaws.com", "ec2.amazonaws.com"]},
    "Action": "sts:AssumeRole"}]})

#: The requests about a role for which IAM knows the condition key `iam:PermissionsBoundary`. For two of them its value
#: is the boundary in the request; for the others it is the role's current boundary.
_ASKS_FOR_BOUNDARY = {"CreateRole", "PutRolePermissionsBoundary"}
_TAKES_BOUNDARY = {
    *_ASKS_FOR_BOUNDARY, "AttachRolePolicy", "DeleteRole", "DeleteRolePermissionsBoundary", "DeleteRolePolicy",
    "DetachRolePolicy", "GetRole", "PutRolePolicy", "UpdateAssumeRolePolicy", "UpdateRole", "UpdateRoleDescription"}


def look(cloud: "Cloud", stage: Stage) -> dict:
    return cloud.iam.get_role(RoleName=stage.role)["Role"]


def read_tags(cloud: "Cloud", stage: Stage) -> dict[str, str]:
    return tags_by_key(cloud.iam.list_role_tags(RoleName=stage.role)["Tags"])


def snapshot(cloud: "Cloud", stage: Stage) -> dict:
    attached = cloud.iam.list_attached_role_policies(RoleName=stage.role)["AttachedPolicies"]
    return {
        "trust": look(cloud, stage)["AssumeRolePolicyDocument"], "boundary": cloud.boundary(stage.role),
        "inline": {name: cloud.iam.get_role_policy(RoleName=stage.role, PolicyName=name)["PolicyDocument"]
                   for name in inline_policies(cloud, stage)},
        "attached": sorted(policy["PolicyArn"] for policy in attached),
        "tags": read_tags(cloud, stage),
    }


def inline_policies(cloud: "Cloud", stage: Stage) -> list[str]:
    """The names of the role's inline policies."""
    return cloud.iam.list_role_policies(RoleName=stage.role)["PolicyNames"]


def trust_another_service(cloud: "Cloud", stage: Stage) -> None:
    cloud.iam.update_assume_role_policy(RoleName=stage.role, PolicyDocument=WIDE_TRUST)


def widen_inline_policy(cloud: "Cloud", stage: Stage) -> None:
    name = inline_policies(cloud, stage)[0]
    cloud.iam.put_role_policy(RoleName=stage.role, PolicyName=name, PolicyDocument=WIDE)


def remove_inline_policy(cloud: "Cloud", stage: Stage) -> None:
    cloud.iam.delete_role_policy(RoleName=stage.role, PolicyName=inline_policies(cloud, stage)[0])


def add_inline_policy(cloud: "Cloud", stage: Stage) -> None:
    cloud.iam.put_role_policy(RoleName=stage.role, PolicyName="by-hand", PolicyDocument=WIDE)


def attach_policy(cloud: "Cloud", stage: Stage) -> None:
    cloud.iam.attach_role_policy(RoleName=stage.role, PolicyArn=READ_ONLY)


def alter_role(cloud: "Cloud", stage: Stage) -> None:
    trust_another_service(cloud, stage)
    add_inline_policy(cloud, stage)
    attach_policy(cloud, stage)


def use_role_elsewhere(cloud: "Cloud", stage: Stage) -> None:
    """Adds the role to an instance profile of its name, as AWS's console does; such a role cannot be deleted."""
    cloud.iam.create_instance_profile(InstanceProfileName=stage.role)
    cloud.iam.add_role_to_instance_profile(InstanceProfileName=stage.role, RoleName=stage.role)


def rules(call: Call, boundary_of: BoundaryOf) -> list[Check]:
    """What AWS checks for a request to IAM."""
    asked = form(call)
    role = f"arn:aws:iam::{ACCOUNT}:role{asked.get('Path', '/')}{asked['RoleName']}"
    if call.action == "RemoveRoleFromInstanceProfile":
        # The only request about a role whose resource is not the role.
        profile = f"arn:aws:iam::{ACCOUNT}:instance-profile/{asked['InstanceProfileName']}"
        return [check("iam:RemoveRoleFromInstanceProfile", profile, {})]
    boundary = None
    if call.action in _ASKS_FOR_BOUNDARY:
        boundary = asked.get("PermissionsBoundary")
    elif call.action in _TAKES_BOUNDARY:
        boundary = boundary_of(asked["RoleName"])
    found = [check(f"iam:{call.action}", role, {
        **tag_keys(call), "iam:PolicyARN": asked.get("PolicyArn"), "iam:PermissionsBoundary": boundary})]
    if call.action == "CreateRole" and "Tags.member.1.Key" in asked:
        found.append(check("iam:TagRole", role, tag_keys(call)))
    return found


def complete_role(role: ElementTree.Element, namespace: str) -> None:
    """Completes a role that was never used: no empty description, and an empty list if it has no tags."""
    names = {child.tag.removeprefix(namespace): child for child in role}
    if "Description" in names and not names["Description"].text:
        role.remove(names["Description"])
    for name in {"Tags", "RoleLastUsed"} - names.keys():
        ElementTree.SubElement(role, namespace + name)
    if "MaxSessionDuration" not in names:
        ElementTree.SubElement(role, namespace + "MaxSessionDuration").text = "3600"


ROLE = Kind(
    title="role", json_name="role", service="iam", is_global=True, look=look, snapshot=snapshot, rules=rules,
    naming=Naming(lambda stage: stage.role, ARN, "RoleName"),
    tags=Tags(
        read=read_tags,
        put=lambda cloud, stage, tags: cloud.iam.tag_role(RoleName=stage.role, Tags=tag_objects(tags)),
        remove=lambda cloud, stage, keys: cloud.iam.untag_role(RoleName=stage.role, TagKeys=keys)),
    own_drifts=[
        Drift("the role trusts another service", "trust", trust_another_service),
        Drift("the role's policy is widened", "dynamodb", widen_inline_policy),
        Drift("the role's policy is removed", "dynamodb", remove_inline_policy),
        Drift("the role has a further inline policy", "by-hand", add_inline_policy),
        Drift("the role has an attached policy", "readonlyaccess", attach_policy),
    ],
    alterations=[Alteration("the role was altered", alter_role)],
    structure_completions={"Role": complete_role},
)
