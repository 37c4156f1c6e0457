"""The log group of the function: CloudWatch Logs'."""

from typing import TYPE_CHECKING

from authorization import BoundaryOf, Check, check, tag_keys
from aws_answers import content
from kinds.kind import Alteration, Drift, Kind, Naming, Tags
from local_aws import ACCOUNT, REGION
from proxy import Call
from stage import Stage
from subjects import subject

if TYPE_CHECKING:
    from cloud import Cloud

ARN = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{{}}"
#: The requests about a log group's tags: their ARN ends with the group's name. All others name its streams.
_ABOUT_TAGS = {"TagResource", "UntagResource", "ListTagsForResource"}
_MILLISECONDS = 1_768_480_245_123


def look(cloud: "Cloud", stage: Stage) -> dict | None:
    groups = cloud.logs.describe_log_groups(logGroupNamePrefix=stage.log_group)["logGroups"]
    return next((group for group in groups if group["logGroupName"] == stage.log_group), None)


def read_tags(cloud: "Cloud", stage: Stage) -> dict[str, str]:
    return cloud.logs.list_tags_for_resource(resourceArn=stage.log_group_arn)["tags"]


def snapshot(cloud: "Cloud", stage: Stage) -> dict:
    return {"retention": look(cloud, stage).get("retentionInDays"), "tags": read_tags(cloud, stage)}


def keep_logs_longer(cloud: "Cloud", stage: Stage) -> None:
    cloud.logs.put_retention_policy(logGroupName=stage.log_group, retentionInDays=365)


def keep_logs_for_ever(cloud: "Cloud", stage: Stage) -> None:
    cloud.logs.delete_retention_policy(logGroupName=stage.log_group)


def rules(call: Call, boundary_of: BoundaryOf) -> list[Check]:
    """What AWS checks for a request to CloudWatch Logs."""
    group = ARN.format(subject(call))
    if call.action == "DescribeLogGroups":
        # A list is checked without a name, whatever prefix the request has.
        group = ARN.format("")
    streams = f"{group}:log-stream:"
    found = [check(f"logs:{call.action}", group if call.action in _ABOUT_TAGS else streams, tag_keys(call))]
    if call.action == "CreateLogGroup" and content(call).get("tags"):
        # AWS does not document which form it checks for tags at creation. A policy that allows both is always right.
        found += [check("logs:TagResource", arn, tag_keys(call)) for arn in (group, streams)]
    return found


def complete_groups(value: dict, call: Call) -> None:
    groups = value["logGroups"]
    for group in groups:
        arn = group["arn"].removesuffix(":*")
        group.update(
            arn=f"{arn}:*", logGroupArn=arn, creationTime=_MILLISECONDS, storedBytes=0, metricFilterCount=0,
            logGroupClass="STANDARD", deletionProtectionEnabled=False, bearerTokenAuthenticationEnabled=False)
    # The request names a prefix, which may match other groups, too.
    value["logGroups"] = groups + [
        {**group, "logGroupName": group["logGroupName"] + "-of-others", "retentionInDays": 3653,
         "arn": group["arn"].replace(":*", "-of-others:*"), "logGroupArn": group["logGroupArn"] + "-of-others"}
        for group in groups]


LOG_GROUP = Kind(
    title="log group", json_name="logGroup", service="logs", look=look, snapshot=snapshot, rules=rules,
    naming=Naming(lambda stage: stage.log_group, ARN, "logGroupName", ("resourceArn",)),
    tags=Tags(
        read=read_tags,
        put=lambda cloud, stage, tags: cloud.logs.tag_resource(resourceArn=stage.log_group_arn, tags=tags),
        remove=lambda cloud, stage, keys: cloud.logs.untag_resource(resourceArn=stage.log_group_arn, tagKeys=keys)),
    own_drifts=[
        Drift("the log group keeps for a year", "retention", keep_logs_longer),
        Drift("the log group keeps for ever", "retention", keep_logs_for_ever),
    ],
    alterations=[Alteration("the log group was altered", keep_logs_for_ever)],
    completions={"DescribeLogGroups": complete_groups},
)
