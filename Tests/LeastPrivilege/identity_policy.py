"""Reads an identity's policy as AWS does: what it allows, and what it would without one of its actions.

It knows what a narrow policy needs. Whatever else a policy may say is an error, so that nothing passes for not being
understood.
"""

import copy
import dataclasses
import functools
import re

#: The members of a statement that are understood; `Sid` says nothing.
_MEMBERS = {"Sid", "Effect", "Action", "Resource", "Condition"}


@dataclasses.dataclass(frozen=True)
class Check:
    """What AWS asks of a policy: whether an action is allowed on a thing, and what is known of the request."""

    action: str
    resource: str
    #: The values of condition keys, by their names in lower case; what is not there is no part of the request.
    context: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __str__(self) -> str:
        return f"{self.action} on {self.resource}"


class NotUnderstood(Exception):
    """A policy says something that is not known here."""


@functools.cache
def _pattern(text: str, flags: int) -> re.Pattern:
    parts = {"*": ".*", "?": "."}
    return re.compile("".join(parts.get(character) or re.escape(character) for character in text), flags | re.DOTALL)


def matches(pattern: str, value: str, ignoring_case: bool = False) -> bool:
    """Whether a value is what a pattern with `*` and `?` says."""
    return _pattern(pattern, re.IGNORECASE if ignoring_case else 0).fullmatch(value) is not None


def listed(value: str | list[str]) -> list[str]:
    """A policy may write one value in place of a list of one."""
    return [value] if isinstance(value, str) else value


def statements(policy: dict) -> list[dict]:
    """A policy's statements, each of them understood."""
    found = policy["Statement"]
    found = [found] if isinstance(found, dict) else found
    for statement in found:
        if unknown := set(statement) - _MEMBERS:
            raise NotUnderstood(f"a statement's {', '.join(sorted(unknown))}: {statement}")
        if statement["Effect"] not in ("Allow", "Deny"):
            raise NotUnderstood(f"the effect {statement['Effect']}")
    return found


def allows(policy: dict, check: Check) -> bool:
    """Whether a policy allows it: some statement must, and none may deny it."""
    effects = {statement["Effect"] for statement in statements(policy) if _applies(statement, check)}
    return effects == {"Allow"}


def _applies(statement: dict, check: Check) -> bool:
    """Whether a statement is about it. Names of actions have no case; ARNs do."""
    return (any(matches(action, check.action, ignoring_case=True) for action in listed(statement["Action"]))
            and any(matches(resource, check.resource) for resource in listed(statement["Resource"]))
            and _conditions_hold(statement.get("Condition", {}), dict(check.context)))


def _conditions_hold(conditions: dict, context: dict[str, tuple[str, ...]]) -> bool:
    """Whether each condition holds: a key that the request has not fails."""
    for operator, keys in conditions.items():
        if operator != "StringEquals":
            raise NotUnderstood(f"the condition operator {operator}")
        for key, expected in keys.items():
            if not set(context.get(key.lower(), ())) & set(listed(expected)):
                return False
    return True


def actions(policy: dict) -> list[str]:
    """Every action that is allowed, each once, in the policy's order."""
    named = (action for statement in statements(policy) for action in listed(statement["Action"]))
    return list(dict.fromkeys(named))


def pairs(some: list[dict]) -> set[tuple[str, str]]:
    """Each action of some statements with each thing that it is allowed on."""
    return {(action, resource) for statement in some
            for action in listed(statement["Action"]) for resource in listed(statement["Resource"])}


def without(policy: dict, action: str) -> dict:
    """The policy with one action taken out; a statement of nothing else goes with it."""
    left = copy.deepcopy(policy)
    for statement in statements(left):
        statement["Action"] = [name for name in listed(statement["Action"]) if name != action]
    left["Statement"] = [statement for statement in statements(left) if statement["Action"]]
    return left


def extended(policy: dict, added: list[dict]) -> dict:
    """The policy with further statements."""
    return {**policy, "Statement": [*statements(policy), *added]}
