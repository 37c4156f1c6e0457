"""A fault over several calls: for a while after a write, reads answer as before it."""

import threading
import time
from collections.abc import Callable

from aws_answers import succeeded
from gaps import Forward
from proxy import Answer, Call
from subjects import query, subject

#: What a look is told apart by, besides what it is about.
_Look = tuple[str, str | None]


def _look(call: Call) -> _Look:
    return call.action, query(call).get("Qualifier")


class StaleReads:
    """Remembers what was answered about each thing, and answers it again for some seconds after chosen writes."""

    NAME = "stale read"

    def __init__(self, seconds: float, chosen: Callable[[Call], bool] = lambda call: True):
        self.seconds = seconds
        self.chosen = chosen
        self._lock = threading.Lock()
        self._answers: dict[str, dict[_Look, Answer]] = {}
        self._stale: dict[str, tuple[float, dict[_Look, Answer]]] = {}

    def __call__(self, call: Call, forward: Forward) -> Answer:
        """A handler of the proxy."""
        thing = subject(call)
        if thing is None:
            return forward()
        return self._write(call, thing, forward) if call.is_write else self._read(call, thing, forward)

    def _write(self, call: Call, thing: str, forward: Forward) -> Answer:
        with self._lock:
            before = dict(self._answers.get(thing, {}))
        answer = forward()
        # A write that follows soon does not make the first state come back.
        if succeeded(answer) and self.chosen(call):
            with self._lock:
                self._stale[thing] = time.monotonic() + self.seconds, before
        return answer

    def _read(self, call: Call, thing: str, forward: Forward) -> Answer:
        with self._lock:
            until, before = self._stale.get(thing, (0, {}))
        if time.monotonic() < until and (old := before.get(_look(call))):
            call.played.append(self.NAME)
            return old
        answer = forward()
        # A refusal for the moment is not what stood there.
        if answer.status < 500 and answer.status != 429:
            with self._lock:
                self._answers.setdefault(thing, {})[_look(call)] = answer
        return answer
