"""What AWS does and the local AWS does not: one class for each, played by a rule of the proxy.

Texts and codes are AWS's own, from its documentation and from what other deployers wait for.
"""

import threading
import time
from collections.abc import Callable

from proxy import Answer, Call

Forward = Callable[[], Answer]


class Gap:
    """Something that AWS does; a handler of the proxy.

    Where it answers in AWS's place, or changes what the local AWS answered, its name stands in the call's record.
    """

    @property
    def name(self) -> str:
        """How the record calls it."""
        return type(self).__name__

    def __call__(self, call: Call, forward: Forward) -> Answer:
        raise NotImplementedError

    def played(self, call: Call, answer: Answer) -> Answer:
        """The answer, with the gap's name in the record."""
        call.played.append(self.name)
        return answer


class Moments:
    """Until when something holds, by name; asked from many threads."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def begin(self, name: str | None) -> None:
        """From now on it holds for that many seconds."""
        with self._lock:
            self._until[name or ""] = time.monotonic() + self.seconds

    def end(self, name: str | None) -> None:
        """It holds no longer."""
        with self._lock:
            self._until.pop(name or "", None)

    def holds(self, name: str | None) -> bool:
        """Whether it holds just now."""
        with self._lock:
            return time.monotonic() < self._until.get(name or "", 0)
