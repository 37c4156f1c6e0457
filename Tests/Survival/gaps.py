"""Behaviour of AWS that the local AWS lacks: one class for each, as a handler of the proxy.

The messages and codes are AWS's, from its documentation and from what other deployment tools wait for.
"""

import threading
import time
from collections.abc import Callable

from proxy import Answer, Call

Forward = Callable[[], Answer]


class Gap:
    """One such behaviour of AWS; a handler of the proxy.

    If it answers in AWS's place, or changes the local AWS's answer, it adds its name to the call's record.
    """

    @property
    def name(self) -> str:
        """Its name in the record."""
        return type(self).__name__

    def __call__(self, call: Call, forward: Forward) -> Answer:
        raise NotImplementedError

    def played(self, call: Call, answer: Answer) -> Answer:
        """Adds the gap's name to the record, and returns the answer."""
        call.played.append(self.name)
        return answer


class Moments:
    """Periods during which a state holds, by resource name; safe to use from several threads."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def begin(self, name: str | None) -> None:
        """Starts the period."""
        with self._lock:
            self._until[name or ""] = time.monotonic() + self.seconds

    def end(self, name: str | None) -> None:
        """Ends the period."""
        with self._lock:
            self._until.pop(name or "", None)

    def holds(self, name: str | None) -> bool:
        """Whether the state holds at this moment."""
        with self._lock:
            return time.monotonic() < self._until.get(name or "", 0)
