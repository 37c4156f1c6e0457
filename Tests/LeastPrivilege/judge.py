"""Simulates AWS's authorization in front of the local AWS: refuses, in each service's form, what is not allowed."""

import json
import threading
from collections.abc import Callable

from authorization import Check
from aws_answers import edited, refusal, succeeded
from iam_rules import checks
from identity_policy import statements
from kinds.function import function_arn
from local_aws import ACCOUNT
from policy_rules import allows
from proxy import Answer, Call


class Judge:
    """A handler of the proxy that decides each request by one identity's policy, and records its checks.

    A request is forwarded if all that AWS checks for it is allowed.
    """

    def __init__(self, identity: str, boundary_of: Callable[[str], str | None] = lambda role: None):
        #: The ARN of the identity, as refusals name it.
        self.identity = identity
        #: Returns the ARN of a role's permissions boundary, by the role's name.
        self.boundary_of = boundary_of
        self.policy: dict = {"Version": "2012-10-17", "Statement": []}
        #: All checks, in order.
        self.asked: list[Check] = []
        #: The errors of the judge itself. They are kept here, since they happen in the proxy's threads.
        self.mistakes: list[Exception] = []
        self._lock = threading.Lock()

    def __call__(self, call: Call, forward: Callable[[], Answer]) -> Answer:
        try:
            found = self.checks(call)
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

    def checks(self, call: Call) -> list[Check]:
        """What AWS checks for a request."""
        return checks(call, self.boundary_of)

    def _allows(self, check: Check) -> bool:
        return allows(statements(self.policy), check)

    def _shown(self, call: Call, answer: Answer) -> Answer:
        """The answer that this identity gets: GetFunction silently leaves out tags that it may not list."""
        if call.action != "GetFunction" or not succeeded(answer):
            return answer
        if self._allows(Check("lambda:ListTags", function_arn(call))):
            return answer
        return edited(answer, lambda value: value.pop("Tags", None))

    def _refusal(self, call: Call, check: Check) -> Answer:
        """A refusal in the service's own words."""
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
                # This message names neither the missing action nor the resource.
                message = f"User with accountId: {ACCOUNT} is not authorized to perform CreateLogGroup with Tags"
                return _json_refusal(call, "AccessDeniedException", {"message": message})
            case "logs":
                return _json_refusal(call, "AccessDeniedException", {"Message": message})
        return _json_refusal(call, "com.amazon.coral.service#AccessDeniedException", {"Message": message})


def _json_refusal(call: Call, code: str, text: dict[str, str]) -> Answer:
    """A refusal of a service that always answers with 400 and puts the code in the body."""
    version = "1.0" if call.service == "dynamodb" else "1.1"
    return Answer(400, [("Content-Type", f"application/x-amz-json-{version}")],
                  json.dumps({"__type": code, **text}).encode())
