"""Simulates AWS when a role is recreated: Lambda's grants for the old role are void, though the name is the same."""

import threading
import urllib.parse

import botocore.exceptions

from aws_answers import content, succeeded
from proxy import Answer, Call
from stage import ALIAS
from subjects import subject

_UPDATES = ("CreateFunction", "UpdateFunctionConfiguration")


class RoleGrants:
    """A handler of the proxy for every call, including visits.

    When Lambda gets a role and an environment, its grant at KMS names the role's unique id. A version keeps the grant
    from its publication. A visit fails unless the served version's grant is for the role that exists now.
    """

    def __init__(self, *clouds):
        #: The `Cloud` of each region.
        self.clouds = {cloud.function.meta.region_name: cloud for cloud in clouds}
        self._lock = threading.Lock()
        self._roles: dict[str, str] = {}
        self._granted: dict[str, str | None] = {}
        self._versions: dict[tuple[str, str], str | None] = {}
        self._places: dict[str, tuple[str, str]] = {}
        #: How many visits failed because the grant was void.
        self.refused = 0

    def __call__(self, call: Call, forward) -> Answer:
        if call.service == "visit":
            return self._visit(call, forward)
        answer = forward()
        if call.service == "lambda" and succeeded(answer):
            self._learn(call, subject(call) or "", answer)
        return answer

    def _learn(self, call: Call, function: str, answer: Answer) -> None:
        if call.action in _UPDATES:
            asked = content(call)
            if asked.get("Role") and asked.get("Environment", {}).get("Variables"):
                with self._lock:
                    self._roles[function] = asked["Role"].rpartition("/")[2]
                    self._granted[function] = self._role_id(self._roles[function])
        elif call.action == "PublishVersion":
            # Publishing unchanged code returns the existing version, which keeps its grant.
            with self._lock:
                self._versions.setdefault((function, content(answer)["Version"]), self._granted.get(function))
        elif call.action in ("CreateFunctionUrlConfig", "GetFunctionUrlConfig"):
            host = urllib.parse.urlsplit(content(answer)["FunctionUrl"]).hostname or ""
            name, _, rest = host.partition(".")
            self._places[name] = function, rest.split(".")[1]

    def _visit(self, call: Call, forward) -> Answer:
        function, region = self._places[call.headers["host"].partition(".")[0]]
        served = self.clouds[region].function.get_alias(FunctionName=function, Name=ALIAS)["FunctionVersion"]
        with self._lock:
            granted, role = self._versions.get((function, served)), self._roles[function]
        if granted is not None and granted == self._role_id(role):
            return forward()
        self.refused += 1
        return Answer(502, [("Content-Type", "application/json"), ("x-amzn-ErrorType", "KMSAccessDeniedException")],
                      b'{"Message":"Internal Server Error"}')

    def _role_id(self, role: str) -> str | None:
        iam = next(iter(self.clouds.values())).iam
        try:
            return iam.get_role(RoleName=role)["Role"]["RoleId"]
        except botocore.exceptions.ClientError:
            return None
