"""Makes a valid answer to any operation, from botocore's model of its output.

An answer has every member that a decoder may need, except those that announce another page.
"""

import json
import urllib.parse
from xml.sax.saxutils import escape

import botocore.session

from identify import MODEL_NAMES

REQUEST_ID = "00000000-0000-4000-8000-000000000000"
DEPTH = 6
ANOTHER_PAGE = {"nexttoken", "nextmarker", "marker", "paginationtoken", "lastevaluatedtablename", "lastevaluatedkey"}

#: Valid texts for members that a client may parse, by the member's name.
TEXTS = {
    "policydocument": urllib.parse.quote('{"Version":"2012-10-17","Statement":[]}'),
    "assumerolepolicydocument": urllib.parse.quote('{"Version":"2012-10-17","Statement":[]}'),
    "policy": '{"Version":"2012-10-17","Statement":[]}',
    "functionurl": "https://sample.lambda-url.eu-west-1.on.aws/",
    "account": "123456789012",
    "arn": "arn:aws:iam::123456789012:user/sample",
    "functionarn": "arn:aws:lambda:eu-west-1:123456789012:function:sample",
    "aliasarn": "arn:aws:lambda:eu-west-1:123456789012:function:sample:live",
    "tablearn": "arn:aws:dynamodb:eu-west-1:123456789012:table/sample",
}


def sample(shape, name: str = "", depth: int = 0):
    """A sample value of a shape."""
    kind = shape.type_name
    if kind == "structure":
        members = list(shape.members.items())
        if getattr(shape, "is_tagged_union", False) or shape.name == "AttributeValue":
            members = members[:1]
        return {
            member: sample(inner, member, depth + 1) for member, inner in members
            if depth < DEPTH and member.lower() not in ANOTHER_PAGE}
    if kind == "list":
        return [sample(shape.member, name, depth + 1)] if depth < DEPTH else []
    if kind == "map":
        return {}
    if kind == "string":
        return shape.enum[0] if shape.enum else TEXTS.get(name.lower(), "sample")
    if kind == "boolean":
        return False
    if kind == "timestamp":
        return "2026-01-15T12:30:45Z" if shape.serialization.get("timestampFormat") == "iso8601" else 1768480245
    if kind == "blob":
        return "e30="
    return 1


def _xml(name: str, value) -> str:
    """An XML element; lists have `member` children."""
    if isinstance(value, dict):
        inner = "".join(_xml(key, item) for key, item in value.items())
    elif isinstance(value, list):
        inner = "".join(_xml("member", item) for item in value)
    elif isinstance(value, bool):
        inner = "true" if value else "false"
    else:
        inner = escape("2026-01-15T12:30:45Z" if value == 1768480245 else str(value))
    return f"<{name}>{inner}</{name}>"


def answer(service: str, operation: str) -> tuple[int, str, bytes]:
    """The status, content type and body of a valid answer."""
    model = botocore.session.get_session().get_service_model(MODEL_NAMES.get(service, service))
    known = model.operation_model(operation)
    output = sample(known.output_shape) if known.output_shape is not None else {}
    status = known.http.get("responseCode", 200)
    if model.metadata["protocol"] == "query":
        result = _xml(f"{operation}Result", output) if output else ""
        metadata = f"<ResponseMetadata><RequestId>{REQUEST_ID}</RequestId></ResponseMetadata>"
        namespace = "https://sample.amazonaws.com/doc/"
        body = f'<{operation}Response xmlns="{namespace}">{result}{metadata}</{operation}Response>'
        return status, "text/xml", body.encode()
    if status == 204:
        return status, "application/json", b""
    return status, "application/json", json.dumps(output).encode()
