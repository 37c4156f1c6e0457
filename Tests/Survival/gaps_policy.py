"""The gaps of a function's resource policy: checks of its writes, lost writes, and checks of visits."""

import hashlib
import json
import threading
import time
import urllib.parse

import botocore.exceptions

from aws_answers import content, edited, refusal, succeeded
from gaps import Forward, Gap
from proxy import Answer, Call
from subjects import query, subject

_POLICY_WRITES = {"AddPermission", "RemovePermission"}


def _revision(policy: str) -> str:
    return hashlib.sha256(policy.encode()).hexdigest()[:32]


class PolicyRules(Gap):
    """An empty policy does not exist; each write changes the RevisionId; RevisionId and URL conditions are checked."""

    def __init__(self, functions):
        #: A boto3 client that calls the local AWS directly.
        self.functions = functions
        self._lock = threading.Lock()

    def __call__(self, call: Call, forward: Forward) -> Answer:
        if call.action == "GetPolicy":
            return self._get(call, forward)
        if call.action not in _POLICY_WRITES:
            return forward()
        asked = content(call) if call.action == "AddPermission" else query(call)
        if asked.get("FunctionUrlAuthType") and asked.get("Action") != "lambda:InvokeFunctionUrl":
            return self.played(call, refusal(
                call, 400, "InvalidParameterValueException",
                "FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action"))
        with self._lock:
            if asked.get("RevisionId") not in (None, self._now(call)):
                return self.played(call, refusal(
                    call, 412, "PreconditionFailedException",
                    "The RevisionId provided does not match the latest RevisionId for the resource policy. Call the "
                    "GetPolicy API to retrieve the latest RevisionId for your resource."))
            return forward()

    def _get(self, call: Call, forward: Forward) -> Answer:
        answer = forward()
        if not succeeded(answer):
            return answer
        policy = content(answer)["Policy"]
        if not json.loads(policy)["Statement"]:
            return self.played(call, refusal(
                call, 404, "ResourceNotFoundException", "The resource you requested does not exist."))
        return edited(answer, lambda value: value.update(RevisionId=_revision(policy)))

    def _now(self, call: Call) -> str | None:
        """The policy's RevisionId; None if there is no policy."""
        which = {"Qualifier": query(call)["Qualifier"]} if "Qualifier" in query(call) else {}
        try:
            return _revision(self.functions.get_policy(FunctionName=subject(call), **which)["Policy"])
        except botocore.exceptions.ClientError:
            return None


class LostStatements(Gap):
    """Of two concurrent writes to a function's policy, one is lost without an error."""

    def __init__(self, seconds: float = 0.2):
        self.seconds = seconds
        self._under_way: set[str | None] = set()
        self._lock = threading.Lock()

    def __call__(self, call: Call, forward: Forward) -> Answer:
        if call.action not in _POLICY_WRITES:
            return forward()
        function = subject(call)
        with self._lock:
            is_lost = function in self._under_way
            self._under_way.add(function)
        if is_lost:
            status = 201 if call.action == "AddPermission" else 204
            return self.played(call, Answer(status, [("Content-Type", "application/json")], b"{}"))
        try:
            time.sleep(self.seconds)
            return forward()
        finally:
            with self._lock:
                self._under_way.discard(function)


class URLNeedsBothStatements(Gap):
    """A URL answers 403 unless its alias has both permission statements."""

    _NEEDED = {"lambda:InvokeFunctionUrl", "lambda:InvokeFunction"}
    _BODY = (b'{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: '
             b'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}')

    def __init__(self, functions):
        #: A boto3 client that calls the local AWS directly.
        self.functions = functions
        # The function and the alias, by the URL's id; read from the answers to the deployer.
        self._places: dict[str, tuple[str | None, str | None]] = {}

    def __call__(self, call: Call, forward: Forward) -> Answer:
        if call.service == "visit":
            place = self._places.get(call.headers["host"].partition(".")[0])
            if place and not self._is_open(*place):
                return self.played(call, Answer(
                    403, [("Content-Type", "application/json"), ("x-amzn-ErrorType", "AccessDeniedException")],
                    self._BODY))
            return forward()
        answer = forward()
        if call.action in ("CreateFunctionUrlConfig", "GetFunctionUrlConfig") and succeeded(answer):
            host = urllib.parse.urlsplit(content(answer)["FunctionUrl"]).hostname or ""
            self._places[host.partition(".")[0]] = subject(call), query(call).get("Qualifier")
        return answer

    def _is_open(self, function: str | None, alias: str | None) -> bool:
        try:
            policy = self.functions.get_policy(FunctionName=function, Qualifier=alias)["Policy"]
        except botocore.exceptions.ClientError:
            return False
        return {statement["Action"] for statement in json.loads(policy)["Statement"]} >= self._NEEDED
