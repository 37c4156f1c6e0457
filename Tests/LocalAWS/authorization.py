"""What AWS checks for a request: an action, a resource and the condition keys, and how each is read from the request.

Each kind's file has the rules of its service. Their sources: the Service Authorization Reference (a service's "Actions,
resources, and condition keys"), CloudWatch Logs' "identity-based policies" for the two forms of its ARNs, and known
refusals of AWS. They share no code with the deployer, which has its own list of what it needs.
"""

import dataclasses
import urllib.parse
from collections.abc import Callable

from aws_answers import QUERY_SERVICES, content
from proxy import Call
from subjects import form


@dataclasses.dataclass(frozen=True)
class Check:
    """A check of an identity's policies: whether they allow an action on a resource."""

    action: str
    resource: str
    #: The values of the request's condition keys, by their names in lower case.
    context: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)


#: Returns the ARN of a role's permissions boundary, by the role's name.
BoundaryOf = Callable[[str], str | None]
#: What AWS checks for a request to a service; the action with the request's name comes first.
Rules = Callable[[Call, BoundaryOf], list[Check]]


def check(action: str, resource: str, context: dict[str, str | list[str] | None]) -> Check:
    """A check; condition keys without a value are left out."""
    return Check(action, resource, {
        key.lower(): (value,) if isinstance(value, str) else tuple(value) for key, value in context.items() if value})


def tag_keys(call: Call) -> dict[str, str | list[str]]:
    """The condition keys of a request that sets or removes tags."""
    given, taken = _tags_given(call), _keys_taken(call)
    return {"aws:TagKeys": [*given, *taken], **{f"aws:RequestTag/{key}": value for key, value in given.items()}}


def _tags_given(call: Call) -> dict[str, str]:
    """The tags of a request by key, from any of the services' four forms."""
    if call.service in QUERY_SERVICES:
        asked = form(call)
        names = [name.removesuffix(".Key") for name in asked if name.startswith("Tags.") and name.endswith(".Key")]
        return {asked[f"{name}.Key"]: asked[f"{name}.Value"] for name in names}
    asked = content(call)
    tags = asked.get("Tags") or asked.get("tags") or {}
    return tags if isinstance(tags, dict) else {tag["Key"]: tag["Value"] for tag in tags}


def _keys_taken(call: Call) -> list[str]:
    """The keys of the tags that a request removes."""
    if call.service in QUERY_SERVICES:
        return [value for name, value in form(call).items() if name.startswith("TagKeys.")]
    asked = content(call)
    return asked.get("TagKeys") or asked.get("tagKeys") or urllib.parse.parse_qs(call.query).get("tagKeys", [])
