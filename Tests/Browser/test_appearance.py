"""The demo page in each of its states: axe's accessibility rules, the window's width, and screenshots for people."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from counter_page import COUNTED, KEPT, UNKNOWN, WAITING, CounterPage
from scripted_counter import count, raw
from web_site import PLACEHOLDER, Site

NOT_SERVED = "not-served"
STATES = [WAITING, COUNTED, KEPT, UNKNOWN, NOT_SERVED]
SCHEMES = ["light", "dark"]
WINDOWS = {
    "phone": {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True,
              "has_touch": True},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
}
NUMBER = 12_846
#: As long as a real function URL; the test answers in its place.
URL = "https://k7q2m4x6p3n5r8t2v4w6y7z3b5c2d6fa.lambda-url.eu-west-1.on.aws/"


class PlayedURL:
    """Answers requests to the page's function URL in a browser context."""

    def __init__(self, context):
        self.answer = count(NUMBER)
        self.kept_back = []
        self.holds = False
        context.route(f"{URL}**", self._take)

    def _take(self, route) -> None:
        if self.holds:
            self.kept_back.append(route)
        else:
            self._send(route)

    def _send(self, route) -> None:
        route.fulfill(status=self.answer.status, headers=dict(self.answer.headers), body=self.answer.body)

    def release(self) -> None:
        """Sends the held answers."""
        self.holds = False
        for route in self.kept_back:
            self._send(route)
        self.kept_back.clear()


@pytest.fixture
def home(web):
    """The page's address, which is a trustworthy origin for browsers."""
    with web.host("localhost", Site(URL)) as home:
        yield home


@pytest.fixture
def unfilled(web):
    """The page as it is in its folder, without the counter's URL filled in."""
    with web.host("folder", Site(PLACEHOLDER)) as home:
        yield home


@pytest.fixture
def read(new_context, home):
    """Opens a page in a context with a simulated function URL."""
    opened = []

    def read(**options):
        context = new_context(**options)
        opened.append(PlayedURL(context))
        return CounterPage(context.new_page()), opened[-1]

    yield read
    for played in opened:
        played.release()


def bring(reader: CounterPage, played: PlayedURL, state: str, home: str, unfilled: str) -> None:
    """Brings the page into that state."""
    if state == NOT_SERVED:
        reader.visit(unfilled).page.get_by_text("This page knows no counter yet").wait_for()
        return
    played.holds = state == WAITING
    if state == UNKNOWN:
        played.answer = raw(b"", 503)
    reader.visit(home)
    if state == KEPT:
        reader.expect_state(COUNTED)
        played.answer = raw(b"", 503)
        reader.page.reload()
    reader.expect_state(state)


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("state", STATES)
def test_each_state_follows_axes_rules_and_fits(read, home, unfilled, artefacts, state, scheme, window):
    reader, played = read(color_scheme=scheme, reduced_motion="reduce", **WINDOWS[window])
    page = reader.page
    bring(reader, played, state, home, unfilled)
    page.screenshot(path=artefacts / f"{state}-{scheme}-{window}.png", full_page=True, animations="disabled")
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    # `innerWidth` is no measure: a phone zooms out if a page is too wide, and `innerWidth` grows.
    assert page.evaluate("document.documentElement.scrollWidth") <= WINDOWS[window]["viewport"]["width"]


def test_axe_would_have_said_so(page, web, scripted):
    poor = {"/poor.html": '<!doctype html><link rel="icon" href="icon.svg"><img src="icon.svg">'}
    with web.host("poor", Site(scripted.url, pages=poor)) as home:
        page.goto(home + "poor.html")
        found = {violation["id"] for violation in Axe().run(page).response["violations"]}
    assert {"image-alt", "html-has-lang", "document-title"} <= found


def test_the_number_is_read_out_by_its_heading(read, home):
    reader, _ = read()
    reader.visit(home).counted()
    region = reader.page.get_by_role("status", name="Views of this page")
    assert region.inner_text() == f"{NUMBER:,}"


def test_the_number_is_written_in_the_readers_way(read, home):
    reader, _ = read(locale="de-DE")
    reader.visit(home).expect_state(COUNTED)
    assert reader.text == "12.846"


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_nothing_moves_for_one_who_wants_no_motion(read, home, motion, moves):
    reader, played = read(reduced_motion=motion)
    played.holds = True
    reader.visit(home).expect_state(WAITING)
    assert (reader.page.evaluate("document.getAnimations().length") > 0) is moves


@pytest.mark.parametrize("window", WINDOWS)
def test_nothing_else_moves_when_the_number_comes(read, home, window):
    reader, played = read(**WINDOWS[window])
    played.holds = True
    reader.visit(home).expect_state(WAITING)
    below = reader.page.locator("main > section:not([hidden])").nth(1)
    before = below.bounding_box()
    played.release()
    reader.counted()
    assert below.bounding_box() == before


def test_the_snippet_is_copied_and_counts_where_it_is_pasted(read, home, web):
    reader, _ = read(permissions=["clipboard-read", "clipboard-write"])
    page = reader.page
    reader.visit(home).counted()
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied.").wait_for()
    snippet = page.evaluate("navigator.clipboard.readText()")
    assert f'src="{URL}"' in snippet
    pasted = f'<!doctype html><link rel="icon" href="icon.svg"><title>Mine</title>{snippet}'
    with web.host("pasted", Site(URL, pages={"/pasted.html": pasted})) as mine:
        assert reader.visit(mine + "pasted.html").counted() == NUMBER
