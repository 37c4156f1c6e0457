"""The life cycle of a stage under faults: its proxy, its deploys and its destroy, and what exists afterwards."""

import contextlib
import json
import pathlib

from cloud import Cloud
from program import CHANGES_PENDING, DONE, Counter, Run
from proxy import Call, Handler, RecordingProxy
from stage import Stage

#: Settings that change each of the six resources, except the table.
CHANGED = {"memoryMiB": 256, "logRetentionDays": 30, "allowedOrigins": ["https://other.example"],
           "pages": ["main_page", "contact"]}


class Life:
    """One stage behind its own proxy."""

    def __init__(self, aws, cloud: Cloud, program: pathlib.Path, function: pathlib.Path, stage: Stage,
                 home: pathlib.Path):
        self.stage = stage
        self.cloud = cloud
        self.proxy = RecordingProxy(aws.port)
        self.keys = aws.settings()
        self.counter = Counter(program, home, {**self.keys, "AWS_ENDPOINT_URL": self.proxy.endpoint}, function)

    def close(self) -> None:
        """Stops the proxy."""
        self.proxy.close()

    @contextlib.contextmanager
    def under(self, *handlers: Handler):
        """Within the block, its calls pass these handlers; gives a list that holds the calls at the block's end."""
        with self.proxy.playing(*handlers), self.proxy.recording() as calls:
            yield calls

    def deploy(self, *arguments: str, **environment: str | None) -> Run:
        """Deploys the stage with its current settings."""
        return self.counter.deploy(self.stage, *arguments, **environment)

    def destroy(self, *arguments: str) -> Run:
        """Destroys the stage with its data."""
        return self.counter.destroy(self.stage, "--delete-data", *arguments)

    def change(self) -> None:
        """Writes the changed settings."""
        self.stage.write(**CHANGED)

    def snapshot(self) -> dict:
        """All properties of its resources, without names and addresses, so that they are equal for all lives."""
        snapshot = self.cloud.snapshot(self.stage)
        url = snapshot["url"].pop("url")
        snapshot["url"]["has an address"] = url.startswith("http")
        versions = self.cloud.function.list_versions_by_function(FunctionName=self.stage.function)["Versions"]
        snapshot["release"]["versions"] = len(versions)
        text = json.dumps(snapshot, sort_keys=True).replace(self.cloud.role_id(self.stage), "ROLE-ID")
        return json.loads(text.replace(self.stage.name, "STAGE").replace(self.proxy.endpoint, "ENDPOINT"))

    def assert_at_rest(self) -> None:
        """Asserts that a plan without faults has no changes."""
        plan = self.counter.plan(self.stage, "--detailed-exitcode")
        assert plan.exit_code in (DONE, CHANGES_PENDING), str(plan)
        assert plan.exit_code == DONE, f"a second plan still has changes:\n{plan.stdout}"


def met(calls: list[Call], name: str) -> list[Call]:
    """The calls that met a fault or a gap."""
    return [call for call in calls if name in call.played]
