"""DynamoDB's gaps: tables, their backups and their tags need some time after a write."""

from aws_answers import content, edited, refusal, succeeded
from gaps import Forward, Gap, Moments
from proxy import Answer, Call
from subjects import subject

_CHANGES = {"UpdateTable", "DeleteTable", "TagResource", "UntagResource", "UpdateTimeToLive"}


class TableStates(Gap):
    """A table is invisible, CREATING, UPDATING or DELETING for some seconds each, and refuses changes meanwhile."""

    def __init__(self, unseen: float = 0, creating: float = 1, updating: float = 1, deleting: float = 1):
        self.unseen, self.creating = Moments(unseen), Moments(unseen + creating)
        self.updating, self.deleting = Moments(updating), Moments(deleting)
        # The last answers of reads, since a table that is being deleted is still shown.
        self._last: dict[tuple[str, str | None], Answer] = {}

    def __call__(self, call: Call, forward: Forward) -> Answer:
        if call.service != "dynamodb":
            return forward()
        table = subject(call)
        if call.is_write:
            return self._write(call, table, forward)
        if self.unseen.holds(table):
            return self.played(call, _not_found(call, table))
        if self.deleting.holds(table) and (last := self._last.get((call.action, table))):
            return self.played(call, last)
        answer = forward()
        if succeeded(answer):
            self._last[call.action, table] = answer
        status = next((status for status, moments in (("CREATING", self.creating), ("UPDATING", self.updating))
                       if moments.holds(table)), None)
        if call.action != "DescribeTable" or status is None or not succeeded(answer):
            return answer
        return self.played(call, edited(answer, lambda value: value["Table"].update(TableStatus=status)))

    def _write(self, call: Call, table: str | None, forward: Forward) -> Answer:
        if call.action == "CreateTable" and self.deleting.holds(table):
            return self.played(call, refusal(
                call, 400, "ResourceInUseException", f"Table already exists: {table}"))
        if call.action in _CHANGES and (self.creating.holds(table) or self.updating.holds(table)):
            return self.played(call, refusal(
                call, 400, "ResourceInUseException", f"Attempt to change a resource which is still in use: {table}"))
        answer = forward()
        if not succeeded(answer):
            return answer
        if call.action == "CreateTable":
            self.unseen.begin(table)
            self.creating.begin(table)
        elif call.action == "UpdateTable":
            self.updating.begin(table)
        elif call.action == "DeleteTable":
            self._keep_deleted(table, answer)
        return answer

    def _keep_deleted(self, table: str | None, answer: Answer) -> None:
        """Keeps the answer of DeleteTable, which describes the table until it is gone."""
        self._last["DescribeTable", table] = edited(
            Answer(200, answer.headers, answer.body),
            lambda value: value.update(Table={**value.pop("TableDescription", {}), "TableStatus": "DELETING"}))
        self.deleting.begin(table)


class BackupsLater(Gap):
    """For some seconds after its creation, a table's continuous backups cannot be set."""

    def __init__(self, seconds: float = 1):
        self.new = Moments(seconds)

    def __call__(self, call: Call, forward: Forward) -> Answer:
        if call.action == "UpdateContinuousBackups" and self.new.holds(subject(call)):
            return self.played(call, refusal(
                call, 400, "ContinuousBackupsUnavailableException",
                f"Backups are being enabled for the table: {subject(call)}. Please retry later"))
        answer = forward()
        if call.action == "CreateTable" and succeeded(answer):
            self.new.begin(subject(call))
        return answer


class TagsLater(Gap):
    """For some seconds after its creation, a table or a log group is shown without tags."""

    def __init__(self, seconds: float = 1):
        self.new = Moments(seconds)

    def __call__(self, call: Call, forward: Forward) -> Answer:
        resource = subject(call)
        answer = forward()
        if call.action in ("CreateTable", "CreateLogGroup") and succeeded(answer):
            self.new.begin(resource)
        if not self.new.holds(resource) or not succeeded(answer):
            return answer
        match call.action:
            case "ListTagsOfResource":
                return self.played(call, edited(answer, lambda value: value.update(Tags=[])))
            case "ListTagsForResource":
                return self.played(call, edited(answer, lambda value: value.update(tags={})))
        return answer


class TimeToLiveLock(Gap):
    """A change of the TTL is refused if it changes nothing, or if it comes within an hour after another one.

    Meanwhile its status is ENABLING or DISABLING.
    """

    def __init__(self, dynamodb, seconds: float = 3600):
        #: A boto3 client that reads how it is set.
        self.dynamodb = dynamodb
        self.locked = Moments(seconds)

    def __call__(self, call: Call, forward: Forward) -> Answer:
        table = subject(call)
        if call.action == "DescribeTimeToLive" and self.locked.holds(table):
            answer = forward()
            return self.played(call, edited(answer, _switching)) if succeeded(answer) else answer
        if call.action != "UpdateTimeToLive":
            return forward()
        wanted = content(call)["TimeToLiveSpecification"]
        if words := self._mistake(table, wanted):
            return self.played(call, refusal(call, 400, "ValidationException", words))
        answer = forward()
        if succeeded(answer):
            self.locked.begin(table)
        return answer

    def _mistake(self, table: str | None, wanted: dict) -> str | None:
        """AWS's words if it would refuse this setting."""
        now = self.dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
        is_on = now["TimeToLiveStatus"] == "ENABLED"
        if is_on and wanted["AttributeName"] != now["AttributeName"]:
            return ("TimeToLive is active on a different AttributeName: current AttributeName is "
                    f"{now['AttributeName']}")
        if is_on == wanted["Enabled"]:
            return f"TimeToLive is already {'enabled' if is_on else 'disabled'}"
        if self.locked.holds(table):
            return "Time to live has been modified multiple times within a fixed interval"
        return None


def _switching(value: dict) -> None:
    """Makes `ENABLING` of `ENABLED`, and `DISABLING` of `DISABLED`."""
    setting = value["TimeToLiveDescription"]
    setting["TimeToLiveStatus"] = setting["TimeToLiveStatus"].removesuffix("ED") + "ING"


class DenialsAs400(Gap):
    """DynamoDB answers a missing permission with 400, like all its refusals."""

    def __call__(self, call: Call, forward: Forward) -> Answer:
        answer = forward()
        if call.service != "dynamodb" or answer.status != 403:
            return answer
        return self.played(call, Answer(400, answer.headers, answer.body))


def _not_found(call: Call, table: str | None) -> Answer:
    if call.action == "DescribeContinuousBackups":
        return refusal(call, 400, "TableNotFoundException", f"Table not found: {table}")
    return refusal(
        call, 400, "ResourceNotFoundException", f"Requested resource not found: Table: {table} not found")
