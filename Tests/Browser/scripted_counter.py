"""A counter that answers as a test tells it: the page's other half, played."""

import json
import threading

from loopback_web import Answer, Request

PATIENCE_SECONDS = 60


def count(number: int, **more) -> Answer:
    """A count, as the function sends it and with the header that the URL adds for an allowed origin."""
    return raw(json.dumps({"count": number, **more}).encode())


def raw(body: bytes, status: int = 200, kind: str = "application/json") -> Answer:
    """Anything, readable from any origin."""
    return Answer(status, (("Content-Type", kind), ("Cache-Control", "no-store"),
                           ("Access-Control-Allow-Origin", "*")), body)


class ScriptedCounter:
    """Counts up from one, unless a test sets another `answer`; to be given to `LoopbackWeb.host`."""

    def __init__(self):
        self.requests: list[Request] = []
        #: Answers instead of counting while it is set.
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
        self._open.wait(PATIENCE_SECONDS)
        return answer

    def hold(self) -> None:
        """Takes requests and keeps their answers back, until `release`."""
        self._open.clear()

    def release(self) -> None:
        """Sends what was kept back."""
        self._open.set()
