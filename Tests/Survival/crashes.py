"""Kills a deployer at a chosen request, and lists what exists after the next run."""

import dataclasses
import json
import threading
from collections.abc import Callable

from cloud import Cloud
from deployers import Lane, Running
from missing import missing_is_fine
from proxy import Answer, Call
from stage import Stage


@dataclasses.dataclass(frozen=True)
class CrashPoint:
    """The request at which the deployer is killed: the `number`-th to arrive, before or after it is carried out."""

    number: int
    carried_out: bool

    def __str__(self) -> str:
        return f"request {self.number}, {'carried out but not answered' if self.carried_out else 'not forwarded'}"


class Crash:
    """A rule of the proxy that kills the deployer at a crash point, with SIGKILL.

    Its other requests in flight are carried out.
    """

    def __init__(self, point: CrashPoint, counts: Callable[[Call], bool] = lambda call: True):
        self.point = point
        #: Whether a request is counted.
        self._counts = counts
        self.at: Call | None = None
        self._seen = 0
        self._lock = threading.Lock()
        self._doomed: Running | None = None
        self._started = threading.Event()

    def run(self, lane: Lane, start: Callable[[], Running]) -> bool:
        """Starts the deployer and waits until it is killed or ends; returns whether it reached the crash point."""
        with lane.proxy.rule(lambda call: call.is_of_deployment and self._counts(call), self):
            self._doomed = start()
            self._started.set()
            self._doomed.finish()
        return self.at is not None

    def __call__(self, call: Call, forward: Callable[[], Answer]) -> Answer:
        with self._lock:
            self._seen += 1
            here = self._seen == self.point.number
        if not here:
            return forward()
        if self.point.carried_out:
            forward()
        self._started.wait()
        self._doomed.kill()
        self.at = call
        raise ConnectionAbortedError


def points(requests: int) -> list[CrashPoint]:
    """All crash points of a run that sends that many requests."""
    return [CrashPoint(number, carried_out) for number in range(1, requests + 1) for carried_out in (False, True)]


def inventory(cloud: Cloud, stage: Stage) -> dict[str, list[str]]:
    """The names of all resources whose name contains the stage's, with duplicates."""
    names = {
        "tables": listed(cloud.dynamodb, "list_tables", "TableNames[]"),
        "roles": listed(cloud.iam, "list_roles", "Roles[].RoleName"),
        "log groups": listed(cloud.logs, "describe_log_groups", "logGroups[].logGroupName"),
        "functions": listed(cloud.function, "list_functions", "Functions[].FunctionName"),
    }
    found: dict[str, list[str]] = {
        **{kind: [name for name in all_names if stage.name in name] for kind, all_names in names.items()},
        "versions": [], "aliases": [], "urls": [],
        "statements": sorted(statement["Sid"] for statement in cloud.statements(stage)),
    }
    with missing_is_fine():
        name = stage.function
        found["versions"] = versions(cloud, stage)
        found["aliases"] = [alias["Name"] for alias in cloud.function.list_aliases(FunctionName=name)["Aliases"]]
        found["urls"] = [url["FunctionArn"] for url in cloud.function.list_function_url_configs(
            FunctionName=name)["FunctionUrlConfigs"]]
    return found


def listed(client, operation: str, names: str) -> list[str]:
    """All names in a list, from all of its pages; it also holds the stages of earlier tests."""
    return list(client.get_paginator(operation).paginate().search(names))


def versions(cloud: Cloud, stage: Stage) -> list[str]:
    """The published versions, without `$LATEST`."""
    pages = cloud.function.get_paginator("list_versions_by_function").paginate(FunctionName=stage.function)
    return [version["Version"] for page in pages for version in page["Versions"] if version["Version"] != "$LATEST"]


def comparable_snapshot(cloud: Cloud, stage: Stage) -> dict:
    """All properties and names of a stage's resources, in a form that is equal for all stages."""
    snapshot = cloud.snapshot(stage)
    # These differ between stages: the URL's name, the deployer's endpoint, and the version numbers, which only rise.
    del snapshot["url"]["url"]
    for kind in ("function", "release"):
        del snapshot[kind]["Environment"]["Variables"]["AWS_ENDPOINT_URL"]
    names = {**inventory(cloud, stage), "versions": []}
    text = json.dumps({**snapshot, "names": names}, default=str).replace(cloud.role_id(stage), "ROLE-ID")
    return json.loads(text.replace(stage.name, "STAGE"))
