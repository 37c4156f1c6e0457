"""The demo page that `counter open` serves, and the page that stays served after `scripts/demo`."""

import contextlib
import http.client
import signal
import socket
import subprocess
import urllib.parse

import pytest

import processes
from demo_page import DemoPage, DemoPageError
from local_aws import free_port
from program import DONE, FAILED, TIMEOUT_SECONDS
from visits import Visitor


@contextlib.contextmanager
def serving(counter, *arguments: str):
    """Runs `counter open`; gives its process, and the lines that it printed."""
    process = subprocess.Popen(
        [str(counter.program), "open", *arguments], env=counter.environment, cwd=counter.home,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    lines = []
    try:
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if line.startswith("http://localhost"):
                break
        yield process, lines
    finally:
        process.kill()
        process.communicate()


def get(address: str, path: str = "/", **headers: str) -> http.client.HTTPResponse:
    """Sends one request to the page's server."""
    parts = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=30)
    connection.request("GET", path, headers={"Host": parts.netloc, **headers})
    return connection.getresponse()


@pytest.fixture
def allowed_stage(stage):
    """A stage that allows a free port of this machine."""
    port = free_port()
    stage.write(allowedOrigins=[f"http://localhost:{port}"])
    return stage, f"http://localhost:{port}/"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_open_serves_the_page_at_an_allowed_origin_until_it_is_asked_to_end(counter, allowed_stage, number):
    stage, address = allowed_stage
    url = counter.deploy(stage, "--json").expect(DONE).json["outputs"]["url"]
    with serving(counter, *stage.arguments) as (process, lines):
        assert lines[-1] == address
        page = get(address)
        text = page.read().decode()
        assert page.status == 200 and url in text and "{{" not in text
        origin = url.rstrip("/")
        assert page.headers["Content-Security-Policy"].endswith(f"connect-src {origin}")
        module = get(address, "/visitor-counter.js")
        assert module.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert b"VisitorCounter" in module.read()
        assert get(address, "/../Package.swift").status == 404
        assert get(address, Host="attacker.example").status == 421
        # Serving the page counts nothing; the browser does when it shows the page.
        assert Visitor(url).visit() == 1
        process.send_signal(number)
        _, errors = process.communicate(timeout=TIMEOUT_SECONDS)
        assert process.returncode == DONE and errors == ""


def test_open_says_what_to_do_where_nothing_is_deployed(counter, stage):
    run = counter("open", *stage.arguments).expect(FAILED)
    assert run.stdout == "" and f"counter deploy --stage {stage.name}" in " ".join(run.stderr.split())


def test_deploy_and_status_show_the_snippet_above_the_url(counter, stage):
    url = counter.deploy(stage, "--json").expect(DONE).json["outputs"]["url"]
    snippet = f'  <visitor-counter src="{url}" page="main_page"></visitor-counter>\n\n{url}\n'
    assert counter.deploy(stage).expect(DONE).stdout.endswith(snippet)
    assert counter("status", *stage.arguments).expect(DONE).stdout.endswith(snippet)


def test_the_demos_page_goes_on_until_it_is_stopped_or_started_again(counter, allowed_stage, tmp_path, monkeypatch):
    stage, address = allowed_stage
    counter.deploy(stage).expect(DONE)
    for name, value in counter.environment.items():
        monkeypatch.setenv(name, value)
    command = [str(counter.program), "open", *stage.arguments, "--no-browser"]
    page = DemoPage(tmp_path / "page")
    assert page.stop() is False
    try:
        for _ in range(2):
            assert page.start(command) == address
            assert get(address).status == 200
        assert page.stop() is True and page.stop() is False
        with pytest.raises(OSError):
            get(address)
        with socket.create_server(("127.0.0.1", int(address.rsplit(":")[-1].strip("/")))):
            with pytest.raises(DemoPageError, match="is in use by another program"):
                page.start(command)
        assert not page.state_file.exists()
    finally:
        page.stop()


def test_the_demos_page_never_ends_a_process_that_it_did_not_start(tmp_path):
    page = DemoPage(tmp_path)
    other = subprocess.Popen(["sleep", "600"])
    try:
        page.state_file.write_text(f'{{"pid": {other.pid}, "started": "another time"}}')
        assert page.stop() is False
        assert processes.started(other.pid) is not None
        page.state_file.write_text("nonsense")
        assert page.stop() is False
    finally:
        other.kill()
        other.wait()
