"""Faults between the function and DynamoDB: a seed chooses one for each write, and each write is recorded."""

import collections
import dataclasses
import json
import random
import threading
from collections.abc import Callable

from proxy import Answer, Call, error_answer

#: DynamoDB's error codes for throttling. The write was not carried out, so that a retry is safe.
THROTTLES = ("ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded")
#: The limit for a stalled write. A visit times out long before; a write that stalls longer is a bug in the tests.
STALL_SECONDS = 30


@dataclasses.dataclass
class Write:
    """One write of the function: the fault that it met, and the count that it made, if any."""

    played: str
    count: int | None = None
    #: Whether its answer was forwarded unchanged.
    answered: bool = False

    @property
    def carried_out(self) -> bool:
        """Whether the write reached the table."""
        return self.count is not None

    @property
    def refused(self) -> bool:
        """Whether the function learned that the write was not carried out."""
        return self.played == "throttle"


#: The share of each fault; the rest is forwarded unchanged. Stalls are rare, since each takes a visit's whole timeout.
ODDS = {
    "throttle": 0.08, "reset before": 0.01, "reset after": 0.01, "500 before": 0.01, "500 after": 0.01,
    "truncated": 0.01, "not JSON": 0.01, "stall before": 0.001, "stall after": 0.001, "dropped when idle": 0.03,
}


class FaultyStore:
    """A rule of the proxy for the function's UpdateItem calls."""

    def __init__(self, seed: int, odds: dict[str, float] = ODDS):
        self.odds = odds
        self.writes: dict[str, list[Write]] = collections.defaultdict(list)
        self._randoms: dict[str, random.Random] = {}
        self._seed = seed
        self._lock = threading.Lock()
        self._released: dict[str, threading.Event] = collections.defaultdict(threading.Event)
        self._open: collections.Counter[str] = collections.Counter()
        self._quiet = threading.Condition(self._lock)

    @staticmethod
    def matches(call: Call) -> bool:
        """Whether the call is one of the function's writes."""
        return (call.service, call.action) == ("dynamodb", "UpdateItem")

    def begin(self, page: str) -> int:
        """Called before a visit to a page with one visitor at a time; returns the number of earlier writes."""
        with self._lock:
            self._released[page] = threading.Event()
            return len(self.writes[page])

    def end(self, page: str, before: int) -> list[Write]:
        """Called after its answer: releases stalled writes, waits until all its writes end, and returns them."""
        with self._lock:
            self._released[page].set()
            assert self._quiet.wait_for(lambda: not self._open[page], STALL_SECONDS), f"a write to {page} never ended"
            return self.writes[page][before:]

    def __call__(self, call: Call, forward: Callable[[], Answer]) -> Answer:
        page = json.loads(call.body)["Key"]["id"]["S"]
        with self._lock:
            # One generator per page, so that the faults do not depend on the order of writes to different pages.
            chance = self._randoms.setdefault(page, random.Random(f"{self._seed} {page}"))
            kind = chance.choices([*self.odds, "nothing"], [*self.odds.values(), 1 - sum(self.odds.values())])[0]
            code = chance.choice(THROTTLES)
            write = Write(kind)
            self.writes[page].append(write)
            self._open[page] += 1
            released = self._released[page]
        try:
            return self._play(write, code, released, forward)
        finally:
            with self._lock:
                self._open[page] -= 1
                self._quiet.notify_all()

    def _play(self, write: Write, code: str, released: threading.Event, forward: Callable[[], Answer]) -> Answer:
        match write.played:
            case "throttle":
                return error_answer(400, code, "Rate exceeded")
            case "reset before":
                raise ConnectionResetError
            case "500 before":
                return error_answer(500, "InternalServerError", "Internal server error")
            case "stall before":
                released.wait(STALL_SECONDS)
                raise ConnectionAbortedError
        answer = forward()
        assert answer.status == 200, answer.body
        write.count = int(json.loads(answer.body)["Attributes"]["views"]["N"])
        match write.played:
            case "reset after":
                raise ConnectionResetError
            case "500 after":
                return error_answer(500, "InternalServerError", "Internal server error")
            case "truncated":
                return dataclasses.replace(answer, cut=len(answer.body) // 2)
            case "not JSON":
                return Answer(200, [("Content-Type", "text/html")], b"<html>Sign in to the network</html>")
            case "stall after":
                released.wait(STALL_SECONDS)
                raise ConnectionAbortedError
        write.answered = True
        # Sends the whole answer, then closes the connection: the function must notice that before its next visit.
        return dataclasses.replace(answer, cut=len(answer.body)) if write.played == "dropped when idle" else answer
