"""An identity's policy as a value: what it lists, and what it is without one of its actions or with further ones."""

import copy

from policy_rules import listed


def statements(policy: dict) -> list[dict]:
    """A policy's statements."""
    return listed(policy["Statement"])


def actions(policy: dict) -> list[str]:
    """Every action that is listed, each once, in the policy's order."""
    named = (action for statement in statements(policy) for action in listed(statement["Action"]))
    return list(dict.fromkeys(named))


def pairs(policy: dict) -> set[tuple[str, str]]:
    """Each action with each thing that it is listed for."""
    return {(action, resource) for statement in statements(policy)
            for action in listed(statement["Action"]) for resource in listed(statement["Resource"])}


def without(policy: dict, action: str) -> dict:
    """The policy with one action taken out; a statement of nothing else goes with it."""
    left = copy.deepcopy(policy)
    for statement in statements(left):
        statement["Action"] = [name for name in listed(statement["Action"]) if name != action]
    left["Statement"] = [statement for statement in statements(left) if statement["Action"]]
    return left


def extended(policy: dict, added: dict) -> dict:
    """The policy with the statements of another one."""
    return {**policy, "Statement": [*statements(policy), *statements(added)]}
