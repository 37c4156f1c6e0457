"""The actions that AWS checks for a request: the rules of each kind's service, and of what is about no kind."""

from authorization import BoundaryOf, Check, Rules, check
from kinds import KINDS
from proxy import Call

#: A request that AWS never refuses.
FREE = ("sts", "GetCallerIdentity")
#: The rules by service.
RULES: dict[str, Rules] = {kind.service: kind.rules for kind in KINDS if kind.rules}


class NoRule(Exception):
    """There are no rules for this request."""


def checks(call: Call, boundary_of: BoundaryOf = lambda role: None) -> list[Check]:
    """What AWS checks before it carries out a request; the action with the request's name comes first.

    `boundary_of` returns the ARN of a role's permissions boundary, by the role's name.
    """
    if (call.service, call.action) == FREE:
        return []
    if (call.service, call.action) == ("tagging", "GetResources"):
        # A search by tags names no resource, and its action has another prefix.
        return [check("tag:GetResources", "*", {})]
    if call.service not in RULES:
        raise NoRule(str(call))
    return RULES[call.service](call, boundary_of)
