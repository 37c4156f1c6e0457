"""What the demo page adds to its element: `web/index.html`, served, and opened from its folder."""

import re

import pytest
from playwright.sync_api import expect

from counter_page import COUNTED, UNKNOWN, WAITING, CounterPage
from loopback_web import Answer
from scripted_counter import count, raw
from web_site import WEB, Site

#: A clipboard that refuses, as in an embedded page; an insecure origin has no clipboard at all.
REFUSING_CLIPBOARD = """
    Object.defineProperty(navigator, "clipboard", { value: { async writeText() { throw new Error("refused"); } } });
"""


@pytest.fixture
def site(scripted):
    """The folder `web/`, with the counter's URL filled in."""
    return Site(scripted.url)


@pytest.fixture
def demo(web, site, page):
    """Opens the demo page."""
    with web.host("demo", site) as url:
        yield lambda: CounterPage(page).visit(url)


@pytest.fixture
def unfilled(web, page):
    """Opens the demo page from a server that does not fill in the URL."""
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
    expect(page.get_by_text("The last number seen here.")).to_be_visible()


def test_the_browser_asks_for_nothing_that_is_not_there(demo, context, site):
    demo().counted()
    assert context.log.by_browser == []
    assert {request.path for request in site.requests} == {
        "/", "/demo.css", "/demo.js", "/visitor-counter.js", "/icon.svg"}


def test_the_snippet_is_the_page_s_own_element(demo, page, scripted):
    demo().counted()
    snippet = page.locator("#snippet").text_content()
    assert '<script type="module" src="visitor-counter.js"></script>' in snippet
    # ASCII is right in any encoding of the owner's page.
    assert snippet.isascii()
    assert f'<visitor-counter src="{scripted.url}" page="main_page"></visitor-counter>' in snippet


def test_where_copying_is_refused_the_snippet_is_selected(demo, page):
    page.add_init_script(REFUSING_CLIPBOARD)
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


@pytest.mark.parametrize("width", [360, 390, 700, 860, 1280])
def test_a_number_of_seven_digits_fits_on_one_line(demo, page, scripted, width):
    page.set_viewport_size({"width": width, "height": 800})
    scripted.answer = count(1234567)
    demo().expect_state(COUNTED)
    assert page.locator("visitor-counter").bounding_box()["height"] < 2 * page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('visitor-counter')).fontSize)")


def test_its_styles_and_scripts_are_in_files():
    text = (WEB / "index.html").read_text()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text)
    assert text.count("{{url}}") == 2
