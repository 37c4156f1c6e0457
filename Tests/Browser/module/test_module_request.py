"""The module's requests to the counter, and its function `countVisit(url, {page, signal})`."""

import dataclasses

import pytest

from counter_page import TIMEOUT_MILLISECONDS, UNKNOWN, WAITING
from scripted_counter import count, raw

BAD_ANSWERS = {
    "503": raw(b'{"count": 43}', 503),
    "404": raw(b"not found", 404, "text/plain"),
    "not JSON": raw(b"<!doctype html>", kind="text/html"),
    "nothing": raw(b""),
    "half an answer": raw(b'{"count": 4'),
    "null": raw(b"null"),
    "a bare number": raw(b"43"),
    "a list": raw(b"[43]"),
    "no count": raw(b'{"views": 43}'),
    "a count of text": raw(b'{"count": "43"}'),
    "a count of markup": raw(b'{"count": "<b>43</b>"}'),
    "a fraction": raw(b'{"count": 4.5}'),
    "a negative count": raw(b'{"count": -1}'),
    "a count beyond all numbers": raw(b'{"count": 1e999}'),
    "a count that no number holds exactly": raw(b'{"count": 9007199254740993}'),
    "null for a count": raw(b'{"count": null}'),
    "true for a count": raw(b'{"count": true}'),
}
EVERY_BAD_ANSWER = pytest.mark.parametrize("answer", BAD_ANSWERS.values(), ids=BAD_ANSWERS.keys())


def test_a_visit_answers_the_count(count_visit, scripted):
    scripted.answer = count(1234567)
    assert count_visit(scripted.url) == 1234567


def test_each_visit_counts_one_more(count_visit, scripted):
    assert [count_visit(scripted.url) for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(("source", "options", "target"), [
    ("", "{}", "/?page=main_page"),
    ("/", "{}", "/?page=main_page"),
    ("/", "{ page: 'about' }", "/?page=about"),
    ("", "{ page: 'about' }", "/?page=about"),
    ("/", "{ page: '' }", "/?page=main_page"),
    ("/#top", "{ page: 'about' }", "/?page=about"),
    ("/?stage=dev", "{ page: 'about' }", "/?stage=dev&page=about"),
    ("?stage=dev", "{}", "/?stage=dev&page=main_page"),
    ("/?page=about", "{}", "/?page=about"),
    ("/?page=about", "{ page: 'main_page' }", "/?page=main_page"),
    ("/", "{ page: 'a b&c=d/é' }", "/?page=a+b%26c%3Dd%2F%C3%A9"),
    ("/under/here/", "{}", "/under/here/?page=main_page"),
])
def test_the_page_is_added_to_what_the_query_had(count_visit, scripted, source, options, target):
    count_visit(scripted.url.rstrip("/") + source, options)
    assert [request.target for request in scripted.requests] == [target]


def test_a_visit_needs_no_preflight_and_sends_no_credentials(count_visit, scripted, context):
    context.add_cookies([{"name": "session", "value": "secret", "url": scripted.url}])
    assert count_visit(scripted.url) == 1
    [request] = scripted.requests
    assert request.method == "GET"
    assert request.headers["origin"], "the counter has another origin, so that a preflight would have been due"
    assert not {"cookie", "authorization", "content-type"} & request.headers.keys()


def test_a_visit_is_never_answered_from_a_cache(count_visit, scripted):
    for number in (1, 2):
        answer = count(number)
        headers = {**dict(answer.headers), "Cache-Control": "max-age=600"}
        scripted.answer = dataclasses.replace(answer, headers=tuple(headers.items()))
        assert count_visit(scripted.url) == number
    assert len(scripted.requests) == 2


@EVERY_BAD_ANSWER
def test_a_visit_without_a_whole_number_is_rejected(count_visit, scripted, answer):
    scripted.answer = answer
    assert str(count_visit(scripted.url)).startswith("rejected: ")
    assert len(scripted.requests) == 1


def test_what_was_answered_is_said(count_visit, scripted):
    scripted.answer = BAD_ANSWERS["503"]
    assert count_visit(scripted.url) == "rejected: Error: The counter answered 503 and no count."


def test_an_address_that_is_none_is_rejected(count_visit):
    assert count_visit("http://[").startswith("rejected: TypeError: ")


def test_a_signal_ends_a_visit_under_way(count_visit, scripted, page):
    scripted.hold()
    answer = count_visit(scripted.url, "{ signal: AbortSignal.timeout(200) }")
    assert answer.startswith("rejected: TimeoutError: ")


def test_a_signal_given_too_late_sends_nothing(count_visit, scripted):
    answer = count_visit(scripted.url, "{ signal: AbortSignal.abort(new RangeError('enough')) }")
    assert answer == "rejected: RangeError: enough"
    assert scripted.requests == []


def test_a_signal_that_comes_after_the_answer_changes_nothing(count_visit, scripted):
    options = "{ signal: (window.late = new AbortController()).signal }"
    assert count_visit(scripted.url, options) == 1
    assert count_visit(scripted.url, "(late.abort(), {})") == 2


def test_a_visit_without_an_answer_ends_after_ten_seconds(pass_time, page, open_page, scripted):
    scripted.hold()
    with page.expect_request(f"{scripted.url}**"):
        counter = open_page()
    pass_time(9_999)
    counter.expect_state(WAITING)
    pass_time(2)
    assert counter.expect_state(UNKNOWN).text == "–"


def test_the_ten_seconds_cover_the_body(pass_time, open_page, stalling):
    counter = open_page(counter_url=stalling.url)
    assert stalling.has_begun.wait(TIMEOUT_MILLISECONDS / 1000)
    pass_time(9_999)
    counter.expect_state(WAITING)
    pass_time(2)
    assert counter.expect_state(UNKNOWN).text == "–"


def test_an_answer_after_nine_seconds_is_shown(pass_time, page, open_page, scripted):
    scripted.hold()
    with page.expect_request(f"{scripted.url}**"):
        counter = open_page()
    pass_time(9_000)
    scripted.release()
    assert counter.counted() == 1
    pass_time(10_000)
    assert counter.counted() == 1


@EVERY_BAD_ANSWER
def test_an_element_shows_a_whole_number_or_nothing(open_page, scripted, answer):
    scripted.answer = answer
    assert open_page().expect_state(UNKNOWN).text == "–"
