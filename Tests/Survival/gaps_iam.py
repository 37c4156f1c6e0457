"""IAM's gaps: a write takes some time until it has effect everywhere."""

from aws_answers import content, refusal, succeeded
from gaps import Forward, Gap, Moments
from proxy import Answer, Call
from subjects import subject


class RoleNotAssumable(Gap):
    """For some seconds after its creation, Lambda cannot assume a role."""

    def __init__(self, seconds: float = 1):
        self.new = Moments(seconds)

    def __call__(self, call: Call, forward: Forward) -> Answer:
        if call.action in ("CreateFunction", "UpdateFunctionConfiguration"):
            role = content(call).get("Role", "").rpartition("/")[2]
            if self.new.holds(role):
                return self.played(call, refusal(
                    call, 400, "InvalidParameterValueException",
                    "The role defined for the function cannot be assumed by Lambda."))
        answer = forward()
        if call.action == "CreateRole" and succeeded(answer):
            self.new.begin(subject(call))
        return answer


class RoleUnseen(Gap):
    """For some seconds after its creation, IAM does not find a role."""

    def __init__(self, seconds: float = 1):
        self.new = Moments(seconds)

    def __call__(self, call: Call, forward: Forward) -> Answer:
        if call.service == "iam" and call.action != "CreateRole" and self.new.holds(subject(call)):
            return self.played(call, refusal(
                call, 404, "NoSuchEntity", f"The role with name {subject(call)} cannot be found."))
        answer = forward()
        if call.action == "CreateRole" and succeeded(answer):
            self.new.begin(subject(call))
        return answer


class DeleteConflict(Gap):
    """For some seconds after a policy was removed, the role cannot be deleted, as if it still had the policy."""

    def __init__(self, seconds: float = 1):
        self.bare = Moments(seconds)

    def __call__(self, call: Call, forward: Forward) -> Answer:
        if call.action == "DeleteRole" and self.bare.holds(subject(call)):
            return self.played(call, refusal(
                call, 409, "DeleteConflict", "Cannot delete entity, must delete policies first."))
        answer = forward()
        if call.action in ("DeleteRolePolicy", "DetachRolePolicy") and succeeded(answer):
            self.bare.begin(subject(call))
        return answer
