"""The stages that the tests deploy: their settings file, and the names that follow from the stage's name.

Only this file spells out the keys of the settings file and the names of the resources.
"""

import base64
import dataclasses
import hashlib
import json
import pathlib

from local_aws import ACCOUNT, REGION

REGION_KEY, ACCOUNT_KEY, TAGS_KEY, BOUNDARY_KEY = "region", "account", "tags", "permissionsBoundary"
ORIGINS_KEY, PAGES_KEY = "allowedOrigins", "pages"
CONCURRENCY_KEY, WRITES_KEY = "maxConcurrency", "maxWritesPerSecond"
MEMORY_KEY, TIMEOUT_KEY, RETENTION_KEY, PROTECTION_KEY = "memoryMiB", "timeoutSeconds", "logRetentionDays", "protection"

ORIGIN = "https://portfolio.example"

SETTINGS = {
    REGION_KEY: REGION,
    ACCOUNT_KEY: ACCOUNT,
    ORIGINS_KEY: [ORIGIN],
    PAGES_KEY: ["main_page", "about"],
    MEMORY_KEY: 128,
    TIMEOUT_KEY: 10,
    RETENTION_KEY: 14,
    PROTECTION_KEY: False,
}

ALIAS = "live"
STACK_TAG, STAGE_TAG, RECORD_TAG = "deployer:stack", "deployer:stage", "deployer:tags"
#: An additional tag of global resources, which exist once for all regions.
REGION_TAG = "deployer:region"
STACK = "visitor-counter"
RESOURCES = 6


def marked(stage: "Stage", tags: dict[str, str]) -> dict[str, str]:
    """All tags that a resource of the stage has after a deploy with these tags."""
    return {**tags, **stage.tags, **({RECORD_TAG: _record(tags)} if tags else {})}


def _record(keys) -> str:
    """The record of the tags that the program set: five characters of each key's digest."""
    digests = (hashlib.sha256(key.encode()).digest() for key in keys)
    return "".join(sorted(base64.urlsafe_b64encode(digest).decode()[:5] for digest in digests))


@dataclasses.dataclass(frozen=True)
class Stage:
    """One stage: its settings file, and the names of its resources on AWS."""

    name: str
    folder: pathlib.Path
    region: str = REGION

    def __post_init__(self):
        self.write()

    def write(self, **changes) -> None:
        """Writes its settings with `changes`; None leaves a key out."""
        settings = {**SETTINGS, REGION_KEY: self.region, **changes}
        settings = {key: value for key, value in settings.items() if value is not None}
        self.file.write_text(json.dumps(settings, indent=2))

    @property
    def file(self) -> pathlib.Path:
        """Its settings file."""
        return self.folder / f"{self.name}.json"

    @property
    def arguments(self) -> list[str]:
        """The options that select this stage."""
        return ["--stage", self.name, "--config", str(self.folder)]

    @property
    def table(self) -> str:
        return f"VisitorCount-{self.name}"

    @property
    def role(self) -> str:
        return f"UpdateVisitorCount-role-{self.name}"

    @property
    def function(self) -> str:
        return f"visitor-counter-{self.name}"

    @property
    def log_group(self) -> str:
        return f"/aws/lambda/{self.function}"

    @property
    def outputs(self) -> dict[str, str]:
        """The outputs of a deploy, without the URL."""
        return {"table": self.table, "function": self.function, "role": self.role, "logGroup": self.log_group}

    @property
    def tags(self) -> dict[str, str]:
        """The owner's tags."""
        return {STACK_TAG: STACK, STAGE_TAG: self.name}

    @property
    def function_arn(self) -> str:
        return f"arn:aws:lambda:{self.region}:{ACCOUNT}:function:{self.function}"

    @property
    def role_arn(self) -> str:
        return f"arn:aws:iam::{ACCOUNT}:role/{self.role}"

    @property
    def table_arn(self) -> str:
        return f"arn:aws:dynamodb:{self.region}:{ACCOUNT}:table/{self.table}"

    @property
    def log_group_arn(self) -> str:
        return f"arn:aws:logs:{self.region}:{ACCOUNT}:log-group:{self.log_group}"
