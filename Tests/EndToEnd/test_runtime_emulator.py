"""Functions made with `FunctionRuntime`, run by AWS's own runtime interface emulator: what Lambda's side makes of them."""

import base64
import contextlib
import json
import os
import pathlib
import sys

import pytest

import processes
from counting_table import Table
from deployment import FUNCTION, ROOT, built
from emulator import EMULATOR, LAMBDA, Emulator
from lambda_events import message, request

PROBE = pathlib.Path(os.environ.get("COUNTER_RUNTIME_PROBE", ROOT / ".build" / "debug" / "RuntimeProbe"))
#: The function's timeout, where it is not the test's subject.
TIMEOUT_SECONDS = 30
#: The most bytes of a response, and of an event, that Lambda passes on.
LIMIT = 6 * 1024 * 1024 + 100

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the emulator is a program for Linux")


@pytest.fixture
def start(tmp_path):
    """Starts the emulator with a function; it ends with the test, however that ends."""
    with contextlib.ExitStack() as stack:
        def start(program: pathlib.Path, timeout_seconds: int = TIMEOUT_SECONDS, **variables: str) -> Emulator:
            folder = tmp_path / str(len(list(tmp_path.iterdir())))
            folder.mkdir()
            emulator = Emulator(built(program), folder, timeout_seconds, **variables)
            stack.callback(emulator.close)
            return emulator

        assert EMULATOR.is_file(), f"{EMULATOR} is missing: run scripts/setup"
        yield start


@pytest.fixture
def probe(start):
    """The emulator with the function that does what its event says."""
    return start(PROBE, PROBE_NAME="a probe")


@pytest.fixture
def table():
    table = Table()
    yield table
    table.close()


@pytest.fixture
def counting(start, table):
    """The emulator with the counter's function, beside its table."""
    return start(FUNCTION, TABLE_NAME="VisitorCount", PAGES="blog", AWS_ENDPOINT_URL_DYNAMODB=table.endpoint)


def said(answer) -> dict:
    """What a function says in the JSON of its response to a request."""
    assert (answer.status, answer.json["statusCode"]) == (200, 200), answer
    return json.loads(answer.json["body"])


def test_the_counter_counts_visits_one_after_the_other_over_one_connection(counting, table):
    assert [said(counting.invoke(request())) for _ in range(3)] == [{"count": 1}, {"count": 2}, {"count": 3}]
    assert counting.invoke(request(query="page=shop")).json["statusCode"] == 404
    assert counting.invoke(request(method="POST")).json["headers"]["Allow"] == "GET, HEAD"
    assert [body["Key"] for _, body in table.requests] == [{"id": {"S": "main_page"}}] * 3
    headers, _ = table.requests[0]
    assert headers["X-Amz-Target"] == "DynamoDB_20120810.UpdateItem"
    assert headers["X-Amz-Security-Token"] == LAMBDA["AWS_SESSION_TOKEN"]
    assert (table.connections, len(counting.functions())) == (1, 1)


def test_a_visit_that_the_table_refuses_is_answered_and_logged_without_the_keys(counting, table):
    table.refusal = {"__type": "a#AccessDeniedException", "message": f"not with {LAMBDA['AWS_SESSION_TOKEN']}"}
    answer = counting.invoke(request()).json
    assert (answer["statusCode"], answer["headers"]["Retry-After"]) == (503, "5")
    table.refusal = None
    assert said(counting.invoke(request())) == {"count": 1}
    [record] = counting.records
    assert (record["level"], record["code"]) == ("ERROR", "AccessDeniedException")
    assert LAMBDA["AWS_SESSION_TOKEN"] not in counting.log


def test_a_queues_messages_are_done_but_those_that_are_named(probe):
    records = [message(1, "a"), message(2, "fail"), message(3, "é", receive_count=3), message(4, "")]
    assert probe.invoke({"Records": records}).json == {
        "batchItemFailures": [{"itemIdentifier": "m-2"}, {"itemIdentifier": "m-3"}]}
    assert probe.invoke({"Records": []}).json == {"batchItemFailures": []}


def test_one_process_gets_the_events_with_the_time_that_is_left_for_each(probe):
    answers = [said(probe.invoke(request())) for _ in range(5)]
    assert [answer["number"] for answer in answers] == [1, 2, 3, 4, 5]
    assert all((TIMEOUT_SECONDS - 5) * 1000 < answer["left"] <= TIMEOUT_SECONDS * 1000 for answer in answers)


def test_bytes_and_cookies_come_and_go_as_they_are(probe):
    image = bytes(range(256)) * 1000
    sent = request("/echo", method="POST", body=base64.b64encode(image).decode(), isBase64Encoded=True,
                   cookies=["a=1", "b=\"2\""])
    answer = probe.invoke(sent).json
    assert answer["isBase64Encoded"] is True and base64.b64decode(answer["body"], validate=True) == image
    assert answer["cookies"] == ["a=1", "b=\"2\"", "number=1"]
    assert answer["headers"] == {"Content-Type": "image/png"}


def test_an_event_that_fails_is_reported_with_its_type_and_the_next_one_is_answered(probe):
    failed = probe.invoke(request("/fail"))
    assert failed.json == {
        "errorType": "Probe.Failed", "errorMessage": "a probe fails as it was told", "stackTrace": []}
    assert said(probe.invoke(request()))["number"] == 2
    [record] = probe.records
    assert (record["message"], record["code"]) == ("a probe fails as it was told", "Probe.Failed")
    assert f"RequestId: {record['requestId']}" in probe.log


@pytest.mark.parametrize("event, error", [
    (b"{", "Function.EventMalformed"), (b"", "Function.EventMalformed"), (b"\xff", "Function.EventMalformed"),
    (b"[" * 100_000, "Function.EventMalformed"), (b'"' + b"x" * LIMIT, "Function.EventMalformed"),
    (b"null", "Function.EventUnknown"), (b'{"Records":[{"eventSource":"aws:s3"}]}', "Function.EventUnknown"),
], ids=["cut off", "empty", "no text", "too deep", "too large", "null", "of another service"])
def test_an_event_that_cannot_be_read_is_reported_and_the_next_one_is_answered(probe, event, error):
    assert probe.invoke(event).json["errorType"] == error
    assert said(probe.invoke(request()))["number"] == 1
    assert [record["code"] for record in probe.records] == [error]


def test_a_response_may_be_as_large_as_lambda_takes_and_one_that_is_larger_is_no_end(probe):
    # A line is `\"é\n` in the payload: six bytes.
    assert probe.invoke(request("/large", "n=1048000")).json["body"] == "\"é\n" * 1_048_000
    assert probe.invoke(request("/large", "n=1049000")).json["errorType"] == "Function.ResponseSizeTooLarge"
    assert said(probe.invoke(request()))["number"] == 3
    [record] = probe.records
    assert (record["level"], record["status"]) == ("WARN", "413")


def test_a_function_that_takes_too_long_is_ended_and_started_anew(start):
    probe = start(PROBE, timeout_seconds=2, PROBE_NAME="slow")
    said(probe.invoke(request()))
    [(process, began)] = probe.functions()
    assert probe.invoke(request("/sleep", "n=20000")).body.startswith(b"Task timed out after 2.00 seconds")
    assert processes.started(process) != began
    assert said(probe.invoke(request()))["number"] == 1


@pytest.mark.parametrize("code", [0, 3])
def test_a_function_that_exits_is_started_anew(probe, code):
    said(probe.invoke(request()))
    exited = probe.invoke(request("/exit", f"n={code}"))
    assert (exited.status, exited.json["errorType"]) == (502, "Runtime.ExitError")
    assert said(probe.invoke(request()))["number"] == 1


def test_a_function_without_a_setting_says_so_instead_of_starting(start):
    emulator = start(PROBE)
    for _ in range(2):
        failed = emulator.invoke(request())
        assert (failed.status, failed.json["errorType"]) == (502, "Function.ConfigurationInvalid")
        assert failed.json["errorMessage"] == "PROBE_NAME: it is not set; it is what it calls itself"
    assert {record["code"] for record in emulator.records} == {"Function.ConfigurationInvalid"}


def test_nothing_is_left_of_an_emulator_that_was_ended(probe):
    said(probe.invoke(request()))
    running = probe.functions()
    probe.close()
    assert len(running) == 1 and [processes.started(pid) for pid, _ in running] == [None]
