"""The page of an allowed origin in Chromium, with the deployed function: what counts as a view, and what does not."""

import pytest
from playwright.sync_api import BrowserContext

from counter_page import COUNTED, KEPT, CounterPage
from web_site import Site

TABS = 10
#: Another page, which a reader visits and comes back from.
ELSEWHERE = "elsewhere.html"
PAGES = {f"/{ELSEWHERE}": '<!doctype html><title>Elsewhere</title><link rel="icon" href="icon.svg"><p>Elsewhere</p>'}


@pytest.fixture
def home(web, counting):
    """The page's address, on the allowed origin."""
    with web.host(counting.host, Site(counting.url, pages=PAGES)) as home:
        yield home


def restore(page) -> None:
    """Goes back. A page from the back/forward cache fires no `load`."""
    page.go_back(wait_until="commit")


def was_kept(page) -> bool:
    """Whether the page came from the back/forward cache: the mark that `leave` set is still there."""
    return page.evaluate("window.left === true")


def leave(page, home: str) -> None:
    """Marks the page, and goes to another one."""
    page.evaluate("window.left = true")
    page.goto(home + ELSEWHERE)


def assert_only_the_reload_counts(reader: CounterPage, shown: int) -> None:
    """Asserts that nothing else was counted: a reload shows the next number."""
    reader.page.reload()
    assert reader.counted() == shown + 1


def test_a_view_counts_one_and_a_reload_one_more(page, home, counting, cloud):
    before = cloud.views(counting.stage) or 0
    reader = CounterPage(page).visit(home)
    assert reader.counted() == before + 1
    page.reload()
    assert reader.counted() == before + 2
    assert cloud.views(counting.stage) == before + 2


def test_it_is_silent_under_a_strict_content_security_policy(page, context, home):
    response = page.goto(home)
    assert "default-src 'none'" in response.headers["content-security-policy"]
    CounterPage(page).counted()
    assert (context.log.by_browser, context.log.by_scripts, context.log.errors) == ([], [], [])


def test_back_and_forward_count_nothing_on_a_page_that_the_browser_kept(page, home):
    reader = CounterPage(page).visit(home)
    shown = reader.counted()
    leave(page, home)
    restore(page)
    assert was_kept(page)
    reader.expect_state(KEPT)
    assert reader.number == shown
    page.go_forward(wait_until="commit")
    restore(page)
    assert reader.number == shown
    assert_only_the_reload_counts(reader, shown)


def test_back_and_forward_count_nothing_on_a_page_that_is_loaded_anew(launch, new_context, home):
    page = new_context(browser=launch(keeps_pages=False)).new_page()
    reader = CounterPage(page).visit(home)
    shown = reader.counted()
    leave(page, home)
    restore(page)
    reader.expect_state(KEPT)
    assert not was_kept(page)
    assert reader.number == shown
    page.go_forward()
    restore(page)
    reader.expect_state(KEPT)
    assert_only_the_reload_counts(reader, shown)


def test_another_readers_visit_shows_when_the_first_comes_back_and_reloads(new_context, home):
    first, second = (CounterPage(new_context().new_page()) for _ in range(2))
    shown = first.visit(home).counted()
    assert second.visit(home).counted() == shown + 1
    first.page.reload()
    assert first.counted() == shown + 2


def test_ten_tabs_at_once_are_all_counted(context: BrowserContext, home, counting, cloud):
    before = cloud.views(counting.stage) or 0
    tabs = [CounterPage(context.new_page()) for _ in range(TABS)]
    for tab in tabs:
        # Does not wait for the page.
        tab.page.evaluate("address => { location.href = address }", home)
    seen = sorted(tab.expect_state(COUNTED).number for tab in tabs)
    assert seen == list(range(before + 1, before + TABS + 1))
    assert cloud.views(counting.stage) == before + TABS
