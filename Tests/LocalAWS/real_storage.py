"""DynamoDB's, CloudWatch Logs' and the tagging API's answers as AWS writes them."""

import threading

from proxy import Call

#: DynamoDB writes times as fractional seconds in exponential notation.
_SECONDS = 1.768480245123e9
_MILLISECONDS = 1_768_480_245_123


def _table(value: dict, call: Call) -> None:
    table = value.get("Table") or value["TableDescription"]
    table["CreationDateTime"] = _SECONDS
    table["ProvisionedThroughput"] = {
        "NumberOfDecreasesToday": 0, "ReadCapacityUnits": 0, "WriteCapacityUnits": 0,
        "LastIncreaseDateTime": _SECONDS, **table.get("ProvisionedThroughput", {})}
    table["BillingModeSummary"]["LastUpdateToPayPerRequestDateTime"] = _SECONDS
    table["TableClassSummary"] = {"TableClass": "STANDARD", "LastUpdateDateTime": _SECONDS}
    table["OnDemandThroughput"] = {
        "MaxReadRequestUnits": -1, "MaxWriteRequestUnits": -1, **table.get("OnDemandThroughput", {})}
    # AWS reports this for every table, and raises it by itself.
    table["WarmThroughput"] = {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE"}
    # AWS updates these every six hours or so.
    table.update(ItemCount=0, TableSizeBytes=0)


def _backups(value: dict, call: Call) -> None:
    backups = value["ContinuousBackupsDescription"]
    recovery = backups["PointInTimeRecoveryDescription"]
    if recovery["PointInTimeRecoveryStatus"] == "ENABLED":
        recovery.update(
            RecoveryPeriodInDays=35, EarliestRestorableDateTime=_SECONDS, LatestRestorableDateTime=_SECONDS)


def _groups(value: dict, call: Call) -> None:
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


class TaggingIndex:
    """The tagging API's index: it still lists deleted resources, without their tags."""

    def __init__(self):
        self._seen: dict[str, None] = {}
        self._lock = threading.Lock()

    def answer(self, value: dict) -> None:
        """Adds the resources of earlier answers."""
        mappings = value["ResourceTagMappingList"]
        named = [mapping["ResourceARN"] for mapping in mappings]
        with self._lock:
            mappings += [{"ResourceARN": arn, "Tags": []} for arn in self._seen if arn not in named]
            self._seen.update(dict.fromkeys(named))


COMPLETED = {
    **{("dynamodb", action): _table for action in ("CreateTable", "DescribeTable", "UpdateTable", "DeleteTable")},
    ("dynamodb", "DescribeContinuousBackups"): _backups, ("dynamodb", "UpdateContinuousBackups"): _backups,
    ("logs", "DescribeLogGroups"): _groups,
}
