"""A fault over several calls: for some time after a write, reads answer as before the write."""

import threading
import time
from collections.abc import Callable

from aws_answers import succeeded
from gaps import Forward
from proxy import Answer, Call
from subjects import query, subject

#: What distinguishes the reads of one resource: the action and the qualifier.
_Look = tuple[str, str | None]


def _look(call: Call) -> _Look:
    return call.action, query(call).get("Qualifier")


class StaleReads:
    """Records the answers to reads of each resource, and repeats them for some seconds after the chosen writes."""

    NAME = "stale read"

    def __init__(self, seconds: float, chosen: Callable[[Call], bool] = lambda call: True):
        self.seconds = seconds
        self.chosen = chosen
        self._lock = threading.Lock()
        self._answers: dict[str, dict[_Look, Answer]] = {}
        self._stale: dict[str, tuple[float, dict[_Look, Answer]]] = {}

    def __call__(self, call: Call, forward: Forward) -> Answer:
        """A handler of the proxy."""
        resource = subject(call)
        if resource is None:
            return forward()
        return self._write(call, resource, forward) if call.is_write else self._read(call, resource, forward)

    def _write(self, call: Call, resource: str, forward: Forward) -> Answer:
        with self._lock:
            before = dict(self._answers.get(resource, {}))
        answer = forward()
        # From now on, reads repeat the answers that were recorded before this write.
        if succeeded(answer) and self.chosen(call):
            with self._lock:
                self._stale[resource] = time.monotonic() + self.seconds, before
        return answer

    def _read(self, call: Call, resource: str, forward: Forward) -> Answer:
        with self._lock:
            until, before = self._stale.get(resource, (0, {}))
        if time.monotonic() < until and (old := before.get(_look(call))):
            call.played.append(self.NAME)
            return old
        answer = forward()
        # A temporary failure does not show the state.
        if answer.status < 500 and answer.status != 429:
            with self._lock:
                self._answers.setdefault(resource, {})[_look(call)] = answer
        return answer
