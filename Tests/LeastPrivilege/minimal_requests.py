"""The smallest valid requests of any operation, made from botocore's model of its input.

A request has only the required members. It names existing resources if possible, so that a refusal is about permissions
and not about a missing resource.
"""

import botocore.model

from kinds import NAMED
from needed_permissions import PARTITION_KEY
from stage import Stage

BUCKET, OBJECT = "least-privilege", "sample"
#: The type names of a model's shapes, by the Python type of their values.
_TYPE_NAMES = {str: "string", dict: "map", list: "list"}
_PARTIQL = ['SELECT * FROM "{0}" WHERE {1} = \'{2}\'', 'INSERT INTO "{0}" VALUE {{\'{1}\': \'{2}\'}}',
            'UPDATE "{0}" SET views = 1 WHERE {1} = \'{2}\'', 'DELETE FROM "{0}" WHERE {1} = \'{2}\'']


class MinimalRequests:
    """Requests about a stage's resources and one of its pages."""

    def __init__(self, stage: Stage, page: str):
        self.stage = stage
        self.key = {PARTITION_KEY: {"S": page}}
        self.update = {
            "TableName": stage.table, "Key": self.key, "UpdateExpression": "ADD trials :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}}}
        statements = [text.format(stage.table, PARTITION_KEY, page) for text in _PARTIQL]
        one = {"TableName": stage.table, "Key": self.key}
        #: Operations whose permission depends on the content of the request, with one request for each permission.
        self._ways = {
            "ExecuteStatement": [{"Statement": text} for text in statements],
            "BatchExecuteStatement": [{"Statements": [{"Statement": text}]} for text in statements],
            "ExecuteTransaction": [{"TransactStatements": [{"Statement": text}]} for text in statements],
            "BatchGetItem": [{"RequestItems": {stage.table: {"Keys": [self.key]}}}],
            "BatchWriteItem": [{"RequestItems": {stage.table: [write]}} for write in (
                {"PutRequest": {"Item": self.key}}, {"DeleteRequest": {"Key": self.key}})],
            "TransactWriteItems": [{"TransactItems": [part]} for part in (
                {"ConditionCheck": {**one, "ConditionExpression": f"attribute_exists({PARTITION_KEY})"}},
                {"Put": {"TableName": stage.table, "Item": self.key}}, {"Delete": one}, {"Update": self.update})],
        }
        everywhere = {"Key": self.key, "Item": self.key}
        for kind in NAMED:
            everywhere |= kind.naming.names(stage)
        #: The members whose values exist, by service.
        self._known = {
            "s3": {"Bucket": BUCKET, "Key": OBJECT, "CopySource": f"{BUCKET}/{OBJECT}"},
            "sts": {"RoleArn": stage.role_arn},
        }
        for kind in NAMED:
            self._known.setdefault(kind.service, dict(everywhere)).update(kind.naming.arns(stage))

    def of(self, operation: botocore.model.OperationModel) -> list[dict]:
        """The parameters of each request to try."""
        if operation.service_model.service_name == "dynamodb" and operation.name in self._ways:
            return self._ways[operation.name]
        if operation.input_shape is None:
            return [{}]
        return [_structure(operation.input_shape, self._known[operation.service_model.service_name])]


def _structure(shape: botocore.model.StructureShape, known: dict[str, object]) -> dict:
    # A union has exactly one member.
    members = shape.required_members or (list(shape.members)[:1] if shape.is_tagged_union else [])
    values = {}
    for member in members:
        inner = shape.members[member]
        is_known = member in known and inner.type_name == _TYPE_NAMES[type(known[member])]
        values[member] = known[member] if is_known else _value(inner, known)
    return values


def _value(shape: botocore.model.Shape, known: dict[str, object]):
    least = shape.metadata.get("min", 1)
    match shape.type_name:
        case "structure":
            return _structure(shape, known)
        case "list":
            return [_value(shape.member, known) for _ in range(max(1, least))]
        case "map":
            return {_value(shape.key, known): _value(shape.value, known)}
        case "string":
            return shape.enum[0] if shape.enum else "sample".ljust(least, "s")[:shape.metadata.get("max")]
        case "blob":
            return b"{}"
        case "boolean":
            return False
        case "timestamp":
            return 0
    return least
