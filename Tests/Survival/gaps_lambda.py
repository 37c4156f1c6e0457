"""Lambda's gaps: after each change, a function refuses other changes for some time."""

from aws_answers import content, edited, refusal, succeeded
from gaps import Forward, Gap, Moments
from proxy import Answer, Call
from subjects import query, subject

_CHANGES = {"UpdateFunctionCode", "UpdateFunctionConfiguration", "PublishVersion"}
_UPDATES = {"UpdateFunctionCode", "UpdateFunctionConfiguration"}


class FunctionStates(Gap):
    """A new function is Pending, and an update is InProgress, for some seconds; changes are refused meanwhile."""

    def __init__(self, pending: float = 1, updating: float = 1):
        self.pending, self.updating = Moments(pending), Moments(updating)

    def __call__(self, call: Call, forward: Forward) -> Answer:
        if call.service != "lambda":
            return forward()
        function = subject(call)
        if call.action in _CHANGES and (refused := self._refused(call, function)):
            return self.played(call, refused)
        answer = forward()
        if not succeeded(answer):
            return answer
        if call.action == "CreateFunction":
            self.pending.begin(function)
        elif call.action in _UPDATES:
            self.updating.begin(function)
        if call.action in ("GetFunction", "GetFunctionConfiguration") and "Qualifier" not in query(call):
            return self._look(call, function, answer)
        return answer

    def _refused(self, call: Call, function: str | None) -> Answer | None:
        if self.pending.holds(function):
            return refusal(
                call, 409, "ResourceConflictException",
                "The operation cannot be performed at this time. The function is currently in the following state: "
                "Pending")
        if self.updating.holds(function):
            return refusal(
                call, 409, "ResourceConflictException",
                "The operation cannot be performed at this time. An update is in progress for resource: "
                f"arn:aws:lambda:us-east-1:000000000000:function:{function}")
        return None

    def _look(self, call: Call, function: str | None, answer: Answer) -> Answer:
        if self.pending.holds(function):
            state = {"State": "Pending", "StateReason": "The function is being created.", "StateReasonCode": "Creating"}
        elif self.updating.holds(function):
            state = {"LastUpdateStatus": "InProgress"}
        else:
            return answer
        return self.played(call, edited(answer, lambda value: value.get("Configuration", value).update(state)))


class Revisions(Gap):
    """PublishVersion checks the RevisionId and the code digest of the request."""

    def __init__(self, functions):
        #: A boto3 client that calls the local AWS directly.
        self.functions = functions

    def __call__(self, call: Call, forward: Forward) -> Answer:
        if call.action != "PublishVersion":
            return forward()
        asked = content(call)
        now = self.functions.get_function_configuration(FunctionName=subject(call))
        if asked.get("RevisionId") not in (None, now["RevisionId"]):
            return self.played(call, refusal(
                call, 412, "PreconditionFailedException",
                "The RevisionId provided does not match the latest RevisionId for the Lambda function or alias. "
                "Call the GetFunction or the GetAlias API to retrieve the latest RevisionId for your resource."))
        if asked.get("CodeSha256") not in (None, now["CodeSha256"]):
            return self.played(call, refusal(
                call, 400, "InvalidParameterValueException",
                "The CodeSHA256 provided does not match the CodeSHA256 of the function's code."))
        return forward()
