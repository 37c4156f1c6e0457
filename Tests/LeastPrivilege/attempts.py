"""Tries requests with the function's own credentials, and records who allowed or refused each.

The local AWS decides first. Its answer counts if it checks the same action as AWS. If it does not know the operation,
checks another action or checks none, a rule of the proxy decides in AWS's place: it refuses what the role's policies do
not allow, and lets the administrator carry out what they do.
"""

import dataclasses
import pathlib
import re
from collections.abc import Callable

import botocore
import botocore.auth
import botocore.awsrequest
import botocore.config
import botocore.credentials
import botocore.exceptions

import processes
from aws_answers import refusal, succeeded
from local_aws import REGION, LocalAWS
from needed_permissions import needed
from policy_rules import Need, allows
from proxy import Answer, Call, RecordingProxy

SERVICES = ("dynamodb", "lambda", "iam", "logs", "s3", "sts")
PASSED, REFUSED = "passed", "refused"
LOCAL_AWS, PROXY = "local AWS", "proxy"

_NAMED_ACTION = re.compile(rb"not authorized to perform: ([\w:-]+)")
_CODE = re.compile(rb'>AccessDenied<|"AccessDeniedException"')
#: The signed headers that describe the request.
_ASKING = {"host", "content-type", "x-amz-target"}


@dataclasses.dataclass
class Attempt:
    """One request, the permissions that it needs, and its outcome."""

    service: str
    operation: str
    needs: list[Need]
    #: `passed`, `refused` for lack of permission, or another error.
    outcome: str
    judge: str
    #: Whether the local AWS refused what AWS allows, so that the proxy overruled it.
    overruled: bool

    def __str__(self) -> str:
        needs = "; ".join(map(str, self.needs))
        return f"{self.service}:{self.operation}, which needs {needs}: {self.outcome}, by the {self.judge}"


class AWSInFront:
    """Answers one request as AWS would; a handler of the proxy.

    The local AWS always gets the request first. What it does not check, it carries out on the resources of the tests.
    """

    def __init__(self, needs: list[Need], statements: list[dict], administrator: dict[str, str]):
        self.needs = needs
        self.allowed = all(allows(statements, need) for need in needs)
        self.administrator = administrator
        self.judge = LOCAL_AWS
        self.overruled = False

    def __call__(self, call: Call, forward: Callable[[], Answer]) -> Answer:
        answer = forward()
        if succeeded(answer) if self.allowed else self._is_refusal(call, answer):
            return answer
        self.judge = PROXY
        call.played.append(type(self).__name__)
        if not self.allowed:
            message = f"The role is not authorized to perform: {self.needs[0].action}"
            return refusal(call, 403, _denial(call), message)
        self.overruled = True
        sign(call, self.administrator)
        return forward()

    def _is_refusal(self, call: Call, answer: Answer) -> bool:
        """Whether the answer is a refusal for lack of permission in AWS's form, and names AWS's action."""
        named = _NAMED_ACTION.search(answer.body)
        code = _CODE.search(answer.body)
        return (named is not None and named[1].decode() in {need.action for need in self.needs}
                and code is not None and code[0].strip(b'<">').decode() == _denial(call))


def _denial(call: Call) -> str:
    """The code of a refusal for lack of permission."""
    return "AccessDenied" if call.service.startswith(("iam", "sts", "s3")) else "AccessDeniedException"


def sign(call: Call, keys: dict[str, str]) -> None:
    """Signs a call again, with other keys."""
    asking = {name: value for name, value in call.headers.items() if name in _ASKING}
    url = f"http://{call.headers['host']}{call.path}" + (f"?{call.query}" if call.query else "")
    request = botocore.awsrequest.AWSRequest(call.method, url, headers=asking, data=call.body)
    credentials = botocore.credentials.Credentials(keys["AWS_ACCESS_KEY_ID"], keys["AWS_SECRET_ACCESS_KEY"])
    botocore.auth.SigV4Auth(credentials, call.service, REGION).add_auth(request)
    call.headers = {name.lower(): value for name, value in request.headers.items()}


class Caller:
    """Clients with the given credentials, which call through the proxy."""

    def __init__(self, keys: dict[str, str], proxy: RecordingProxy, administrator: dict[str, str]):
        self.proxy = proxy
        self.administrator = administrator
        session = LocalAWS.session()
        config = botocore.config.Config(
            proxies={}, retries={"total_max_attempts": 1}, read_timeout=30, inject_host_prefix=False,
            s3={"addressing_style": "path"})
        self.clients = {service: session.create_client(
            service, endpoint_url=proxy.endpoint, region_name=REGION, config=config,
            aws_access_key_id=keys["AWS_ACCESS_KEY_ID"], aws_secret_access_key=keys["AWS_SECRET_ACCESS_KEY"],
            aws_session_token=keys["AWS_SESSION_TOKEN"]) for service in SERVICES}

    def operations(self, service: str):
        """The models of all operations of a service."""
        model = self.clients[service].meta.service_model
        return [model.operation_model(name) for name in model.operation_names]

    def send(self, service: str, operation: str, parameters: dict) -> str:
        """Sends a request, and returns its outcome."""
        client = self.clients[service]
        try:
            getattr(client, botocore.xform_name(operation))(**parameters)
        except botocore.exceptions.ClientError as error:
            code = error.response["Error"]["Code"]
            # An answer to HEAD has only a status.
            is_head = client.meta.service_model.operation_model(operation).http["method"] == "HEAD"
            if code in ("AccessDenied", "AccessDeniedException") or (is_head and code == "403"):
                return REFUSED
            return str(error)
        return PASSED

    def attempt(self, service: str, operation: str, parameters: dict, statements: list[dict]) -> Attempt:
        """Sends a request as if these statements were the caller's whole policy on AWS."""
        needs = needed(service, operation, parameters)
        front = AWSInFront(needs, statements, self.administrator)
        with self.proxy.rule(lambda call: True, front):
            outcome = self.send(service, operation, parameters)
        return Attempt(service, operation, needs, outcome, front.judge, front.overruled)


def environment_of(aws: LocalAWS, function: str) -> dict[str, str]:
    """The environment of the function's process, which a visit has started."""
    for process, _ in processes.descendants(aws.state()["pid"]):
        try:
            text = pathlib.Path(f"/proc/{process}/environ").read_bytes().decode()
        except OSError:
            continue  # The process has ended meanwhile.
        environment = dict(entry.split("=", 1) for entry in text.split("\0") if "=" in entry)
        if environment.get("AWS_LAMBDA_FUNCTION_NAME") == function:
            return environment
    raise AssertionError(f"no process of {function} runs")
