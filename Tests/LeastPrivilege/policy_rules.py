"""Decides by AWS's rules whether policies allow what a request needs; shares no code with what wrote the policies.

<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>. It knows only the elements
that this project's policies may have. It raises on any other, and takes none for allowed or refused.
"""

import dataclasses
import re

_ELEMENTS = {"Sid", "Effect", "Action", "Resource", "Condition"}


@dataclasses.dataclass(frozen=True)
class Need:
    """One permission that a request needs: an action on a resource, with the affected partition keys, if any."""

    action: str
    resource: str
    keys: tuple[str, ...] = ()

    @property
    def context(self) -> dict[str, tuple[str, ...]]:
        """The request's condition keys, in lower case."""
        return {"dynamodb:leadingkeys": self.keys} if self.keys else {}

    def __str__(self) -> str:
        return f"{self.action} on {self.resource}" + (f" for {', '.join(self.keys)}" if self.keys else "")


class NotUnderstood(Exception):
    """A policy contains something that these rules do not know."""


def allows(statements: list[dict], need: Need) -> bool:
    """Whether a statement allows the need, and none denies it."""
    effects = {statement["Effect"] for statement in statements if _applies(statement, need)}
    return effects == {"Allow"}


def listed(value) -> list:
    """A value of a policy as a list: a single value means a list of one."""
    return value if isinstance(value, list) else [value]


def _applies(statement: dict, need: Need) -> bool:
    if unknown := set(statement) - _ELEMENTS:
        raise NotUnderstood(f"a statement holds {', '.join(sorted(unknown))}: {statement}")
    return (
        # An action's name ignores case; an ARN does not.
        any(_matches(pattern.lower(), need.action.lower()) for pattern in listed(statement["Action"]))
        and any(_matches(pattern, need.resource) for pattern in listed(statement["Resource"]))
        and all(
            _holds(operator, [str(value) for value in listed(values)], need.context.get(key.lower()))
            for operator, keys in statement.get("Condition", {}).items() for key, values in keys.items()))


def _matches(pattern: str, text: str) -> bool:
    """Whether the pattern matches the text: `*` matches any text, `?` any character."""
    expression = "".join({"*": ".*", "?": "."}.get(character) or re.escape(character) for character in pattern)
    return re.fullmatch(expression, text, re.DOTALL) is not None


def _holds(operator: str, expected: list[str], actual: tuple[str, ...] | None) -> bool:
    """Whether a condition holds; `actual` is None if the request has no such key."""
    qualifier, _, comparison = operator.rpartition(":")
    if comparison == "Null":
        return (actual is None) == (expected == ["true"])
    compare = {"StringEquals": str.__eq__, "StringLike": _matches, "ArnLike": _matches,
               "ArnEquals": _matches}.get(comparison)
    if compare is None or qualifier not in ("", "ForAllValues", "ForAnyValue"):
        raise NotUnderstood(f"the condition {operator}")
    fits = [any(compare(wanted, value) for wanted in expected) for value in actual or ()]
    if qualifier == "ForAllValues":
        # Also true if the request has no such key.
        return all(fits)
    if qualifier == "" and len(fits) > 1:
        raise NotUnderstood(f"{operator} for a key of several values")
    return any(fits)
