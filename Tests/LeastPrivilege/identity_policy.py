"""An identity's policy as a value: its parts, and the policy without an action or with additional statements."""

import copy

from policy_rules import listed


def statements(policy: dict) -> list[dict]:
    """The statements of a policy."""
    return listed(policy["Statement"])


def actions(policy: dict) -> list[str]:
    """Every action in the policy, once, in the policy's order."""
    named = (action for statement in statements(policy) for action in listed(statement["Action"]))
    return list(dict.fromkeys(named))


def pairs(policy: dict) -> set[tuple[str, str]]:
    """Each action with each of its resources."""
    return {(action, resource) for statement in statements(policy)
            for action in listed(statement["Action"]) for resource in listed(statement["Resource"])}


def without(policy: dict, action: str) -> dict:
    """The policy without an action; a statement that has no other action is removed."""
    left = copy.deepcopy(policy)
    for statement in statements(left):
        statement["Action"] = [name for name in listed(statement["Action"]) if name != action]
    left["Statement"] = [statement for statement in statements(left) if statement["Action"]]
    return left


def extended(policy: dict, added: dict) -> dict:
    """The policy with the statements of another policy added."""
    return {**policy, "Statement": [*statements(policy), *statements(added)]}
