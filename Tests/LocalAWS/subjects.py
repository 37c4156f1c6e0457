"""Finds the resource that a call is about: the name of the table, role, function or log group."""

import re
import urllib.parse

from aws_answers import QUERY_SERVICES, content
from proxy import Call

_FUNCTION_PATH = re.compile(r"^/\d{4}-\d\d-\d\d/functions/([^/]+)")
_TAGS_PATH = re.compile(r"^/\d{4}-\d\d-\d\d/tags/(.+)$")


def form(call: Call) -> dict[str, str]:
    """The parameters of a call to a service with the query protocol."""
    return dict(urllib.parse.parse_qsl(call.body.decode(), keep_blank_values=True))


def query(call: Call) -> dict[str, str]:
    """The parameters in the URL's query."""
    return dict(urllib.parse.parse_qsl(call.query, keep_blank_values=True))


def subject(call: Call) -> str | None:
    """The name of the resource; None if the call is about no resource."""
    if call.service in QUERY_SERVICES:
        return form(call).get("RoleName")
    if call.service == "lambda":
        return _function(call)
    value = content(call)
    if call.service == "dynamodb":
        return _last_part(value.get("TableName") or value.get("ResourceArn"), "table/")
    return _last_part(
        value.get("logGroupName") or value.get("logGroupNamePrefix") or value.get("resourceArn"), "log-group:")


def _function(call: Call) -> str | None:
    if match := _FUNCTION_PATH.match(call.path):
        return urllib.parse.unquote(match.group(1))
    if match := _TAGS_PATH.match(call.path):
        return _last_part(urllib.parse.unquote(match.group(1)), "function:")
    return content(call).get("FunctionName")


def _last_part(name: str | None, mark: str) -> str | None:
    """The part of an ARN after the mark; a plain name is returned unchanged."""
    return name.rpartition(mark)[2].removesuffix(":*") if name else None
