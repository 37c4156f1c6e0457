"""The life cycle of a stage as scenes: a change that an administrator makes by hand, and the command that follows.

Together, the scenes need every action of the deployer on this stack. Each scene begins from one of two states, so that
it can also run alone.
"""

import dataclasses
import json
from collections.abc import Callable

from cloud import Cloud
from kinds import KINDS
from kinds.kind import leave_former_tags
from kinds.release import serve_another_version
from kinds.role import use_role_elsewhere
from program import Counter, Run
from stage import CONCURRENCY_KEY, RETENTION_KEY, Stage


@dataclasses.dataclass(frozen=True)
class Scene:
    """One command, and the change by hand that comes before it."""

    title: str
    #: Whether the stage must be deployed, as described, before the scene.
    is_deployed: bool
    command: Callable[[Counter, Stage], Run]
    by_hand: Callable[[Cloud, Stage], None] = lambda cloud, stage: None
    #: Whether the scene changes or destroys the stage, so that no other scene can use it.
    spends: bool = False

    def __str__(self) -> str:
        return self.title


def plan(counter: Counter, stage: Stage) -> Run:
    return counter.plan(stage)


def status(counter: Counter, stage: Stage) -> Run:
    return counter("status", *stage.arguments)


def deploy(counter: Counter, stage: Stage) -> Run:
    return counter.deploy(stage)


def adopt(counter: Counter, stage: Stage) -> Run:
    return counter.deploy(stage, "--adopt", f"{stage.table},{stage.role},{stage.function}", "--adopt", stage.log_group)


def deploy_another_program(counter: Counter, stage: Stage) -> Run:
    """Deploys the same program with bytes after its end, which give it another digest."""
    program = counter.home / "AnotherFunction"
    program.write_bytes(counter.function.read_bytes() + b"another")
    program.chmod(0o755)
    return counter("deploy", *stage.arguments, "--function", str(program), "--yes")


def rollback(counter: Counter, stage: Stage) -> Run:
    return counter("rollback", *stage.arguments, "--yes")


def destroy(counter: Counter, stage: Stage) -> Run:
    return counter.destroy(stage, "--delete-data")


def keep_logs_for_ever(cloud: Cloud, stage: Stage) -> None:
    """Changes the stage's settings, and nothing on AWS."""
    settings = json.loads(stage.file.read_text())
    stage.file.write_text(json.dumps({**settings, RETENTION_KEY: None}))


def limit_nothing(cloud: Cloud, stage: Stage) -> None:
    """Changes the stage's settings, and nothing on AWS."""
    settings = json.loads(stage.file.read_text())
    stage.file.write_text(json.dumps({**settings, CONCURRENCY_KEY: None}))


def take_marks_off(cloud: Cloud, stage: Stage) -> None:
    """Removes the owner's tags: a deploy takes over such resources only on request."""
    cloud.untag(stage, *stage.tags)


#: The scenes in the order of a life cycle.
LIFE = [
    Scene("a plan where nothing exists", False, plan),
    Scene("a first deploy", False, deploy, spends=True),
    Scene("a plan where all is as described", True, plan),
    Scene("a status", True, status),
    Scene("a deploy of settings without tags that there were before", True, deploy, leave_former_tags),
    *(Scene(f"a deploy after {alteration.title}", True, deploy, alteration.by_hand)
      for kind in KINDS for alteration in kind.alterations),
    Scene("a deploy that takes over what lost its marks", True, adopt, take_marks_off),
    Scene("a deploy of settings that keep the logs for ever", True, deploy, keep_logs_for_ever, spends=True),
    Scene("a deploy of settings that limit no calls", True, deploy, limit_nothing, spends=True),
    Scene("a deploy of another program", True, deploy_another_program, spends=True),
    Scene("a rollback", True, rollback, serve_another_version, spends=True),
    Scene("a destroy", True, destroy, use_role_elsewhere, spends=True),
]
