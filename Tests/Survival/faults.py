"""The faults of a single call: each has a name, the calls that it may hit, and an answer."""

import dataclasses
import time
from collections.abc import Callable

from aws_answers import QUERY_SERVICES, refusal
from gaps import Forward
from proxy import Answer, Call, Handler

SLOW_SECONDS = 0.3
_HTML = b"<html><head><title>%s</title></head><body><h1>%s</h1></body></html>"


@dataclasses.dataclass(frozen=True)
class Fault:
    """One fault."""

    name: str
    answer: Handler
    hits: Callable[[Call], bool] = lambda call: True

    def __call__(self, call: Call, forward: Forward) -> Answer:
        """Answers the call with the fault, and records that."""
        call.played.append(self.name)
        return self.answer(call, forward)


def _throttled(call: Call, forward: Forward) -> Answer:
    """Throttles the call, with the service's own code and status."""
    if call.service == "lambda":
        answer = refusal(call, 429, "TooManyRequestsException", "Rate exceeded")
        return Answer(answer.status, [*answer.headers, ("Retry-After", "1")], answer.body)
    code = "Throttling" if call.service in QUERY_SERVICES else "ThrottlingException"
    return refusal(call, 400, code, "Rate exceeded")


#: The error code of an internal failure, by service.
_OWN_FAILURE = {"dynamodb": "InternalServerError", "lambda": "ServiceException", "iam": "ServiceFailure"}


def _failure(status: int, call: Call) -> Answer:
    """A failure: 500 in the service's own form, 503 from a front end, 504 without a body."""
    match status:
        case 500:
            return refusal(call, 500, _OWN_FAILURE.get(call.service, "InternalFailure"), "Internal failure")
        case 503:
            return refusal(call, 503, "ServiceUnavailable", "Service is unable to handle request.")
    return Answer(status, [], b"")


def _before(status: int) -> Handler:
    """Fails before the call is carried out."""
    return lambda call, forward: _failure(status, call)


def _after(status: int) -> Handler:
    """Fails after the call was carried out."""
    def answer(call: Call, forward: Forward) -> Answer:
        forward()
        return _failure(status, call)
    return answer


def _reset_before(call: Call, forward: Forward) -> Answer:
    raise ConnectionResetError


def _reset_after(call: Call, forward: Forward) -> Answer:
    forward()
    raise ConnectionResetError


def _closed_after(call: Call, forward: Forward) -> Answer:
    forward()
    raise ConnectionAbortedError


def _slow(call: Call, forward: Forward) -> Answer:
    time.sleep(SLOW_SECONDS)
    return forward()


def _truncated(call: Call, forward: Forward) -> Answer:
    """Sends half of the answer, with the length of the whole answer."""
    answer = forward()
    return dataclasses.replace(answer, cut=len(answer.body) // 2)


def _html(status: int) -> Handler:
    """An HTML page from an intermediary, which did not forward the call."""
    title = b"Sign in to the network" if status == 200 else b"Service Unavailable"
    return lambda call, forward: Answer(status, [("Content-Type", "text/html")], _HTML % (title, title))


THROTTLED = Fault("throttled", _throttled)
SLOW = Fault("slow", _slow)

#: All faults of a single call.
FAULTS = [
    THROTTLED,
    SLOW,
    *(Fault(f"{status} before", _before(status)) for status in (500, 503, 504)),
    *(Fault(f"{status} after", _after(status)) for status in (500, 503, 504)),
    Fault("reset before", _reset_before),
    Fault("reset after", _reset_after),
    Fault("closed after", _closed_after),
    Fault("truncated", _truncated),
    Fault("HTML with 200", _html(200)),
    Fault("HTML with 503", _html(503)),
]


def _expired(call: Call, forward: Forward) -> Answer:
    message = "The security token included in the request is expired"
    if call.service in QUERY_SERVICES:
        return refusal(call, 403, "ExpiredToken", message)
    return refusal(call, 400 if call.service == "dynamodb" else 403, "ExpiredTokenException", message)


EXPIRED = Fault("expired token", _expired)
