"""What the page shows without a number from the counter: the last known one or the placeholder, but no error."""

import contextlib

import pytest

from counter_page import COUNTED, KEPT, UNKNOWN, WAITING, CounterPage
from loopback_web import Answer
from proxy import error_answer
from scripted_counter import ScriptedCounter, count, raw
from web_site import Site

PLACEHOLDER = "–"
#: Longer than the page waits for an answer.
TOO_LONG_MILLISECONDS = 11_000

USELESS_ANSWERS = {
    "503": raw(b'{"message":"Service Unavailable"}', 503),
    "503 with a count": raw(b'{"count":7}', 503),
    "429": raw(b'{"Reason":"ConcurrentInvocationLimitExceeded"}', 429),
    "404": raw(b'{"message":"unknown page"}', 404),
    "403": raw(b'{"Message":"Forbidden"}', 403),
    "not JSON": raw(b"<!doctype html><h1>It works!</h1>", kind="text/html"),
    "half of it": raw(b'{"count":'),
    "empty": raw(b""),
    "no count": raw(b"{}"),
    "null": raw(b"null"),
    "a count in words": raw(b'{"count":"<b>7</b>"}'),
    "below zero": raw(b'{"count":-1}'),
    "a fraction": raw(b'{"count":1.5}'),
    "past what is exact": raw(b'{"count":9007199254740993}'),
    "not for this origin": Answer(200, (("Content-Type", "application/json"),), b'{"count":7}'),
    "for two origins": Answer(200, (("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Origin", "*")),
                              b'{"count":7}'),
    "elsewhere": Answer(302, (("Location", "http://nowhere.example/"), ("Access-Control-Allow-Origin", "*"))),
}


@pytest.fixture
def home(web, scripted):
    """The address of a page with the scripted counter."""
    with web.host("page", Site(scripted.url)) as home:
        yield home


@contextlib.contextmanager
def unreachable(page, url: str, reason: str):
    """Within the block, the browser cannot reach the counter."""
    page.route(f"{url}**", lambda route: route.abort(reason))
    yield
    page.unroute(f"{url}**")


def assert_shows_nothing(reader: CounterPage) -> None:
    """Asserts that a reader who never saw a number sees the placeholder."""
    reader.expect_state(UNKNOWN)
    assert reader.text == PLACEHOLDER


def assert_shows_last(reader: CounterPage, number: int) -> None:
    """Asserts that a reader who saw a number before sees that number."""
    reader.expect_state(KEPT)
    assert reader.number == number


@pytest.mark.parametrize("answer", USELESS_ANSWERS.values(), ids=USELESS_ANSWERS.keys())
def test_a_useless_answer_shows_the_placeholder_then_the_last_number(page, home, scripted: ScriptedCounter, answer):
    scripted.answer = answer
    assert_shows_nothing(reader := CounterPage(page).visit(home))
    scripted.answer = count(41)
    page.reload()
    assert reader.counted() == 41
    scripted.answer = answer
    page.reload()
    assert_shows_last(reader, 41)
    # Each view sent one request: a failed one is not repeated.
    assert len(scripted.requests) == 3


@pytest.mark.parametrize("reason", ["internetdisconnected", "connectionrefused", "namenotresolved", "blockedbyclient"])
def test_a_counter_out_of_reach_shows_the_placeholder_then_the_last_number(page, home, scripted, reason):
    with unreachable(page, scripted.url, reason):
        assert_shows_nothing(reader := CounterPage(page).visit(home))
    page.reload()
    assert reader.counted() == 1
    with unreachable(page, scripted.url, reason):
        page.reload()
        assert_shows_last(reader, 1)


def test_offline_the_open_page_keeps_its_number(page, context, home, scripted):
    reader = CounterPage(page).visit(home)
    assert reader.counted() == 1
    context.set_offline(True)
    # For a page that was not counted yet, the element must ask the counter, and cannot.
    page.evaluate("document.querySelector('visitor-counter').setAttribute('page', 'about')")
    assert_shows_nothing(reader)
    page.evaluate("document.querySelector('visitor-counter').setAttribute('page', 'main_page')")
    reader.expect_state(COUNTED)
    assert reader.number == 1
    context.set_offline(False)
    assert len(scripted.requests) == 1


def test_a_slow_counter_is_waited_for(page, home, scripted):
    scripted.hold()
    reader = CounterPage(page).visit(home).expect_state(WAITING)
    assert reader.text == PLACEHOLDER
    scripted.release()
    assert reader.counted() == 1


def test_a_counter_that_never_answers_is_given_up(page, home, scripted):
    page.clock.install()
    reader = CounterPage(page).visit(home)
    page.clock.run_for(1000)
    assert reader.counted() == 1
    scripted.hold()
    page.reload()
    reader.expect_state(WAITING)
    # Waits until the request is sent: its timeout starts then.
    while len(scripted.requests) < 2:
        page.wait_for_timeout(20)
    page.clock.run_for(TOO_LONG_MILLISECONDS)
    assert_shows_last(reader, 1)


def test_a_counter_that_stops_within_its_answer_is_given_up(page, home, scripted):
    # The Content-Length is more than the body, and the connection stays open.
    scripted.answer = Answer(200, (("Access-Control-Allow-Origin", "*"), ("Content-Length", "1000")), b'{"count":')
    page.clock.install()
    with page.expect_response(lambda response: response.url.startswith(scripted.url)):
        reader = CounterPage(page).visit(home)
    reader.expect_state(WAITING)
    page.clock.run_for(TOO_LONG_MILLISECONDS)
    assert_shows_nothing(reader)


def test_the_deployed_function_without_its_table_shows_the_last_number(page, web, counting, proxy, cloud):
    with web.host(counting.host, Site(counting.url)) as home:
        reader = CounterPage(page).visit(home)
        shown = reader.counted()
        broken = error_answer(500, "InternalServerError", "made up by the test")
        with proxy.rule(lambda call: call.action == "UpdateItem", lambda call, forward: broken):
            with page.expect_response(lambda response: response.url.startswith(counting.url)) as waiting:
                page.reload()
            assert waiting.value.status == 503
            assert_shows_last(reader, shown)
        page.reload()
        assert reader.counted() == shown + 1


def test_a_page_that_the_deployed_function_does_not_know_shows_the_placeholder(page, web, counting, cloud):
    pages = {"/unknown.html": '<!doctype html><link rel="icon" href="icon.svg">'
                              '<script type="module" src="visitor-counter.js"></script>'
                              '<visitor-counter src="{{url}}" page="unknown">–</visitor-counter>'}
    with web.host(counting.host, Site(counting.url, pages=pages)) as home:
        items = cloud.items(counting.stage)
        with page.expect_response(lambda response: response.url.startswith(counting.url)) as waiting:
            reader = CounterPage(page).visit(home + "unknown.html")
        assert waiting.value.status == 404
        assert_shows_nothing(reader)
        assert cloud.items(counting.stage) == items


def test_the_page_without_its_script_is_still_a_page(page, context, home):
    page.route("**/visitor-counter.js", lambda route: route.abort())
    page.goto(home)
    assert CounterPage(page).text == PLACEHOLDER
    assert page.get_by_role("heading", level=1).is_visible()


def test_the_page_without_javascript_shows_the_placeholder(new_context, home, scripted):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(home)
    assert page.locator("visitor-counter").inner_text().strip() == PLACEHOLDER
    assert scripted.requests == []


def test_storage_that_is_refused_costs_only_the_memory(page, home):
    page.add_init_script("""
        for (const area of ["localStorage", "sessionStorage"])
            Object.defineProperty(window, area, { get() { throw new DOMException("refused", "SecurityError") } })""")
    assert CounterPage(page).visit(home).counted() == 1
