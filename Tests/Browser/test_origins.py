"""Which origins may read the count: what Chromium asks the URL, what it refuses, and that a deploy changes it."""

import contextlib
import dataclasses

import pytest

from counter_page import COUNTED, UNKNOWN, CounterPage
from proxy import Answer, Call, RecordingProxy
from stage import ORIGINS_KEY
from web_site import Site

HEADER = "x-from-the-page"
ALLOWED_ORIGIN = "access-control-allow-origin"
#: A request by a page's own script.
ASK = """([url, headers]) => fetch(url, { headers }).then(
    async (response) => ({ status: response.status, count: (await response.json()).count }),
    (error) => ({ refused: error.name }))"""


@dataclasses.dataclass
class RecordedCall:
    """A browser's request to the URL, and the answer."""

    call: Call
    answer: Answer

    def all(self, name: str) -> list[str]:
        """The values of all headers of that name in the answer."""
        return [value for header, value in self.answer.headers if header.lower() == name]


@contextlib.contextmanager
def exchanges(proxy: RecordingProxy):
    """Gives a list, to which every visit within the block is added."""
    seen: list[RecordedCall] = []

    def write(call, forward):
        recorded = RecordedCall(call, forward())
        seen.append(recorded)
        return recorded.answer

    with proxy.rule(lambda call: call.service == "visit", write):
        yield seen


@pytest.fixture
def home(web, counting):
    """The page's address, on the allowed origin."""
    with web.host(counting.host, Site(counting.url)) as home:
        yield home


@pytest.fixture
def foreign(web, counting):
    """The same page on an origin that the stage does not allow."""
    with web.host("elsewhere", Site(counting.url)) as home:
        yield home


def origin(home: str) -> str:
    """The page's origin, as a browser sends it."""
    return home.removesuffix("/")


def test_one_simple_request_is_sent_and_one_origin_allowed(page, home, proxy):
    with exchanges(proxy) as seen:
        CounterPage(page).visit(home).counted()
    [recorded] = seen
    assert recorded.call.method == "GET"
    assert recorded.call.headers["origin"] == origin(home)
    assert recorded.all(ALLOWED_ORIGIN) == [origin(home)]
    assert recorded.all("cache-control") == ["no-store"]
    assert "cookie" not in recorded.call.headers


def test_the_browser_sees_one_allowed_origin_and_keeps_nothing(page, home, counting):
    with page.expect_response(lambda response: response.url.startswith(counting.url)) as waiting:
        CounterPage(page).visit(home).counted()
    headers = [(header["name"].lower(), header["value"]) for header in waiting.value.headers_array()]
    assert [value for name, value in headers if name == ALLOWED_ORIGIN] == [origin(home)]
    assert [value for name, value in headers if name == "cache-control"] == ["no-store"]


def test_the_page_of_another_origin_is_blocked_and_stays_quiet(page, context, foreign, proxy):
    with exchanges(proxy) as seen:
        reader = CounterPage(page).visit(foreign).expect_state(UNKNOWN)
    assert [recorded.all(ALLOWED_ORIGIN) for recorded in seen] == [[]]
    assert reader.number is None
    assert page.locator("h1").is_visible()
    # The browser logs the reason in the console, for the owner; the page's scripts log nothing (`new_context`).
    [reason, failure] = context.log.by_browser
    assert "blocked by CORS policy" in reason and origin(foreign) in reason
    assert "net::ERR_FAILED" in failure


def test_it_is_the_plan_that_blocks_an_origin_and_lets_it_in(page, web, new_stage, counter, new_context):
    stage = new_stage()
    stage.write(**{ORIGINS_KEY: ["http://first.example"]})
    url = counter.deploy(stage, "--json").expect(0).json["outputs"]["url"]
    with web.host("second", Site(url)) as home:
        CounterPage(page).visit(home).expect_state(UNKNOWN)
        stage.write(**{ORIGINS_KEY: ["http://first.example", "http://second.example"]})
        assert counter.deploy(stage, "--json").expect(0).json["outputs"]["url"] == url
        page.reload()
        CounterPage(page).expect_state(COUNTED)
        stage.write(**{ORIGINS_KEY: ["http://first.example"]})
        counter.deploy(stage).expect(0)
        CounterPage(new_context().new_page()).visit(home).expect_state(UNKNOWN)


def test_a_header_of_the_pages_own_is_asked_for_first_and_refused(page, context, home, counting, proxy, cloud):
    CounterPage(page).visit(home).counted()
    before = cloud.views(counting.stage)
    with exchanges(proxy) as seen:
        assert page.evaluate(ASK, [counting.url, {HEADER: "1"}]) == {"refused": "TypeError"}
    # Only the preflight: the refused request is never sent, so it counts nothing.
    assert [recorded.call.method for recorded in seen] == ["OPTIONS"]
    assert seen[0].call.headers["access-control-request-headers"] == HEADER
    assert seen[0].all("access-control-allow-headers") == []
    assert any(HEADER in line and "blocked by CORS policy" in line for line in context.log.by_browser)
    assert cloud.views(counting.stage) == before


def test_a_header_that_was_allowed_by_hand_passes_until_the_next_deploy(
        new_context, home, counting, counter, cloud, proxy):
    cors = cloud.function.get_function_url_config(
        FunctionName=counting.stage.function, Qualifier="live")["Cors"]
    cloud.function.update_function_url_config(
        FunctionName=counting.stage.function, Qualifier="live", Cors={**cors, "AllowHeaders": [HEADER]})

    def ask():
        # A new reader each time, since a browser caches the answer to a preflight.
        page = new_context().new_page()
        shown = CounterPage(page).visit(home).counted()
        with exchanges(proxy) as seen:
            return shown, page.evaluate(ASK, [counting.url, {HEADER: "1"}]), [one.call.method for one in seen]

    shown, answer, methods = ask()
    assert answer == {"status": 200, "count": shown + 1}
    assert methods == ["OPTIONS", "GET"]
    counter.deploy(counting.stage).expect(0)
    _, answer, methods = ask()
    assert (answer, methods) == ({"refused": "TypeError"}, ["OPTIONS"])


def test_a_page_may_not_send_what_is_no_get(page, home, counting, cloud):
    CounterPage(page).visit(home).counted()
    before = cloud.views(counting.stage)
    put = "url => fetch(url, { method: 'PUT' }).then(() => 'sent', (error) => error.name)"
    refused = page.evaluate(put, counting.url)
    assert refused == "TypeError"
    assert cloud.views(counting.stage) == before
