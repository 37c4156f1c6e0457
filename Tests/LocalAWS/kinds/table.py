"""The table: DynamoDB's."""

from typing import TYPE_CHECKING

from authorization import BoundaryOf, Check, check, tag_keys
from aws_answers import content
from kinds.kind import Alteration, Drift, Kind, Naming, Tags, tag_objects, tags_by_key
from local_aws import ACCOUNT, REGION
from proxy import Call
from stage import Stage
from subjects import subject

if TYPE_CHECKING:
    from cloud import Cloud

ARN = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{{}}"
#: DynamoDB writes times as fractional seconds in exponential notation.
_SECONDS = 1.768480245123e9


def look(cloud: "Cloud", stage: Stage) -> dict:
    return cloud.dynamodb.describe_table(TableName=stage.table)["Table"]


def read_tags(cloud: "Cloud", stage: Stage) -> dict[str, str]:
    return tags_by_key(cloud.dynamodb.list_tags_of_resource(ResourceArn=stage.table_arn)["Tags"])


def expiring(dynamodb, name: str) -> str | None:
    """The attribute by which a table's items expire; None if they do not."""
    setting = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    return setting["AttributeName"] if setting["TimeToLiveStatus"] in ("ENABLED", "ENABLING") else None


def snapshot(cloud: "Cloud", stage: Stage) -> dict:
    table = look(cloud, stage)
    backups = cloud.dynamodb.describe_continuous_backups(TableName=stage.table)["ContinuousBackupsDescription"]
    stream = table.get("StreamSpecification") or {}
    return {
        "keys": table["KeySchema"], "attributes": table["AttributeDefinitions"],
        "billing": table["BillingModeSummary"]["BillingMode"],
        "indexes": sorted(index["IndexName"] for index in table.get("GlobalSecondaryIndexes", [])),
        "stream": stream.get("StreamViewType") if stream.get("StreamEnabled") else None,
        "expires": expiring(cloud.dynamodb, stage.table),
        "writes": (table.get("OnDemandThroughput") or {}).get("MaxWriteRequestUnits", -1),
        "protected": table.get("DeletionProtectionEnabled", False),
        "recovery": backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"],
        "tags": read_tags(cloud, stage),
    }


def protect_table(cloud: "Cloud", stage: Stage) -> None:
    now = look(cloud, stage).get("DeletionProtectionEnabled", False)
    cloud.dynamodb.update_table(TableName=stage.table, DeletionProtectionEnabled=not now)


def switch_recovery(cloud: "Cloud", stage: Stage) -> None:
    enabled = snapshot(cloud, stage)["recovery"] == "ENABLED"
    cloud.dynamodb.update_continuous_backups(
        TableName=stage.table, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": not enabled})


def bill_table_by_capacity(cloud: "Cloud", stage: Stage) -> None:
    cloud.dynamodb.update_table(
        TableName=stage.table, BillingMode="PROVISIONED",
        ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1})


def index_table(cloud: "Cloud", stage: Stage) -> None:
    cloud.dynamodb.update_table(
        TableName=stage.table, AttributeDefinitions=[{"AttributeName": "by", "AttributeType": "S"}],
        GlobalSecondaryIndexUpdates=[{"Create": {
            "IndexName": "by-hand", "KeySchema": [{"AttributeName": "by", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"}}}])


def stream_table(cloud: "Cloud", stage: Stage) -> None:
    cloud.dynamodb.update_table(
        TableName=stage.table, StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"})


def expire_items(cloud: "Cloud", stage: Stage) -> None:
    cloud.dynamodb.update_time_to_live(
        TableName=stage.table, TimeToLiveSpecification={"Enabled": True, "AttributeName": "by-hand"})


def alter_table(cloud: "Cloud", stage: Stage) -> None:
    expire_items(cloud, stage)
    cloud.dynamodb.update_table(TableName=stage.table, DeletionProtectionEnabled=True)
    cloud.dynamodb.update_continuous_backups(
        TableName=stage.table, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})


def rules(call: Call, boundary_of: BoundaryOf) -> list[Check]:
    """What AWS checks for a request to DynamoDB."""
    table = ARN.format(subject(call))
    found = [check(f"dynamodb:{call.action}", table, tag_keys(call))]
    if call.action == "CreateTable" and content(call).get("Tags"):
        found.append(check("dynamodb:TagResource", table, tag_keys(call)))
    return found


def complete_table(value: dict, call: Call) -> None:
    table = value.get("Table") or value["TableDescription"]
    table["CreationDateTime"] = _SECONDS
    table["ProvisionedThroughput"] = {
        "NumberOfDecreasesToday": 0, "ReadCapacityUnits": 0, "WriteCapacityUnits": 0,
        "LastIncreaseDateTime": _SECONDS, **table.get("ProvisionedThroughput", {})}
    table["BillingModeSummary"]["LastUpdateToPayPerRequestDateTime"] = _SECONDS
    table["TableClassSummary"] = {"TableClass": "STANDARD", "LastUpdateDateTime": _SECONDS}
    table["OnDemandThroughput"] = {
        "MaxReadRequestUnits": -1, "MaxWriteRequestUnits": -1, **table.get("OnDemandThroughput", {})}
    for index in table.get("GlobalSecondaryIndexes", []):
        index["ProvisionedThroughput"] = {"NumberOfDecreasesToday": 0, **index["ProvisionedThroughput"]}
        index["OnDemandThroughput"] = {
            "MaxReadRequestUnits": -1, "MaxWriteRequestUnits": -1, **index.get("OnDemandThroughput", {})}
        index["WarmThroughput"] = {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE"}
    # AWS reports this for every table, and raises it by itself.
    table["WarmThroughput"] = {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE"}
    # AWS updates these every six hours or so.
    table.update(ItemCount=0, TableSizeBytes=0)


def complete_backups(value: dict, call: Call) -> None:
    recovery = value["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    if recovery["PointInTimeRecoveryStatus"] == "ENABLED":
        recovery.update(
            RecoveryPeriodInDays=35, EarliestRestorableDateTime=_SECONDS, LatestRestorableDateTime=_SECONDS)


TABLE = Kind(
    title="table", json_name="table", service="dynamodb", look=look, snapshot=snapshot, rules=rules,
    naming=Naming(lambda stage: stage.table, ARN, "TableName", ("ResourceArn", "TableArn")),
    tags=Tags(
        read=read_tags,
        put=lambda cloud, stage, tags: cloud.dynamodb.tag_resource(
            ResourceArn=stage.table_arn, Tags=tag_objects(tags)),
        remove=lambda cloud, stage, keys: cloud.dynamodb.untag_resource(ResourceArn=stage.table_arn, TagKeys=keys)),
    own_drifts=[
        Drift("the table's deletion protection is switched", "protect", protect_table),
        Drift("the table's point-in-time recovery is switched", "recovery", switch_recovery),
        Drift("the table is billed by capacity", "billing", bill_table_by_capacity),
        Drift("the table gets an index", "indexes.by-hand", index_table),
        Drift("the table gets a stream", "stream", stream_table),
        Drift("the table's items expire", "timetolive", expire_items),
    ],
    alterations=[Alteration("the table was altered", alter_table)],
    completions={
        "CreateTable": complete_table, "DescribeTable": complete_table, "UpdateTable": complete_table,
        "DeleteTable": complete_table,
        "DescribeContinuousBackups": complete_backups, "UpdateContinuousBackups": complete_backups},
)
