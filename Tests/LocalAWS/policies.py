"""The policies of functions and aliases as AWS keeps them: each has its own, so that ids may repeat between them."""

import json
import threading
import uuid
from collections.abc import Callable

from aws_answers import content, refusal, succeeded
from local_aws import ACCOUNT, REGION
from proxy import Answer, Call
from subjects import query, subject

_ACTIONS = {"AddPermission", "RemovePermission", "GetPolicy"}


class Policies:
    """A handler of the proxy that keeps all policies; the local AWS keeps one for a function and all its aliases."""

    def __init__(self):
        self._lock = threading.Lock()
        #: Statements by id, by function and alias; the alias is None for the unqualified function.
        self._statements: dict[tuple[str, str | None], dict[str, dict]] = {}
        self._revisions: dict[tuple[str, str | None], str] = {}

    def ids(self, function: str, alias: str | None) -> list[str]:
        """The ids of the statements of an alias, or of the unqualified function."""
        return sorted(self._statements.get((function, alias), {}))

    def __call__(self, call: Call, forward: Callable[[], Answer]) -> Answer:
        """Answers for policies, and forgets the policies of deleted functions and aliases."""
        function = subject(call)
        place = (function, query(call).get("Qualifier"))
        if call.action in _ACTIONS:
            with self._lock:
                return getattr(self, call.action)(call, place)
        answer = forward()
        if succeeded(answer) and call.action in ("DeleteFunction", "DeleteAlias"):
            alias = call.path.rpartition("/")[2] if call.action == "DeleteAlias" else None
            with self._lock:
                for gone in [key for key in self._statements if key[0] == function and alias in (None, key[1])]:
                    del self._statements[gone]
        return answer

    def AddPermission(self, call: Call, place: tuple) -> Answer:  # noqa: N802
        asked = content(call)
        statements = self._statements.setdefault(place, {})
        identifier = asked["StatementId"]
        if identifier in statements:
            return refusal(call, 409, "ResourceConflictException",
                           f"The statement id ({identifier}) provided already exists. Please provide a new statement id, "
                           "or remove the existing statement.")
        condition = {}
        if "FunctionUrlAuthType" in asked:
            condition["StringEquals"] = {"lambda:FunctionUrlAuthType": asked["FunctionUrlAuthType"]}
        if asked.get("InvokedViaFunctionUrl"):
            condition["Bool"] = {"lambda:InvokedViaFunctionUrl": "true"}
        function, alias = place
        statement = {
            "Sid": identifier, "Effect": "Allow", "Principal": asked["Principal"], "Action": asked["Action"],
            "Resource": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{function}" + (f":{alias}" if alias else "")}
        statements[identifier] = statement | ({"Condition": condition} if condition else {})
        return self._written(place, 201, {"Statement": json.dumps(statements[identifier])})

    def RemovePermission(self, call: Call, place: tuple) -> Answer:  # noqa: N802
        identifier = call.path.rpartition("/")[2]
        if identifier not in self._statements.get(place, {}):
            return refusal(call, 404, "ResourceNotFoundException", f"Statement {identifier} is not found in resource policy.")
        del self._statements[place][identifier]
        return self._written(place, 204, {})

    def GetPolicy(self, call: Call, place: tuple) -> Answer:  # noqa: N802
        statements = self._statements.get(place)
        if not statements:
            return refusal(call, 404, "ResourceNotFoundException", "The resource you requested does not exist.")
        policy = {"Version": "2012-10-17", "Id": "default", "Statement": list(statements.values())}
        return _answer(200, {"Policy": json.dumps(policy), "RevisionId": self._revisions[place]})

    def _written(self, place: tuple, status: int, body: dict) -> Answer:
        self._revisions[place] = str(uuid.uuid4())
        return _answer(status, body)


def _answer(status: int, body: dict) -> Answer:
    return Answer(status, [("Content-Type", "application/json")], json.dumps(body).encode() if body else b"")
