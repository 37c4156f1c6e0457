"""How the demo page looks and reads in each of its states: axe's rules, the window's width, and pictures for people."""

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


@pytest.fixture
def home(web, scripted):
    """The page's address; its counter is at the number that the pictures show."""
    scripted.answer = count(NUMBER)
    with web.host("www", Site(scripted.url)) as home:
        yield home


@pytest.fixture
def unfilled(web):
    """The page as it lies in its folder, where nobody filled in the counter's URL."""
    with web.host("folder", Site(PLACEHOLDER)) as home:
        yield home


def bring(reader: CounterPage, state: str, home: str, unfilled: str, scripted) -> None:
    """Takes the page into that state."""
    if state == NOT_SERVED:
        reader.visit(unfilled).page.get_by_text("This page knows no counter yet").wait_for()
        return
    if state == WAITING:
        scripted.hold()
    if state == UNKNOWN:
        scripted.answer = raw(b"", 503)
    reader.visit(home)
    if state == KEPT:
        reader.expect_state(COUNTED)
        scripted.answer = raw(b"", 503)
        reader.page.reload()
    reader.expect_state(state)


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("state", STATES)
def test_each_state_follows_axes_rules_and_fits(
        new_context, home, unfilled, scripted, artefacts, state, scheme, window):
    page = new_context(color_scheme=scheme, reduced_motion="reduce", **WINDOWS[window]).new_page()
    bring(CounterPage(page), state, home, unfilled, scripted)
    page.screenshot(path=artefacts / f"{state}-{scheme}-{window}.png", full_page=True, animations="disabled")
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls to the side"


def test_axe_would_have_said_so(page, web, scripted):
    poor = {"/poor.html": '<!doctype html><link rel="icon" href="icon.svg"><p style="color:#eee">faint</p><img src="icon.svg">'}
    with web.host("poor", Site(scripted.url, pages=poor)) as home:
        page.goto(home + "poor.html")
        found = {violation["id"] for violation in Axe().run(page).response["violations"]}
    assert {"image-alt", "html-has-lang", "document-title"} <= found


def test_the_number_is_read_out_by_its_heading(page, home):
    CounterPage(page).visit(home).counted()
    region = page.get_by_role("status", name="Views of this page")
    assert region.inner_text() == f"{NUMBER:,}"


def test_the_number_is_written_in_the_readers_way(new_context, home):
    page = new_context(locale="de-DE").new_page()
    CounterPage(page).visit(home).expect_state(COUNTED)
    assert CounterPage(page).text == "12.846"


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_nothing_moves_for_one_who_wants_no_motion(new_context, home, scripted, motion, moves):
    page = new_context(reduced_motion=motion).new_page()
    scripted.hold()
    CounterPage(page).visit(home).expect_state(WAITING)
    assert (page.evaluate("document.getAnimations().length") > 0) is moves


def test_nothing_else_moves_when_the_number_comes(page, home, scripted):
    scripted.hold()
    reader = CounterPage(page).visit(home).expect_state(WAITING)
    page.evaluate("""() => {
        window.shifts = []
        new PerformanceObserver((list) => shifts.push(...list.getEntries().map((entry) => entry.value)))
            .observe({ type: "layout-shift", buffered: true })
    }""")
    below = page.locator("main > section").nth(1)
    before = below.bounding_box()
    scripted.release()
    reader.counted()
    assert below.bounding_box() == before


def test_the_snippet_names_the_counter_and_can_be_pasted(page, home, web, scripted):
    CounterPage(page).visit(home).counted()
    snippet = page.locator("#snippet").inner_text()
    assert f'src="{scripted.url}"' in snippet
    pasted = {"/pasted.html": f'<!doctype html><link rel="icon" href="icon.svg"><title>Mine</title>{snippet}'}
    with web.host("pasted", Site(scripted.url, pages=pasted)) as mine:
        assert CounterPage(page).visit(mine + "pasted.html").counted() == NUMBER
