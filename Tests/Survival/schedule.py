"""A schedule of faults, made from a seed: which calls meet which fault, and how slow AWS is."""

import collections
import dataclasses
import random
import threading

from faults import FAULTS, Fault
from gaps import Forward
from gaps_dynamodb import BackupsLater, TableStates, TagsLater
from gaps_iam import DeleteConflict, RoleNotAssumable
from gaps_lambda import FunctionStates, Revisions
from gaps_policy import PolicyRules
from proxy import Answer, Call, Handler
from stale_reads import StaleReads
from subjects import query
from wrong_clock import WrongClock

#: The relative frequency of faults; 1 for a fault that is not listed.
_WEIGHTS = {"throttled": 4, "slow": 3}


@dataclasses.dataclass(frozen=True)
class Lag:
    """How long AWS takes for each kind of change, in seconds."""

    role: float
    table: float
    function: float
    tags: float
    stale: float


class Schedule:
    """The schedule of one seed.

    What happens to a call depends only on the seed, the operation, and the number of earlier calls of that operation,
    not on the order of threads or on the time.
    """

    def __init__(self, seed: int):
        self.seed = seed
        draw = random.Random(seed)
        #: What happens after the first deploy.
        self.then = draw.choice(["update", "destroy"])
        #: The share of calls that meet a fault.
        self.rate = draw.uniform(0.05, 0.15)
        #: The share of writes after which reads are stale.
        self.stale_rate = draw.choice([0, 0.1, 0.3])
        self.lag = Lag(*(round(draw.choice([0, draw.uniform(0.1, 0.6)]), 2) for _ in dataclasses.fields(Lag)))
        #: By how much AWS's clock is ahead of ours, in seconds.
        self.ahead = draw.choice([0, 0, 0, 3600, -1800])
        self.injected: collections.Counter[str] = collections.Counter()
        self._log: list[str] = []
        self._counts: collections.Counter[tuple[str, ...]] = collections.Counter()
        self._lock = threading.Lock()

    def _random(self, *what: object) -> random.Random:
        return random.Random(":".join(map(str, (self.seed, *what))))

    def fault(self, service: str, action: str, qualifier: str, number: int) -> Fault | None:
        """The fault that the call of that number meets, or None."""
        draw = self._random(service, action, qualifier, number)
        if draw.random() >= self.rate:
            return None
        return draw.choices(FAULTS, [_WEIGHTS.get(fault.name, 1) for fault in FAULTS])[0]

    def _stale_after(self, call: Call) -> bool:
        return self._random("stale", call.service, call.action).random() < self.stale_rate

    def _inject(self, call: Call, forward: Forward) -> Answer:
        key = call.service, call.action, query(call).get("Qualifier", "")
        with self._lock:
            self._counts[key] += 1
            number = self._counts[key]
        fault = self.fault(*key, number)
        if fault is None:
            return forward()
        with self._lock:
            self._log.append(f"{call.service}:{call.action} number {number}: {fault.name}")
        return fault(call, forward)

    def _note(self, call: Call, forward: Forward) -> Answer:
        try:
            return forward()
        finally:
            with self._lock:
                self.injected.update(call.played)

    def handlers(self, functions, keys: dict[str, str]) -> list[Handler]:
        """The handlers of the proxy, in order from the caller to the local AWS."""
        lag = self.lag
        clock = [WrongClock(self.ahead, keys)] if self.ahead else []
        return [
            self._note, self._inject, *clock, StaleReads(lag.stale, self._stale_after),
            TableStates(lag.table, lag.table, lag.table, lag.table), BackupsLater(lag.table), TagsLater(lag.tags),
            RoleNotAssumable(lag.role), DeleteConflict(lag.role),
            FunctionStates(lag.function, lag.function), Revisions(functions), PolicyRules(functions),
        ]

    def describe(self) -> str:
        """The schedule as text, with the faults that were injected so far."""
        lines = [
            f"seed {self.seed}: deploy, then {self.then}; {self.rate:.0%} of calls fail, after {self.stale_rate:.0%} "
            f"of operations reads are stale; AWS's clock is {self.ahead} s ahead; {self.lag}",
            f"replayed by: COUNTER_SURVIVAL_SEED={self.seed} scripts/test survival -k schedule",
            *self._log,
        ]
        return "\n  ".join(lines)
