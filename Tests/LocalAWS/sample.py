"""The sample stack, whose resources come from a stage's settings: writing other settings renames a resource.

Only this file spells out the keys of its settings file and the names of its resources.
"""

import dataclasses
import json
import os
import pathlib

from cloud import Cloud
from listed import url_owners
from local_aws import ACCOUNT, REGION
from missing import missing_is_fine
from program import Counter, Run
from stage import ACCOUNT_KEY, REGION_KEY, STACK_TAG, STAGE_TAG

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("COUNTER_SAMPLE_STACK", ROOT / ".build" / "debug" / "SampleStack"))

STACK, ALIAS = "sample", "live"


@dataclasses.dataclass(frozen=True)
class SampleStage:
    """A stage of the sample stack: its settings file, and the names in that file."""

    name: str
    folder: pathlib.Path

    def __post_init__(self):
        self.write()

    def write(self, **changes) -> None:
        """Writes its settings with `changes`: a table, a role, and a function with a log group, an alias and a URL."""
        names = {"tables": [self.table], "role": self.role, "functions": [self.function],
                 "logGroups": [self.function], "aliases": [ALIAS], "urls": [ALIAS]}
        settings = {REGION_KEY: REGION, ACCOUNT_KEY: ACCOUNT, **names, **changes}
        (self.folder / f"{self.name}.json").write_text(json.dumps(settings, indent=2))

    @property
    def arguments(self) -> list[str]:
        """The options that select this stage."""
        return ["--stage", self.name, "--config", str(self.folder)]

    @property
    def table(self) -> str:
        return f"visits-{self.name}"

    @property
    def role(self) -> str:
        return f"role-{self.name}"

    @property
    def function(self) -> str:
        return f"counter-{self.name}"

    @property
    def tags(self) -> dict[str, str]:
        """The owner's tags."""
        return {STACK_TAG: STACK, STAGE_TAG: self.name}


class Sample:
    """Runs the program `SampleStack`; names a binary to deploy for each function of the stage."""

    def __init__(self, counter: Counter):
        self.counter = counter

    def __call__(self, stage: SampleStage, command: str, *arguments: str, **changes: str | None) -> Run:
        """Runs a command, without confirmation."""
        words = [command, *stage.arguments, *arguments]
        if command in ("plan", "deploy", "status"):
            settings = json.loads((stage.folder / f"{stage.name}.json").read_text())
            for function in settings["functions"]:
                words += ["--function", f"{function}={self.counter.function}"]
        if command in ("deploy", "destroy", "rollback"):
            words.append("--yes")
        return self.counter(*words, **changes)


def existing(cloud: Cloud, stage: SampleStage) -> list[str]:
    """All resources whose name contains the stage's, as a plan shows them, with its functions' aliases and URLs."""
    found = [f"table {name}" for name in _listed(cloud.dynamodb, "list_tables", "TableNames[]")]
    found += [f"role {name}" for name in _listed(cloud.iam, "list_roles", "Roles[].RoleName")]
    found += [f"logGroup {name}" for name in _listed(cloud.logs, "describe_log_groups", "logGroups[].logGroupName")]
    functions = _listed(cloud.function, "list_functions", "Functions[].FunctionName")
    for function in functions:
        found.append(f"function {function}")
        if stage.name in function:
            with missing_is_fine():
                aliases = cloud.function.list_aliases(FunctionName=function)["Aliases"]
                found += [f"release {function}:{alias['Name']}" for alias in aliases]
                found += [f"url {owner}" for owner in url_owners(cloud.function, function)]
    return sorted(resource for resource in found if stage.name in resource)


def _listed(client, operation: str, names: str) -> list[str]:
    return list(client.get_paginator(operation).paginate().search(names))


def group_arn(name: str) -> str:
    """The ARN of a log group."""
    return f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{name}"

