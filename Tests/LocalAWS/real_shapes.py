"""The local AWS's answers in AWS's real shapes: with AWS's defaults and nulls, and with unknown members.

Each answer is checked against botocore's models, so that it has no members but AWS's and the unknown ones.
"""

import functools
import json
import re
import threading

import botocore.model
import botocore.session

import real_iam
from aws_answers import QUERY_SERVICES, edited, succeeded
from kinds import KINDS
from proxy import Answer, Call

#: botocore's names of the services, by the names in the signature's scope.
MODELS = {"dynamodb": "dynamodb", "iam": "iam", "lambda": "lambda", "logs": "logs", "sts": "sts",
          "tagging": "resourcegroupstaggingapi"}
#: A member that AWS may add one day, put into every structure.
UNKNOWN = "AddedIn2027"
UNKNOWN_VALUE = {"Mode": "Enabled", "Items": [1, 1.5, None, "x", {"Big": 1e20}]}

#: The functions that complete an answer, by service and operation.
COMPLETED = {(kind.service, action): complete for kind in KINDS for action, complete in kind.completions.items()}


class RealShapes:
    """A handler of the proxy that gives each successful answer of the local AWS the shape of AWS's."""

    def __init__(self):
        self._tagged = TaggingIndex()
        #: The operations whose answers it has rewritten.
        self.played: set[str] = set()

    def __call__(self, call: Call, forward) -> Answer:
        answer = forward()
        if not succeeded(answer) or not answer.body or (shape := output(call.service, call.action)) is None:
            return answer
        self.played.add(f"{call.service}:{call.action}")
        if call.service in QUERY_SERVICES:
            return Answer(answer.status, answer.headers, real_iam.rewritten(answer.body, shape, UNKNOWN))
        return edited(answer, lambda value: self._complete(call, value, shape))

    def _complete(self, call: Call, value: dict, shape: botocore.model.StructureShape) -> None:
        if complete := COMPLETED.get((call.service, call.action)):
            complete(value, call)
        if (call.service, call.action) == ("tagging", "GetResources"):
            self._tagged.answer(value)
        if call.service == "lambda":
            fill_with_nulls(value, shape)
        check(value, shape, call.action)
        add_unknown(value, shape)


class TaggingIndex:
    """The tagging API's index: it still lists deleted resources, without their tags."""

    def __init__(self):
        self._seen: dict[str, None] = {}
        self._lock = threading.Lock()

    def answer(self, value: dict) -> None:
        """Adds the resources of earlier answers."""
        mappings = value["ResourceTagMappingList"]
        named = [mapping["ResourceARN"] for mapping in mappings]
        with self._lock:
            mappings += [{"ResourceARN": arn, "Tags": []} for arn in self._seen if arn not in named]
            self._seen.update(dict.fromkeys(named))


@functools.cache
def _session() -> botocore.session.Session:
    return botocore.session.Session()


@functools.cache
def output(service: str, action: str) -> botocore.model.StructureShape | None:
    """The output shape of an operation in botocore's model; None if it has no output."""
    if service not in MODELS:
        return None
    return _session().get_service_model(MODELS[service]).operation_model(action).output_shape


def fill_with_nulls(value: object, shape: botocore.model.Shape) -> None:
    """Writes every member that is not set as null, at every depth, as Lambda does."""
    for member, member_shape in _structures(value, shape):
        for name in member_shape.members:
            # A member in a header is no part of the body.
            if "location" not in member_shape.members[name].serialization:
                member.setdefault(name, None)


def check(value: object, shape: botocore.model.Shape, action: str) -> None:
    """Asserts that the model knows each member."""
    for member, member_shape in _structures(value, shape):
        unknown = set(member) - _wire_names(member_shape)
        assert not unknown, f"AWS's {action} answers no {unknown} in {member_shape.name}: {json.dumps(member)}"


def add_unknown(value: object, shape: botocore.model.Shape) -> None:
    """Adds an unknown member to each structure, but not to maps, such as tags and variables."""
    for member, _ in list(_structures(value, shape)):
        member[UNKNOWN] = UNKNOWN_VALUE


def _wire_names(shape: botocore.model.StructureShape) -> set[str]:
    return {member.serialization.get("name", name) for name, member in shape.members.items()}


def _structures(value: object, shape: botocore.model.Shape):
    """Yields each structure in an answer with its shape, the outermost first."""
    if value is None:
        return
    if shape.type_name == "structure":
        yield value, shape
        for name, member in shape.members.items():
            yield from _structures(value.get(member.serialization.get("name", name)), member)
    elif shape.type_name == "list":
        for element in value:
            yield from _structures(element, shape.member)
    elif shape.type_name == "map":
        for element in value.values():
            yield from _structures(element, shape.value)


def notices(run) -> list[str]:
    """The notices of a run, in text or in JSON: what is not described, and what was not read."""
    return re.findall(r"not (?:described|looked at): [^\n\"]*", run.stdout + run.stderr)
