"""A simulated counter, whose answers a test sets."""

import json
import threading

from loopback_web import Answer, Request

TIMEOUT_SECONDS = 60


def count(number: int, **more) -> Answer:
    """The function's answer with a count, with the header that the URL adds for an allowed origin."""
    return raw(json.dumps({"count": number, **more}).encode())


def raw(body: bytes, status: int = 200, kind: str = "application/json") -> Answer:
    """Any answer, readable from any origin."""
    return Answer(status, (("Content-Type", kind), ("Cache-Control", "no-store"),
                           ("Access-Control-Allow-Origin", "*")), body)


class ScriptedCounter:
    """A host for `LoopbackWeb` that counts up from 1, unless a test sets another `answer`."""

    def __init__(self):
        self.requests: list[Request] = []
        #: The answer to all requests while it is set; they are not counted.
        self.answer: Answer | None = None
        self.counted = 0
        self._open = threading.Event()
        self._open.set()
        self._lock = threading.Lock()

    def __call__(self, request: Request) -> Answer:
        with self._lock:
            self.requests.append(request)
            if self.answer is None:
                self.counted += 1
            answer = self.answer or count(self.counted)
        self._open.wait(TIMEOUT_SECONDS)
        return answer

    def hold(self) -> None:
        """Accepts requests, but holds their answers until `release`."""
        self._open.clear()

    def release(self) -> None:
        """Sends the held answers."""
        self._open.set()
