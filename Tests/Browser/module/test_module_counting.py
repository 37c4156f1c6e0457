"""When the element counts and when not: one count for each page view."""

import re

import pytest
from playwright.sync_api import expect

from counter_page import KEPT, TIMEOUT_MILLISECONDS, UNKNOWN, WAITING, CounterPage
from markup import ABOUT, ELEMENT, ONCE
from scripted_counter import raw


def texts(page, number):
    """The texts of the page's elements, once that many of them show a count."""
    expect(page.locator("visitor-counter[state=counted]")).to_have_count(number, timeout=TIMEOUT_MILLISECONDS)
    return page.locator("visitor-counter").all_inner_texts()


def pages(scripted):
    """The pages in the requests to the counter."""
    return [request.query["page"] for request in scripted.requests]


def pages_once_settled(page, scripted):
    """The same, once later requests have arrived: by then the module has sent all of its own."""
    page.evaluate("""async (url) => {
        await customElements.whenDefined("visitor-counter");
        await new Promise((done) => setTimeout(done));
        for (let times = 0; times < 5; times += 1) await fetch(url + "?page=after");
    }""", scripted.url)
    return [page for page in pages(scripted) if page != "after"]


def test_a_view_is_counted_once(open_page, scripted):
    assert open_page().counted() == 1
    assert len(scripted.requests) == 1


def test_a_reload_counts_one_more(open_page, page, scripted):
    counter = open_page()
    assert counter.counted() == 1
    page.reload()
    assert counter.counted() == 2
    assert len(scripted.requests) == 2


def test_back_and_forward_to_a_page_that_the_browser_kept_count_nothing(host, page, scripted):
    pages = host(ELEMENT, "<p>Elsewhere</p>")
    counter = CounterPage(page).visit(pages.first)
    assert counter.counted() == 1
    page.evaluate("window.isKept = true")
    for _ in range(2):
        page.goto(pages.second)
        page.go_back(wait_until="commit")
        assert counter.expect_state(KEPT).number == 1
        assert page.evaluate("window.isKept"), "the browser did not keep the page: this tests nothing"
    page.go_forward(wait_until="commit")
    page.go_back(wait_until="commit")
    assert counter.expect_state(KEPT).number == 1
    assert len(scripted.requests) == 1


def test_back_and_forward_to_a_page_that_the_browser_loads_again_count_nothing(
        host, new_context, forgetful_chromium, scripted):
    page = new_context(forgetful_chromium).new_page()
    pages = host(ELEMENT, ELEMENT)
    counter = CounterPage(page).visit(pages.first)
    assert counter.counted() == 1
    page.evaluate("window.isKept = true")
    assert counter.visit(pages.second).counted() == 2
    page.go_back()
    assert counter.expect_state(KEPT).number == 2
    assert not page.evaluate("window.isKept"), "the browser kept the page: this tests nothing"
    page.go_forward()
    assert counter.expect_state(KEPT).number == 2
    page.reload()
    assert counter.counted() == 3
    assert len(scripted.requests) == 3


def test_a_page_left_before_the_answer_and_come_back_to_counts_nothing_more(host, page, scripted):
    pages = host(ELEMENT, "<p>Elsewhere</p>")
    scripted.hold()
    counter = CounterPage(page).visit(pages.first).expect_state(WAITING)
    page.goto(pages.second)
    scripted.release()
    page.go_back(wait_until="commit")
    expect(counter.element).to_have_attribute("state", re.compile("counted|kept|unknown"))
    assert len(scripted.requests) == 1
    assert counter.number in (1, None)


def test_a_page_come_back_to_shows_what_another_counted_since(host, page, scripted):
    pages = host(ELEMENT, ELEMENT)
    counter = CounterPage(page).visit(pages.first)
    assert counter.counted() == 1
    assert counter.visit(pages.second).counted() == 2
    page.go_back(wait_until="commit")
    assert counter.expect_state(KEPT).number == 2
    assert len(scripted.requests) == 2


@pytest.mark.parametrize("is_answered", [True, False], ids=["answered", "under way"])
@pytest.mark.parametrize("change", [
    "document.body.append(old)",
    "old.remove(); document.body.append(old)",
    "old.remove(); setTimeout(() => document.body.append(old))",
    "const anew = old.cloneNode(true); old.replaceWith(anew)",
    "document.body.innerHTML = old.outerHTML",
    "old.setAttribute('src', old.getAttribute('src'))",
])
def test_an_element_moved_or_made_anew_counts_nothing_more(open_page, page, scripted, change, is_answered):
    scripted.hold()
    counter = open_page().expect_state(WAITING)
    if is_answered:
        scripted.release()
        assert counter.counted() == 1
    page.evaluate(f"() => {{ const old = document.querySelector('visitor-counter'); {change}; }}")
    scripted.release()
    assert counter.counted() == 1
    assert page.locator("visitor-counter").count() == 1
    assert len(scripted.requests) == 1


@pytest.mark.parametrize("change", ["document.body.append(old)", "old.remove(); document.body.append(old)"])
def test_an_element_moved_keeps_its_number_all_the_way(open_page, page, change):
    open_page().counted()
    shown = page.evaluate(f"""async () => {{
        const old = document.querySelector("visitor-counter");
        {change};
        await new Promise((done) => setTimeout(done));
        return [old.getAttribute("state"), old.textContent];
    }}""")
    assert shown == ["counted", "1"]


@pytest.mark.parametrize("deed", ["", "document.body.append(made); made.remove()"])
def test_an_element_in_no_page_counts_nothing(open_page, page, scripted, deed):
    open_page("")
    page.evaluate(f"""() => {{
        const made = document.createElement("visitor-counter");
        made.setAttribute("src", "{scripted.url}");
        {deed};
    }}""")
    assert pages_once_settled(page, scripted) == []


def test_an_element_taken_away_while_its_answer_is_under_way_counts_once(open_page, page, scripted):
    scripted.hold()
    counter = open_page().expect_state(WAITING)
    page.evaluate("window.taken = document.querySelector('visitor-counter'); taken.remove()")
    with page.expect_response(f"{scripted.url}**"):
        scripted.release()
    page.evaluate("document.body.append(taken)")
    assert counter.counted() == 1
    assert len(scripted.requests) == 1


def test_two_elements_of_the_same_page_share_one_count(open_page, page, scripted):
    open_page(ELEMENT + ELEMENT)
    assert texts(page, 2) == ["1", "1"]
    assert len(scripted.requests) == 1


def test_elements_that_name_the_same_page_in_other_words_share_one_count(open_page, page, scripted):
    bare = scripted.url.rstrip("/")
    open_page(ELEMENT + f'<visitor-counter src="{bare}"></visitor-counter>'
              f'<visitor-counter src="{bare}#top"></visitor-counter>'
              f'<visitor-counter src="{bare}/?page=main_page"></visitor-counter>')
    assert texts(page, 4) == ["1"] * 4
    assert len(scripted.requests) == 1


def test_elements_of_different_pages_count_each_their_own(open_page, page, scripted):
    open_page(ELEMENT + ABOUT)
    assert sorted(texts(page, 2)) == ["1", "2"]
    assert sorted(pages(scripted)) == ["about", "main_page"]


def test_once_a_session_counts_no_reload_and_still_shows_the_number(host, page, scripted):
    pages = host(ONCE, ONCE)
    counter = CounterPage(page).visit(pages.first)
    assert counter.counted() == 1
    page.reload()
    assert counter.expect_state(KEPT).number == 1
    assert counter.visit(pages.second).expect_state(KEPT).number == 1
    assert len(scripted.requests) == 1


def test_once_a_session_counts_again_in_another_session(host, new_context, scripted):
    url = host(ONCE).first
    assert CounterPage(new_context().new_page()).visit(url).counted() == 1
    assert CounterPage(new_context().new_page()).visit(url).counted() == 2


def test_once_a_session_counts_no_reload_that_comes_before_the_answer(open_page, page, scripted):
    scripted.hold()
    counter = open_page(ONCE).expect_state(WAITING)
    page.reload()
    counter.expect_state(UNKNOWN)
    assert len(scripted.requests) == 1


def test_once_a_session_tries_again_after_an_error(open_page, page, scripted):
    scripted.answer = raw(b"", 503)
    counter = open_page(ONCE).expect_state(UNKNOWN)
    scripted.answer = None
    page.reload()
    assert counter.counted() == 1
    assert len(scripted.requests) == 2


def test_a_page_that_is_prepared_before_anyone_asks_for_it_counts_when_it_is_shown(host, page, scripted):
    page.add_init_script("Object.defineProperty(document, 'prerendering', { value: true, configurable: true })")
    counter = CounterPage(page).visit(host().first).expect_state(WAITING)
    assert pages_once_settled(page, scripted) == []
    page.evaluate("""() => {
        Object.defineProperty(document, "prerendering", { value: false });
        document.dispatchEvent(new Event("prerenderingchange"));
    }""")
    counter.counted()
    assert pages_once_settled(page, scripted) == ["main_page"]


@pytest.mark.parametrize("body", [
    "<visitor-counter>–</visitor-counter>", '<visitor-counter src="">–</visitor-counter>'])
def test_without_a_source_nothing_happens(open_page, page, scripted, body):
    counter = open_page(body)
    assert pages_once_settled(page, scripted) == []
    assert counter.text == "–" and counter.element.get_attribute("state") is None


def test_a_source_that_is_no_address_is_passed_over_quietly(open_page, page, scripted):
    counter = open_page('<visitor-counter src="http://[">–</visitor-counter>')
    assert pages_once_settled(page, scripted) == []
    assert counter.text == "–" and counter.element.get_attribute("state") is None


def test_an_element_counts_when_a_script_gives_it_its_source(open_page, page, scripted):
    counter = open_page("<visitor-counter>–</visitor-counter>")
    page.evaluate(f"document.querySelector('visitor-counter').setAttribute('src', '{scripted.url}')")
    assert counter.counted() == 1
    assert pages(scripted) == ["main_page"]


def test_attributes_set_one_after_the_other_count_the_page_that_comes_of_them(open_page, page, scripted):
    open_page("")
    page.evaluate(f"""() => {{
        const made = document.body.appendChild(document.createElement("visitor-counter"));
        made.setAttribute("src", "{scripted.url}");
        made.setAttribute("page", "about");
    }}""")
    assert CounterPage(page).counted() == 1
    assert pages(scripted) == ["about"]


def test_another_page_given_later_is_counted_and_takes_the_place_of_the_first(open_page, page, scripted):
    counter = open_page()
    assert counter.counted() == 1
    scripted.hold()
    page.evaluate("document.querySelector('visitor-counter').setAttribute('page', 'about')")
    assert counter.expect_state(WAITING).text == "–"
    scripted.release()
    assert counter.counted() == 2
    assert pages(scripted) == ["main_page", "about"]


def test_an_answer_that_comes_after_the_page_was_changed_is_not_shown(open_page, page, scripted):
    scripted.hold()
    counter = open_page().expect_state(WAITING)
    with page.expect_request(f"{scripted.url}?page=about"):
        page.evaluate("document.querySelector('visitor-counter').setAttribute('page', 'about')")
    scripted.release()
    assert counter.counted() == 2


def test_an_element_that_is_still_being_read_keeps_the_content_to_come(open_page, page, scripted):
    counter = open_page("")
    scripted.hold()
    page.evaluate(f"""() => {{
        document.open();
        document.write('<!doctype html><title>A page</title><visitor-counter src="{scripted.url}">');
        setTimeout(() => {{
            document.write("soon</visitor-counter>");
            document.close();
        }}, 50);
    }}""")
    assert counter.expect_state(WAITING).text == "soon"
    scripted.release()
    assert counter.counted() == 1


def test_the_module_loaded_from_two_addresses_counts_once(open_page, scripted, page):
    counter = open_page('<script type="module" src="/visitor-counter.js?again"></script>' + ELEMENT)
    assert counter.counted() == 1
    page.evaluate("import('/visitor-counter.js?more')")
    assert pages_once_settled(page, scripted) == ["main_page"]
