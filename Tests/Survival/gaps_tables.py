"""DynamoDB's rules for the indexes and the stream of a table that exists."""

from aws_answers import content, edited, refusal, succeeded
from gaps import Forward, Gap, Moments
from proxy import Answer, Call
from subjects import subject

#: What a change of an index cannot be combined with, in AWS's words.
_ALONE = {"BillingMode": "updating table IOPS", "ProvisionedThroughput": "updating table IOPS",
          "StreamSpecification": "changing stream status"}


class IndexStates(Gap):
    """An index is CREATING or DELETING for some seconds while its table is ACTIVE; meanwhile no other one changes."""

    def __init__(self, seconds: float = 1):
        self.creating, self.deleting = Moments(seconds), Moments(seconds)
        #: The index that changes, as AWS describes it, by table.
        self._changing: dict[str | None, dict] = {}
        self._seen: dict[str | None, list[dict]] = {}

    def __call__(self, call: Call, forward: Forward) -> Answer:
        table = subject(call)
        if call.action == "UpdateTable":
            return self._update(call, table, forward)
        answer = forward()
        if call.action != "DescribeTable" or not succeeded(answer):
            return answer
        self._seen[table] = content(answer)["Table"].get("GlobalSecondaryIndexes", [])
        if not self._is_busy(table):
            return answer
        return self.played(call, edited(answer, lambda value: self._show(value["Table"], table)))

    def _is_busy(self, table: str | None) -> bool:
        return self.creating.holds(table) or self.deleting.holds(table)

    def _update(self, call: Call, table: str | None, forward: Forward) -> Answer:
        value = content(call)
        steps = [(action, index) for update in value.get("GlobalSecondaryIndexUpdates", [])
                 for action, index in update.items() if action in ("Create", "Delete")]
        if not steps:
            return forward()
        if words := _mistake(value, steps):
            return self.played(call, refusal(call, 400, "ValidationException", words))
        if len(steps) > 1 or self._is_busy(table):
            return self.played(call, refusal(
                call, 400, "LimitExceededException",
                "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table"))
        answer = forward()
        if succeeded(answer):
            (action, index), = steps
            known = [found for found in self._seen.get(table, []) if found["IndexName"] == index["IndexName"]]
            self._changing[table] = known[0] if known else index
            (self.creating if action == "Create" else self.deleting).begin(table)
        return answer

    def _show(self, description: dict, table: str | None) -> None:
        changing = self._changing[table]
        indexes = description.setdefault("GlobalSecondaryIndexes", [])
        if self.creating.holds(table):
            for index in indexes:
                if index["IndexName"] == changing["IndexName"]:
                    index.update(IndexStatus="CREATING", Backfilling=True)
        else:
            indexes.append({**changing, "IndexStatus": "DELETING"})


def _mistake(value: dict, steps: list[tuple[str, dict]]) -> str | None:
    """AWS's words if it would refuse these changes of indexes."""
    prefix = "One or more parameter values were invalid: "
    for member, words in _ALONE.items():
        if member in value:
            return f"{prefix}You cannot create or delete index while {words}"
    used = {key["AttributeName"] for action, index in steps if action == "Create" for key in index["KeySchema"]}
    defined = {attribute["AttributeName"] for attribute in value.get("AttributeDefinitions", [])}
    if defined - used:
        return f"{prefix}Some AttributeDefinitions are not used. AttributeDefinitions: {sorted(defined)}"
    return None


class StreamRules(Gap):
    """A stream is not switched on twice or off twice, and what it says is not changed."""

    def __init__(self, dynamodb):
        #: A boto3 client that reads how it is set.
        self.dynamodb = dynamodb

    def __call__(self, call: Call, forward: Forward) -> Answer:
        wanted = content(call).get("StreamSpecification") if call.action == "UpdateTable" else None
        if not wanted:
            return forward()
        table = subject(call)
        now = self.dynamodb.describe_table(TableName=table)["Table"].get("StreamSpecification") or {}
        if wanted["StreamEnabled"] == now.get("StreamEnabled", False):
            words = "already has an enabled stream" if wanted["StreamEnabled"] else "has no stream to disable"
            return self.played(call, refusal(
                call, 400, "ValidationException", f"Table {words}: TableName: {table}"))
        return forward()
