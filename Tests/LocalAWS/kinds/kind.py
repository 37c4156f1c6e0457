"""What a kind of resource is to the tests: its names, its values on AWS, its changes by hand, and AWS's own ways with it.

A part that a kind does not have is left out. The tests that are about all kinds read these values from `KINDS`.
"""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from authorization import Rules
from proxy import Call
from stage import Stage, marked

if TYPE_CHECKING:
    from cloud import Cloud

#: A change by hand of a stage's resource.
Change = Callable[["Cloud", Stage], None]
#: Completes a JSON answer of the local AWS, in place.
Completion = Callable[[dict, Call], None]
#: Completes a structure of an XML answer, in place; its names have the namespace before them.
StructureCompletion = Callable[[Element, str], None]


@dataclasses.dataclass(frozen=True)
class Drift:
    """A change by hand that a plan must show, and that a deploy must revert."""

    title: str
    #: A word of the change that the plan must show.
    word: str
    by_hand: Change
    #: Whether it removes the URL. The deploy then makes another one, with another address and other statements.
    removes_url: bool = False


@dataclasses.dataclass(frozen=True)
class Alteration:
    """Changes by hand that need many permissions to be reverted: a scene of the least-privilege tests."""

    title: str
    by_hand: Change


@dataclasses.dataclass(frozen=True)
class Naming:
    """How a resource is named in requests."""

    name: Callable[[Stage], str]
    #: The ARN in the region of the tests; `{}` stands for the name.
    arn: str
    #: The member with the name, in the requests of any service.
    name_member: str
    #: The members with the ARN, in the requests of the kind's own service.
    arn_members: tuple[str, ...] = ()

    def names(self, stage: Stage) -> dict[str, str]:
        """The member with the name of a stage's resource."""
        return {self.name_member: self.name(stage)}

    def arns(self, stage: Stage) -> dict[str, str]:
        """The members with its ARN."""
        return dict.fromkeys(self.arn_members, self.arn.format(self.name(stage)))


@dataclasses.dataclass(frozen=True)
class Tags:
    """How a resource's tags are read and written with boto3."""

    read: Callable[["Cloud", Stage], dict[str, str]]
    put: Callable[["Cloud", Stage, dict[str, str]], object]
    remove: Callable[["Cloud", Stage, list[str]], object]


@dataclasses.dataclass(frozen=True)
class Kind:
    """One kind of resource."""

    #: Its name in titles of tests, and in what `Cloud` returns.
    title: str
    #: Its name in the program's JSON.
    json_name: str
    #: The service that has it, as the signature's scope names it.
    service: str
    #: The value of every property that it declares, in a form that can be compared.
    snapshot: Callable[["Cloud", Stage], dict]
    #: Its own drifts, without that of its tags.
    own_drifts: list[Drift]
    #: Looks for the resource; None, or an error of AWS, means that there is none.
    look: Callable[["Cloud", Stage], dict | None] | None = None
    naming: Naming | None = None
    tags: Tags | None = None
    #: Whether AWS keeps it once for all regions, so that one of its tags names the region of its stage.
    is_global: bool = False
    alterations: list[Alteration] = dataclasses.field(default_factory=list)
    #: AWS's rules for the requests to its service; only one kind of a service has them.
    rules: Rules | None = None
    #: What AWS adds to the answers of its service, by operation.
    completions: dict[str, Completion] = dataclasses.field(default_factory=dict)
    #: The same for a service that speaks XML, by the name of the structure.
    structure_completions: dict[str, StructureCompletion] = dataclasses.field(default_factory=dict)

    @property
    def drifts(self) -> list[Drift]:
        """All its drifts."""
        former = [Drift(f"the {self.title} has a former tag", "tags.former", leave_former_tags)] if self.tags else []
        return self.own_drifts + former


def leave_former_tags(cloud: "Cloud", stage: Stage) -> None:
    """Adds the tags that a deploy of earlier settings left, on each of the stage's resources."""
    cloud.tag(stage, marked(stage, {"former": "yes"}))


def tags_by_key(tags: list[dict[str, str]]) -> dict[str, str]:
    """The tags of a service that writes each as an object."""
    return {tag["Key"]: tag["Value"] for tag in tags}


def tag_objects(tags: dict[str, str]) -> list[dict[str, str]]:
    """The tags for such a service."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]
