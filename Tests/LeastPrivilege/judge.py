"""AWS's part in front of the local AWS: refuses, in each service's own words, what a policy does not allow."""

import json
import threading
from collections.abc import Callable

from aws_answers import edited, refusal, succeeded
from iam_rules import Check, checks, function_arn
from identity_policy import statements
from local_aws import ACCOUNT
from policy_rules import allows
from proxy import Answer, Call


class Judge:
    """A handler of the proxy that decides each request by one identity's policy, and keeps what it was asked.

    A request is carried out where everything that AWS checks for it is allowed.
    """

    def __init__(self, identity: str, boundary_of: Callable[[str], str | None] = lambda role: None):
        #: The ARN of who is judged, as refusals name it.
        self.identity = identity
        #: The ARN of the permissions boundary that a role has, by the role's name.
        self.boundary_of = boundary_of
        self.policy: dict = {"Version": "2012-10-17", "Statement": []}
        #: Everything that was checked, in order.
        self.asked: list[Check] = []
        #: What went wrong in judging: the request's thread has nobody to tell.
        self.mistakes: list[Exception] = []
        self._lock = threading.Lock()

    def __call__(self, call: Call, forward: Callable[[], Answer]) -> Answer:
        try:
            found = checks(call, self.boundary_of)
            refused = next((check for check in found if not self._allows(check)), None)
        except Exception as mistake:
            self.mistakes.append(mistake)
            raise ConnectionAbortedError from mistake
        with self._lock:
            self.asked += found
        if refused:
            call.played.append(refused.action)
            return self._refusal(call, refused)
        return self._shown(call, forward())

    def _allows(self, check: Check) -> bool:
        return allows(statements(self.policy), check)

    def _shown(self, call: Call, answer: Answer) -> Answer:
        """The answer as this identity may see it: GetFunction leaves out, in silence, tags that may not be listed."""
        if call.action != "GetFunction" or not succeeded(answer):
            return answer
        if self._allows(Check("lambda:ListTags", function_arn(call))):
            return answer
        return edited(answer, lambda value: value.pop("Tags", None))

    def _refusal(self, call: Call, check: Check) -> Answer:
        """A refusal as the service words it."""
        message = (f"User: {self.identity} is not authorized to perform: {check.action} on resource: {check.resource} "
                   f"because no identity-based policy allows the {check.action} action")
        match call.service:
            case "iam":
                return refusal(call, 403, "AccessDenied", message)
            case "lambda":
                body = json.dumps({"Message": message}).encode()
                return Answer(403, [("Content-Type", "application/json"),
                                    ("x-amzn-ErrorType", "AccessDeniedException")], body)
            case "logs" if (call.action, check.action) == ("CreateLogGroup", "logs:TagResource"):
                # Names neither the action that is missing nor the thing.
                message = f"User with accountId: {ACCOUNT} is not authorized to perform CreateLogGroup with Tags"
                return _json_refusal(call, "AccessDeniedException", {"message": message})
            case "logs":
                return _json_refusal(call, "AccessDeniedException", {"Message": message})
        return _json_refusal(call, "com.amazon.coral.service#AccessDeniedException", {"Message": message})


def _json_refusal(call: Call, code: str, text: dict[str, str]) -> Answer:
    """A refusal of a service that answers everything with 400 and says why in the body."""
    version = "1.0" if call.service == "dynamodb" else "1.1"
    return Answer(400, [("Content-Type", f"application/x-amz-json-{version}")],
                  json.dumps({"__type": code, **text}).encode())
