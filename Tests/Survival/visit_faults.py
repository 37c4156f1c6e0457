"""What stands between function and DynamoDB: it does to each write what a seed says, and writes down what was done."""

import collections
import dataclasses
import json
import random
import threading
from collections.abc import Callable

from proxy import Answer, Call, error_answer

#: Refusals for load, each in a spelling that DynamoDB has. Nothing was done, and repeating is harmless.
THROTTLES = ("ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded")
#: A visit's time is over long before; whoever is held longer than this was forgotten.
STALL_SECONDS = 30


@dataclasses.dataclass
class Write:
    """One request for a count, as it arrived: what was played on it, and the count that it made, if it made one."""

    played: str
    count: int | None = None
    #: Whether its answer was let through whole and unchanged.
    answered: bool = False

    @property
    def carried_out(self) -> bool:
        """Whether it is in the table."""
        return self.count is not None

    @property
    def refused(self) -> bool:
        """Whether the function was told that nothing was done."""
        return self.played == "throttle"


#: How often each is played; the rest goes through as it is. Stalls are rare since each costs a visit's whole time.
ODDS = {
    "throttle": 0.08, "reset before": 0.01, "reset after": 0.01, "500 before": 0.01, "500 after": 0.01,
    "truncated": 0.01, "not JSON": 0.01, "stall before": 0.001, "stall after": 0.001, "dropped when idle": 0.03,
}


class FaultyStore:
    """A rule of the proxy for the function's UpdateItem."""

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
        """Whether it is one of the function's writes."""
        return (call.service, call.action) == ("dynamodb", "UpdateItem")

    def begin(self, page: str) -> int:
        """Called before a visit of a page with one visitor at a time: gives how many writes came before."""
        with self._lock:
            self._released[page] = threading.Event()
            return len(self.writes[page])

    def end(self, page: str, before: int) -> list[Write]:
        """Called once it was answered: lets go of what was held, and gives its writes when each has come to its end."""
        with self._lock:
            self._released[page].set()
            assert self._quiet.wait_for(lambda: not self._open[page], STALL_SECONDS), f"a write to {page} never ended"
            return self.writes[page][before:]

    def __call__(self, call: Call, forward: Callable[[], Answer]) -> Answer:
        page = json.loads(call.body)["Key"]["id"]["S"]
        with self._lock:
            # By page, so that what is played does not depend on how the pages' writes happen to mix.
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
        # The whole answer, then the connection's end: the function has to find that before its next visit.
        return dataclasses.replace(answer, cut=len(answer.body)) if write.played == "dropped when idle" else answer
