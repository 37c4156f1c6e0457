"""The demo page: `web/index.html` as it is served, and as it lies in its folder."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from counter_page import UNKNOWN, WAITING, CounterPage
from loopback_web import Answer
from scripted_counter import count, raw
from web_site import WEB, Site

#: Before the page's own scripts: a clipboard, which an insecure origin has not, that takes or refuses.
CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {{ value: {{ writeText: async (text) => {{ {does} }} }} }})"
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


@pytest.fixture
def site(scripted):
    """The folder, served with the counter's URL filled in."""
    return Site(scripted.url)


@pytest.fixture
def demo(web, site, page):
    """Opens the demo page."""
    with web.host("demo", site) as url:
        yield lambda: CounterPage(page).visit(url)


@pytest.fixture
def unfilled(web, page):
    """Opens the demo page as a server serves it that knows nothing of it."""
    kinds = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}

    def serve(request):
        file = WEB / (request.path.lstrip("/") or "index.html")
        served.append(request.path)
        return Answer(200, (("Content-Type", kinds[file.suffix]),), file.read_bytes())

    served = []
    with web.host("folder", serve) as url:
        yield lambda: (CounterPage(page).visit(url), served)


def test_it_counts_and_says_so(demo, page):
    assert demo().counted() == 1
    expect(page.get_by_text("This view was counted.")).to_be_visible()


def test_it_says_what_it_waits_for_and_what_it_could_not_have(demo, page, scripted):
    scripted.hold()
    demo().expect_state(WAITING)
    expect(page.get_by_text("Asking the counter…")).to_be_visible()
    scripted.answer = raw(b"", 503)
    page.reload()
    scripted.release()
    CounterPage(page).expect_state(UNKNOWN)
    expect(page.get_by_text("The counter gave no number.")).to_be_visible()


def test_it_says_when_the_number_is_an_old_one(demo, page, scripted):
    demo().counted()
    scripted.answer = raw(b"", 503)
    page.reload()
    expect(page.get_by_text("The last number that this browser was told.")).to_be_visible()


def test_the_browser_asks_for_nothing_that_is_not_there(demo, context, site):
    demo().counted()
    assert context.log.by_browser == []
    assert {request.path for request in site.requests} == {
        "/", "/demo.css", "/demo.js", "/visitor-counter.js", "/icon.svg"}


def test_the_snippet_is_the_page_s_own_element(demo, page, scripted):
    demo().counted()
    snippet = page.locator("#snippet").text_content()
    assert '<script type="module" src="visitor-counter.js"></script>' in snippet
    # In any encoding of the page that it is pasted into.
    assert snippet.isascii()
    assert f'<visitor-counter src="{scripted.url}" page="main_page"></visitor-counter>' in snippet


def test_the_snippet_is_copied(demo, page):
    page.add_init_script(CLIPBOARD.format(does="window.copied = text"))
    demo().counted()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("copied") == page.locator("#snippet").text_content()


def test_where_copying_is_refused_the_snippet_is_selected(demo, page):
    page.add_init_script(CLIPBOARD.format(does="throw new Error('refused')"))
    demo().counted()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Selected; copy it from here.")).to_be_visible()
    assert "visitor-counter.js" in page.evaluate("getSelection().toString()")


def test_without_a_clipboard_there_is_no_button(demo, page):
    demo().counted()
    expect(page.get_by_role("button", name="Copy")).to_be_hidden()


def test_served_without_a_counter_it_says_how_to_serve_it(unfilled, page, context):
    counter, served = unfilled()
    expect(page.get_by_role("heading", name="This page knows no counter yet")).to_be_visible()
    expect(page.get_by_text("counter open")).to_be_visible()
    assert counter.text == "–" and "{{" not in page.locator("body").inner_text()
    assert context.log.by_browser == []
    assert not [path for path in served if "%7B" in path]


def test_opened_from_its_folder_it_says_how_to_serve_it(page):
    page.goto((WEB / "index.html").as_uri())
    expect(page.get_by_role("heading", name="This page knows no counter yet")).to_be_visible()


def test_without_scripts_it_says_what_is_missing(web, site, new_context):
    page = new_context(java_script_enabled=False).new_page()
    with web.host("scriptless", site) as url:
        page.goto(url)
        expect(page.get_by_text("The number needs JavaScript.")).to_be_visible()
        expect(page.get_by_text("This page knows no counter yet")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["counted", "waiting", "unknown", "unfilled"])
def test_axe_finds_no_violation(demo, unfilled, page, scripted, state, scheme):
    page.emulate_media(color_scheme=scheme)
    if state == "unknown":
        scripted.answer = raw(b"", 503)
    elif state == "waiting":
        scripted.hold()
    unfilled() if state == "unfilled" else demo().expect_state(state)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert [rule["id"] for rule in found.response["incomplete"]] == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_is_wider_than_the_window(demo, page, scripted, viewport):
    page.set_viewport_size(viewport)
    scripted.answer = count(1234567)
    demo().expect_state("counted")
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    # One line: a number is not to be broken.
    assert page.locator("visitor-counter").bounding_box()["height"] < 2 * page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('visitor-counter')).fontSize)")


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_a_reader_who_wants_less_motion(demo, page, scripted, motion, moves):
    page.emulate_media(reduced_motion=motion)
    scripted.hold()
    demo().expect_state(WAITING)
    assert (page.evaluate("document.getAnimations().length") > 0) == moves


def test_its_styles_and_scripts_stand_in_files():
    text = (WEB / "index.html").read_text()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text)
    assert text.count("{{url}}") == 2
