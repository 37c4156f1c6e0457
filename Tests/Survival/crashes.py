"""Crashes: a deployer that is killed at a chosen request, and what must stand when the next run is over."""

import dataclasses
import json
import threading
from collections.abc import Callable

from cloud import Cloud, missing_is_fine
from deployers import Lane, Running
from proxy import Answer, Call
from stage import Stage


@dataclasses.dataclass(frozen=True)
class CrashPoint:
    """The request at which the deployer is killed: the `number`-th to arrive, before or after it was carried out."""

    number: int
    carried_out: bool

    def __str__(self) -> str:
        return f"request {self.number}, {'carried out but not answered' if self.carried_out else 'not forwarded'}"


class Crash:
    """A rule of the proxy that kills the deployer at a point, as nothing but the machine's end would.

    What it had sent besides is carried out: that was on its way already.
    """

    def __init__(self, point: CrashPoint, counts: Callable[[Call], bool] = lambda call: True):
        self.point = point
        #: Which requests are counted.
        self._counts = counts
        self.at: Call | None = None
        self._seen = 0
        self._lock = threading.Lock()
        self._doomed: Running | None = None
        self._started = threading.Event()

    def run(self, lane: Lane, start: Callable[[], Running]) -> bool:
        """Starts the deployer, which is killed or ends; gives whether it got as far as the point."""
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
    """Every point of a run that sends that many requests."""
    return [CrashPoint(number, carried_out) for number in range(1, requests + 1) for carried_out in (False, True)]


def inventory(cloud: Cloud, stage: Stage) -> dict[str, list[str]]:
    """The names of everything that carries the stage's name, each as often as it is there."""
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
    """Every name that a list holds, on all of its pages: the tests before have left their stages there."""
    return list(client.get_paginator(operation).paginate().search(names))


def versions(cloud: Cloud, stage: Stage) -> list[str]:
    """The versions that were published, `$LATEST` left out."""
    pages = cloud.function.get_paginator("list_versions_by_function").paginate(FunctionName=stage.function)
    return [version["Version"] for page in pages for version in page["Versions"] if version["Version"] != "$LATEST"]


def standing(cloud: Cloud, stage: Stage) -> dict:
    """Every property of what stands, and every name as often as it is there, alike for all stages."""
    snapshot = cloud.snapshot(stage)
    # Each URL has a name of its own, each deployer an endpoint, and versions are counted up for ever.
    del snapshot["url"]["url"]
    for kind in ("function", "release"):
        del snapshot[kind]["Environment"]["Variables"]["AWS_ENDPOINT_URL"]
    names = {**inventory(cloud, stage), "versions": []}
    text = json.dumps({**snapshot, "names": names}, default=str).replace(cloud.role_id(stage), "ROLE-ID")
    return json.loads(text.replace(stage.name, "STAGE"))
