"""The life of a stage under faults: its own proxy, its deploys and its removal, and what is left of it."""

import contextlib
import json
import pathlib

from cloud import Cloud
from program import CHANGES_PENDING, DONE, Counter, Run
from proxy import Call, Handler, RecordingProxy
from stage import Stage

#: Other settings than a stage begins with: each of the six resources has a change, but the table without protection.
CHANGED = {"memoryMiB": 256, "logRetentionDays": 30, "allowedOrigins": ["https://other.example"],
           "pages": ["main_page", "contact"]}


class Life:
    """One stage behind a proxy of its own."""

    def __init__(self, aws, cloud: Cloud, program: pathlib.Path, function: pathlib.Path, stage: Stage,
                 home: pathlib.Path):
        self.stage = stage
        self.cloud = cloud
        self.proxy = RecordingProxy(aws.port)
        self.keys = aws.settings()
        self.counter = Counter(program, home, {**self.keys, "AWS_ENDPOINT_URL": self.proxy.endpoint}, function)

    def close(self) -> None:
        """Ends the proxy."""
        self.proxy.close()

    @contextlib.contextmanager
    def under(self, *handlers: Handler):
        """Within the block its calls meet these handlers; gives its calls, in a list that is full at its end."""
        with self.proxy.playing(*handlers), self.proxy.recording() as calls:
            yield calls

    def deploy(self, *arguments: str, **environment: str | None) -> Run:
        """Deploys the stage as its settings are now."""
        return self.counter.deploy(self.stage, *arguments, **environment)

    def destroy(self, *arguments: str) -> Run:
        """Removes the stage with its data."""
        return self.counter.destroy(self.stage, "--delete-data", *arguments)

    def change(self) -> None:
        """Writes other settings."""
        self.stage.write(**CHANGED)

    def what_stands(self) -> dict:
        """Everything that stands, in a form that is the same for every life: names and addresses are taken out."""
        stands = self.cloud.snapshot(self.stage)
        url = stands["url"].pop("url")
        stands["url"]["has an address"] = url.startswith("http")
        versions = self.cloud.function.list_versions_by_function(FunctionName=self.stage.function)["Versions"]
        stands["release"]["versions"] = len(versions)
        text = json.dumps(stands, sort_keys=True).replace(self.cloud.role_id(self.stage), "ROLE-ID")
        return json.loads(text.replace(self.stage.name, "STAGE").replace(self.proxy.endpoint, "ENDPOINT"))

    def assert_at_rest(self) -> None:
        """Asserts that a plan without any fault finds nothing to do."""
        plan = self.counter.plan(self.stage, "--detailed-exitcode")
        assert plan.exit_code in (DONE, CHANGES_PENDING), str(plan)
        assert plan.exit_code == DONE, f"a second plan still has changes:\n{plan.stdout}"


def met(calls: list[Call], name: str) -> list[Call]:
    """The calls that a fault or a gap was played on."""
    return [call for call in calls if name in call.played]
