"""Each visit that is answered 200 is counted once, whatever happens between the function and DynamoDB."""

import dataclasses
import json
import os
import threading
import time

import pytest

from deployers import Lane
from deployment import FUNCTION, PROGRAM, built
from program import DONE
from record import record
from stage import PAGES_KEY, TIMEOUT_KEY
from visit_faults import FaultyStore, Write
from visits import Visitor

VISITS = int(os.environ.get("COUNTER_SURVIVAL_VISITS", "10000"))
SEED = int(os.environ.get("COUNTER_SURVIVAL_SEED", "1"))
#: Many, since visitors mostly wait: the local AWS polls the function's answer ten times a second.
VISITORS = 32
SHARED = "main_page"
FUNCTION_SECONDS = 2


@pytest.fixture(scope="module")
def lane(local_aws, tmp_path_factory):
    """A deployer whose proxy the deployed function uses, too."""
    lane = Lane(local_aws, built(PROGRAM), tmp_path_factory.mktemp("lane"), built(FUNCTION))
    yield lane
    lane.close()


def deploy(lane: Lane, stage, pages: list[str]) -> str:
    """Deploys a stage with these pages; returns its URL."""
    stage.write(**{PAGES_KEY: pages, TIMEOUT_KEY: FUNCTION_SECONDS})
    return lane.counter.deploy(stage, "--json").expect(DONE).json["outputs"]["url"]


@dataclasses.dataclass
class Visit:
    """One visit and, if no other visitor used its page, the writes that it caused."""

    page: str
    status: int
    count: int | None
    writes: list[Write] = dataclasses.field(default_factory=list)

    def fault(self, carried_out_before: int) -> str | None:
        """The error in the visit; None if the answer is right and explains all writes."""
        *repeated, last = self.writes or [None]
        if last is None:
            return "no write arrived"
        if not all(write.refused for write in repeated):
            return "a write was repeated that may have been carried out"
        if (self.status == 200) != last.answered:
            return f"answered {self.status} though its last write was {'' if last.answered else 'not '}answered"
        if self.status == 200 and not self.count == last.count == carried_out_before + 1:
            return f"answered {self.count}, where the table had {last.count} after {carried_out_before}"
        return None


class Crowd:
    """Concurrent visitors: each has its own page, and makes every fifth visit to a page that all share."""

    def __init__(self, store: FaultyStore, url: str, port: int, visits: int):
        self.store, self.url, self.port = store, url, port
        self.visits: list[Visit] = []
        self._left = visits
        self._lock = threading.Lock()
        self._failures: list[BaseException] = []

    def run(self, pages: list[str]) -> None:
        """Makes all visits."""
        threads = [threading.Thread(target=self._visit, args=(page,)) for page in pages]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self._failures:
            raise self._failures[0]

    def _take(self) -> bool:
        with self._lock:
            self._left -= 1
            return self._left >= 0 and not self._failures

    def _visit(self, own: str) -> None:
        visitor, number = Visitor(self.url, self.port), 0
        try:
            while self._take():
                number += 1
                page = SHARED if number % 5 == 0 else own
                before = self.store.begin(page) if page == own else 0
                response, body = visitor.ask(target=f"/?page={page}")
                writes = self.store.end(page, before) if page == own else []
                visit = Visit(page, response.status, counted(response.status, body), writes)
                with self._lock:
                    self.visits.append(visit)
        except BaseException as failure:  # The caller's thread raises it again.
            self._failures.append(failure)


def counted(status: int, body: bytes) -> int | None:
    """The count in an answer; asserts that the answer is either a count, or 503 with an error."""
    answer = json.loads(body)
    assert status in (200, 503), f"{status}: {body!r}"
    assert set(answer) == ({"count"} if status == 200 else {"error"}), body
    return answer.get("count")


def assert_explained(page: str, visits: list[Visit], store: FaultyStore, views: int) -> None:
    """Asserts that each visit to a page with one visitor fits its writes, in order."""
    carried_out = 0
    for number, visit in enumerate(visits, 1):
        fault = visit.fault(carried_out)
        assert fault is None, f"seed {SEED}, {page}, visit {number}: {fault}: {visit}"
        carried_out += sum(write.carried_out for write in visit.writes)
    assert sum(len(visit.writes) for visit in visits) == len(store.writes[page]), f"{page}: a write without a visit"
    assert carried_out == views, f"{page}: {carried_out} writes carried out, {views} in the table"


def assert_shared_explained(visits: list[Visit], store: FaultyStore, views: int) -> None:
    """Checks the shared page: the count in a 200 identifies its write, since each write makes another count."""
    made = [write.count for write in store.writes[SHARED] if write.carried_out]
    assert sorted(made) == list(range(1, views + 1))
    answered = [visit.count for visit in visits if visit.status == 200]
    assert sorted(answered) == sorted(write.count for write in store.writes[SHARED] if write.answered)
    lost = [write for write in store.writes[SHARED] if not write.answered and not write.refused]
    unanswered = [visit for visit in visits if visit.status == 503]
    # The other unanswered visits were throttled until they gave up.
    assert len(lost) <= len(unanswered)
    assert len(answered) + sum(write.carried_out for write in lost) == views


def test_each_answered_visit_is_one_count_and_each_other_count_is_explained(lane, cloud, stage):
    pages = [f"page-{number}" for number in range(VISITORS)]
    url = deploy(lane, stage, [SHARED, *pages])
    store = FaultyStore(SEED)
    began = time.monotonic()
    with lane.proxy.rule(store.matches, store):
        crowd = Crowd(store, url, lane.proxy.port_behind, VISITS)
        crowd.run(pages)
    by_page = {page: [visit for visit in crowd.visits if visit.page == page] for page in [SHARED, *pages]}
    views = {page: cloud.views(stage, page) or 0 for page in by_page}
    answered = sum(visit.status == 200 for visit in crowd.visits)
    uncounted = sum(visit.status == 503 for visit in crowd.visits)
    lost = sum(write.carried_out and not write.answered for writes in store.writes.values() for write in writes)
    record("visits", sent=len(crowd.visits), answered=answered, unanswered=uncounted, counted=sum(views.values()),
           counted_but_unanswered=lost, seconds=round(time.monotonic() - began))
    assert len(crowd.visits) == VISITS
    for page in pages:
        assert_explained(page, by_page[page], store, views[page])
    assert_shared_explained(by_page[SHARED], store, views[SHARED])
    assert sum(views.values()) == answered + lost
    played = {write.played for writes in store.writes.values() for write in writes}
    assert played == {*store.odds, "nothing"} or VISITS < 10_000, f"never played: {set(store.odds) - played}"


def test_throttled_to_the_end_a_visit_is_answered_503_in_time(lane, cloud, stage):
    url = deploy(lane, stage, [SHARED])
    store = FaultyStore(SEED, {"throttle": 1.0})
    with lane.proxy.rule(store.matches, store):
        visitor, began = Visitor(url, lane.proxy.port_behind), time.monotonic()
        response, body = visitor.ask()
        took = time.monotonic() - began
    assert response.status == 503 and counted(503, body) is None
    assert response.headers["Retry-After"] == "5"
    assert len(store.writes[SHARED]) > 1, "a throttled write was not repeated"
    # The function's timeout, and some time for the local AWS.
    assert took < FUNCTION_SECONDS + 5
    assert cloud.views(stage) is None


def test_a_new_process_signs_with_the_keys_of_its_own_environment(lane, stage):
    """Keys rotate: a cold start uses the keys of its own environment, not those of the process before it."""
    url = deploy(lane, stage, [SHARED])
    seen: list[str] = []

    def look(call, forward):
        seen.append(call.headers["authorization"].partition("Credential=")[2].partition("/")[0])
        return forward()

    with lane.proxy.rule(FaultyStore.matches, look):
        visitor = Visitor(url, lane.proxy.port_behind)
        assert [visitor.visit(), visitor.visit()] == [1, 2]
        # Deploys another version, which the local AWS starts in another environment, with new keys of the role.
        stage.write(**{PAGES_KEY: [SHARED, "contact"], TIMEOUT_KEY: FUNCTION_SECONDS})
        lane.counter.deploy(stage).expect(DONE)
        assert visitor.visit() == 3
    assert seen[0] == seen[1], "the keys of one environment"
    assert seen[2] != seen[1], "the old environment's keys"
