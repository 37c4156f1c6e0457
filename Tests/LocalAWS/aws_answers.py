"""Builds AWS's answers in each service's own form, and reads and changes the answers of the local AWS."""

import json
from collections.abc import Callable

from proxy import Answer, Call, error_answer

#: The services that speak XML.
QUERY_SERVICES = {"iam", "sts"}


def refusal(call: Call, status: int, code: str, message: str) -> Answer:
    """A refusal in the form of the service that was called."""
    if call.service.startswith("s3"):
        text = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
        return Answer(status, [("Content-Type", "application/xml")], text.encode())
    if call.service not in QUERY_SERVICES:
        return error_answer(status, code, message)
    body = (f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>"
            "<RequestId>00000000-0000-4000-8000-000000000000</RequestId></ErrorResponse>")
    return Answer(status, [("Content-Type", "text/xml")], body.encode())


def succeeded(answer: Answer) -> bool:
    """Whether the call succeeded."""
    return 200 <= answer.status < 300


def content(message: Call | Answer) -> dict:
    """The JSON object in a body; an empty object if there is none."""
    try:
        value = json.loads(message.body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def edited(answer: Answer, edit: Callable[[dict], None]) -> Answer:
    """A JSON answer with its content changed, and without its checksum, which no longer fits."""
    value = content(answer)
    edit(value)
    headers = [(name, text) for name, text in answer.headers if name.lower() != "x-amz-crc32"]
    return Answer(answer.status, headers, json.dumps(value).encode())
