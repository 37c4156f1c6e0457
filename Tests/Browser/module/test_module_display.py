"""What a reader of the page sees and hears."""

import pytest

from counter_page import COUNTED, KEPT, UNKNOWN, WAITING, CounterPage
from scripted_counter import count, raw
from markup import ELEMENT

REFUSED_STORAGE = """
    for (const area of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(window, area, { get() { throw new DOMException("refused", "SecurityError"); } });
    }
"""
FULL_STORAGE = """
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


def test_the_placeholder_stays_until_the_number_comes(open_page, scripted):
    scripted.hold()
    counter = open_page()
    assert counter.expect_state(WAITING).text == "–"
    scripted.release()
    assert counter.counted() == 1


@pytest.mark.parametrize(("content", "shown"), [
    ("", "–"), ("\n  ", "–"), ("soon", "soon"), ("<em>so<b>on</b></em>", "soon"), ("<hr>", "")])
def test_the_content_is_the_placeholder(open_page, scripted, content, shown):
    scripted.hold()
    counter = open_page(ELEMENT.replace("–", content))
    assert counter.expect_state(WAITING).text == shown
    scripted.release()
    assert counter.counted() == 1


def test_the_placeholder_is_shown_also_where_a_last_number_is_known(open_page, page, scripted):
    counter = open_page()
    counter.counted()
    scripted.hold()
    page.reload()
    assert counter.expect_state(WAITING).text == "–"
    scripted.release()
    assert counter.counted() == 2


def test_a_placeholder_of_elements_comes_back_for_another_page(open_page, page, scripted):
    counter = open_page(ELEMENT.replace("–", "<em>soon</em>"))
    counter.counted()
    scripted.hold()
    page.evaluate("document.querySelector('visitor-counter').setAttribute('page', 'about')")
    counter.expect_state(WAITING)
    assert counter.element.inner_html() == "<em>soon</em>"


def test_words_around_a_data_element_stay(open_page):
    counter = open_page(ELEMENT.replace("–", "Visitor number <data>–</data>, welcome."))
    counter.counted()
    assert counter.element.inner_text() == "Visitor number 1, welcome."


@pytest.mark.parametrize(("locale", "shown"), [
    ("en-US", "1,234,567"), ("de-DE", "1.234.567"), ("fr-FR", "1\u202f234\u202f567"), ("en-IN", "12,34,567")])
def test_the_number_is_written_as_its_reader_writes_numbers(host, new_context, scripted, locale, shown):
    scripted.answer = count(1234567)
    counter = CounterPage(new_context(locale=locale).new_page()).visit(host().first).expect_state(COUNTED)
    assert counter.element.text_content() == shown


def test_the_live_region_is_in_the_document_before_the_number(pass_time, open_page, page, scripted):
    with page.expect_request_finished(lambda request: request.url.startswith(scripted.url)):
        counter = open_page()
    # Even with an early answer: a change in the same frame is invisible to assistive technology.
    assert counter.expect_state(WAITING).element.get_attribute("role") == "status"
    assert counter.text == "–"
    pass_time(100)
    assert counter.counted() == 1


def test_a_number_known_at_once_is_announced_as_well(pass_time, open_page, page):
    counter = open_page()
    pass_time(100)
    counter.counted()
    page.evaluate("""() => {
        const made = document.querySelector("visitor-counter").cloneNode();
        made.removeAttribute("role");
        document.querySelector("visitor-counter").replaceWith(made);
    }""")
    assert counter.expect_state(WAITING).element.get_attribute("role") == "status"
    assert counter.text == "–"
    pass_time(100)
    assert counter.counted() == 1


def test_a_role_of_its_owner_stays(open_page):
    counter = open_page(ELEMENT.replace("<visitor-counter ", '<visitor-counter role="img" aria-label="Views" '))
    counter.counted()
    assert counter.element.get_attribute("role") == "img"


def test_offline_the_last_number_stays(open_page, page, scripted):
    counter = open_page()
    assert counter.counted() == 1
    page.route(f"{scripted.url}**", lambda route: route.abort("internetdisconnected"))
    page.reload()
    assert counter.expect_state(KEPT).number == 1
    assert len(scripted.requests) == 1


def test_offline_a_reader_who_was_never_here_sees_the_placeholder(open_page, page, scripted):
    page.route(f"{scripted.url}**", lambda route: route.abort("internetdisconnected"))
    assert open_page().expect_state(UNKNOWN).text == "–"


def test_each_page_and_counter_has_a_last_number_of_its_own(open_page, page, scripted):
    counter = open_page()
    assert counter.counted() == 1
    scripted.answer = raw(b"", 503)
    page.evaluate("document.querySelector('visitor-counter').setAttribute('page', 'about')")
    assert counter.expect_state(UNKNOWN).text == "–"


@pytest.mark.parametrize("answer", [raw(b"", 503), raw(b"not found", 404), raw(b"<html>"), raw(b'{"count": 1.5}')])
def test_on_an_error_the_last_number_stays(open_page, page, scripted, answer):
    counter = open_page()
    assert counter.counted() == 1
    scripted.answer = answer
    page.reload()
    assert counter.expect_state(KEPT).number == 1


def test_the_next_answer_takes_the_last_number_s_place(open_page, page, scripted):
    counter = open_page()
    counter.counted()
    scripted.answer = raw(b"", 503)
    page.reload()
    counter.expect_state(KEPT)
    scripted.answer = None
    page.reload()
    assert counter.counted() == 2


@pytest.mark.parametrize("kept", ["<b>1</b>", '"43"', "4.5", "-1", "null", "{", ""])
def test_what_others_wrote_into_the_storage_is_not_shown(open_page, page, scripted, kept):
    counter = open_page()
    counter.counted()
    page.evaluate("(kept) => { for (const key in localStorage) localStorage.setItem(key, kept); }", kept)
    scripted.answer = raw(b"", 503)
    page.reload()
    assert counter.expect_state(UNKNOWN).text == "–"


@pytest.mark.parametrize("trouble", [REFUSED_STORAGE, FULL_STORAGE], ids=["refused", "full"])
def test_without_storage_it_counts_and_shows_all_the_same(open_page, page, scripted, trouble):
    page.add_init_script(trouble)
    counter = open_page(ELEMENT.replace("<visitor-counter ", '<visitor-counter once="session" '))
    assert counter.counted() == 1
    page.reload()
    assert counter.counted() == 2
    scripted.answer = raw(b"", 503)
    page.reload()
    assert counter.expect_state(UNKNOWN).text == "–"


def test_a_page_come_back_to_without_storage_keeps_what_it_showed(host, page):
    page.add_init_script(REFUSED_STORAGE)
    pages = host(ELEMENT, "<p>Elsewhere</p>")
    counter = CounterPage(page).visit(pages.first)
    counter.counted()
    page.evaluate("window.isKept = true")
    page.goto(pages.second)
    page.go_back(wait_until="commit")
    assert counter.counted() == 1
    assert page.evaluate("window.isKept"), "the browser did not keep the page: this tests nothing"


def test_a_number_without_end_stays_text(open_page, scripted):
    scripted.answer = count(2**53 - 1)
    assert open_page().expect_state(COUNTED).text == "9,007,199,254,740,991"


def test_the_browser_has_nothing_to_say_under_a_strict_policy(open_page, page, context):
    counter = open_page()
    counter.counted()
    page.reload()
    counter.counted()
    assert context.log.by_browser == []
    assert context.log.by_scripts == [] and context.log.errors == []


@pytest.mark.parametrize("answer", [raw(b"", 503), raw(b"<html>"), None], ids=["503", "not JSON", "unreachable"])
def test_an_error_is_no_line_of_ours_in_the_console(open_page, page, context, scripted, answer):
    if answer is None:
        page.route(f"{scripted.url}**", lambda route: route.abort("connectionrefused"))
    scripted.answer = answer
    open_page().expect_state(UNKNOWN)
    assert context.log.by_scripts == [] and context.log.errors == []
