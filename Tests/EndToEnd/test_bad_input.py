"""Bad input ends with one clear paragraph and an exit code, and nothing is written."""

import os
import pathlib
import shutil

import pytest

from local_aws import ACCOUNT, free_port
from program import BAD_USAGE, FAILED
from proxy import Answer, error_answer, writes

#: The longest error that counts as one paragraph.
LINES = 12
RISC_V = 243


def expect_refusal(counter, proxy, run, exit_codes, *words):
    """Runs it; asserts a readable error with the words, the exit code, and that nothing was written."""
    with proxy.recording() as calls:
        result = run()
    assert writes(calls) == []
    assert result.exit_code in exit_codes, str(result)
    assert result.stderr.strip(), "no error was written"
    assert len(result.stderr.strip().splitlines()) <= LINES, result.stderr
    for sign in ("Fatal error", "Stack dump", "Backtrace", "Optional(", "Error("):
        assert sign not in result.stderr, result.stderr
    for word in words:
        assert word.lower() in result.stderr.lower(), f"{word!r} is missing in: {result.stderr}"
    secret = counter.environment["AWS_SECRET_ACCESS_KEY"]
    assert secret not in result.stdout + result.stderr


def test_no_credentials(counter, proxy, stage):
    expect_refusal(
        counter, proxy, lambda: counter.deploy(stage, AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None),
        {FAILED}, "credentials", "AWS_ACCESS_KEY_ID")


def test_a_profile_that_is_not_there(counter, proxy, stage):
    expect_refusal(
        counter, proxy, lambda: counter.deploy(stage, "--profile", "nobody"), {FAILED}, "nobody")


def test_expired_credentials(counter, proxy, stage):
    def expired(call, forward):
        message = "The security token included in the request is expired"
        if call.service in ("iam", "sts"):
            body = (f"<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>{message}</Message>"
                    "</Error><RequestId>r-1</RequestId></ErrorResponse>").encode()
            return Answer(403, [("Content-Type", "text/xml")], body)
        return error_answer(400, "ExpiredTokenException", message)

    with proxy.rule(lambda call: call.is_of_deployment, expired):
        expect_refusal(counter, proxy, lambda: counter.deploy(stage, AWS_SESSION_TOKEN="token"), {FAILED}, "expired")


def test_a_wrong_secret(counter, proxy, stage):
    expect_refusal(
        counter, proxy, lambda: counter.deploy(stage, AWS_SECRET_ACCESS_KEY="wrong"), {FAILED}, "signature")


def test_an_unreachable_endpoint(counter, proxy, stage):
    port = free_port()
    expect_refusal(
        counter, proxy, lambda: counter.deploy(stage, AWS_ENDPOINT_URL=f"http://127.0.0.1:{port}"), {FAILED},
        "127.0.0.1", str(port))


@pytest.mark.parametrize("endpoint", ["not a url", "ftp://127.0.0.1", "http://"])
def test_an_endpoint_that_is_no_address(counter, proxy, stage, endpoint):
    expect_refusal(
        counter, proxy, lambda: counter.deploy(stage, AWS_ENDPOINT_URL=endpoint), {FAILED, BAD_USAGE},
        "AWS_ENDPOINT_URL")


def test_an_endpoint_that_is_asked_in_the_open_on_another_machine(counter, proxy, stage):
    expect_refusal(
        counter, proxy, lambda: counter.deploy(stage, AWS_ENDPOINT_URL="http://10.0.0.1:4566"), {FAILED},
        "AWS_ENDPOINT_URL", "use https")


def test_a_proxy_that_asks_who_it_is_is_named_as_the_one_that_does(counter, proxy, stage):
    """Over plain HTTP, the proxy's answer looks like an answer of AWS."""
    refusal = Answer(407, [("Proxy-Authenticate", "Basic"), ("Content-Length", "12")], b"who are you?")
    with proxy.rule(lambda call: True, lambda call, forward: refusal):
        run = counter.deploy(stage, HTTP_PROXY=proxy.endpoint).expect(FAILED)
    said = " ".join(run.stderr.split())
    assert "The proxy that HTTP_PROXY names asks for a user and a password that it knows" in said, said
    assert "STS answered" not in said and said.endswith("Correct HTTP_PROXY, or except the host from it with NO_PROXY."), said


def test_the_wrong_account(counter, proxy, stage):
    stage.write(account="111122223333")
    expect_refusal(counter, proxy, lambda: counter.deploy(stage), {FAILED}, "111122223333", ACCOUNT)


#: What is wrong with the settings file; the change in it; the words that the error must have.
BROKEN = [
    ("an unknown key", {"memory": 128}, ["memory", "memoryMiB"]),
    ("memory of a wrong type", {"memoryMiB": "much"}, ["memoryMiB"]),
    ("memory that is no whole number", {"memoryMiB": 128.5}, ["memoryMiB"]),
    ("memory below the least", {"memoryMiB": 64}, ["memoryMiB", "128"]),
    ("memory above the most", {"memoryMiB": 20000}, ["memoryMiB", "10240"]),
    ("a timeout of nothing", {"timeoutSeconds": 0}, ["timeoutSeconds", "1"]),
    ("a timeout above the most", {"timeoutSeconds": 901}, ["timeoutSeconds", "900"]),
    ("a retention that AWS does not have", {"logRetentionDays": 15}, ["logRetentionDays", "14"]),
    ("an account that is no number", {"account": "mine"}, ["account", "digits"]),
    ("a region that is none", {"region": "Europe"}, ["region"]),
    ("a page without a name", {"pages": [""]}, ["pages"]),
    ("pages of a wrong type", {"pages": "main_page"}, ["pages"]),
    ("a page twice", {"pages": ["main_page", "main_page"]}, ["pages", "main_page"]),
    ("a page with a comma", {"pages": ["a,b"]}, ["pages"]),
    ("an origin with a path", {"allowedOrigins": ["https://a.example/path"]}, ["allowedOrigins"]),
    ("an origin that is none", {"allowedOrigins": ["portfolio"]}, ["allowedOrigins"]),
    ("no allowed origins", {"allowedOrigins": None}, ["allowedOrigins"]),
    ("an empty list of origins", {"allowedOrigins": []}, ["allowedOrigins"]),
    ("several mistakes at once", {"memoryMiB": 1, "timeoutSeconds": 0, "page": []},
     ["memoryMiB", "timeoutSeconds", "page"]),
]


@pytest.mark.parametrize("changes, words", [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_settings_file(counter, proxy, stage, changes, words):
    stage.write(**changes)
    expect_refusal(counter, proxy, lambda: counter.deploy(stage), {FAILED}, stage.file.name, *words)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"region": "us-east-1",}', "\x00\x01"],
                         ids=["empty", "cut off", "a list", "null", "a comma too many", "no text"])
def test_a_settings_file_that_is_no_object(counter, proxy, stage, text):
    stage.file.write_text(text)
    expect_refusal(counter, proxy, lambda: counter.deploy(stage), {FAILED}, stage.file.name)


def test_a_settings_file_that_cannot_be_read(counter, proxy, stage):
    if os.geteuid() == 0:
        stage.file.unlink()
        stage.file.mkdir()  # Root may read any file.
    else:
        stage.file.chmod(0)
    expect_refusal(counter, proxy, lambda: counter.deploy(stage), {FAILED}, stage.file.name)


def test_an_unknown_stage(counter, proxy, stage):
    expect_refusal(
        counter, proxy, lambda: counter("deploy", "--stage", "nowhere", "--config", str(stage.folder), "--yes"),
        {BAD_USAGE}, "nowhere", stage.name)


@pytest.mark.parametrize("name", ["../local", "UPPER CASE", "", "a" * 200])
def test_a_stage_that_is_no_name(counter, proxy, stage, name):
    expect_refusal(
        counter, proxy, lambda: counter("deploy", "--stage", name, "--config", str(stage.folder), "--yes"),
        {BAD_USAGE}, "stage")


def test_errors_of_a_description_come_all_at_once_with_their_lines(sample, proxy, sample_stage):
    stage = sample_stage
    stage.write(tables=["a b", stage.table], role="no role", logGroups=["x" * 600])
    with proxy.recording() as calls:
        result = sample(stage, "plan").expect(FAILED)
        as_json = sample(stage, "plan", "--json").expect(FAILED)
    assert not calls
    errors = [" ".join(error.split()) for error in result.stderr.split("Error: ")[1:]]
    assert [error.split(" as it is described")[0].split(". ")[0] for error in errors] == [
        "AWS would refuse table a b", f"AWS would refuse logGroup /aws/lambda/{'x' * 600}",
        "AWS would refuse role no role"]
    assert all("It is described in SampleStack/SampleStack.swift:" in error for error in errors), result.stderr
    assert [error["describedIn"][0]["file"] for error in as_json.json["errors"]] == ["SampleStack/SampleStack.swift"] * 3


def test_no_terminal_and_no_consent(counter, proxy, stage):
    for command in (["deploy", "--function", str(counter.function)], ["destroy"]):
        if command[0] == "destroy":
            counter.deploy(stage).expect(0)
        expect_refusal(
            counter, proxy, lambda: counter(*command, *stage.arguments), {BAD_USAGE}, "--yes")
    counter.destroy(stage, "--delete-data").expect(0)


@pytest.mark.parametrize("arguments", [
    ["deplyo"], ["plan", "--stagge", "dev"], ["plan", "--stage"], ["plan", "extra"], ["deploy", "--yes=maybe"]],
    ids=lambda arguments: " ".join(arguments))
def test_a_command_line_that_is_wrong(counter, proxy, arguments):
    expect_refusal(counter, proxy, lambda: counter(*arguments), {BAD_USAGE}, "--help")


def other_machine(function: pathlib.Path, target: pathlib.Path):
    """The function with another processor in its header (`e_machine`, 2 bytes at offset 18; elf(5))."""
    header = bytearray(function.read_bytes())
    header[18:20] = RISC_V.to_bytes(2, "little")
    target.write_bytes(header)
    target.chmod(0o755)


def dynamic(function: pathlib.Path, target: pathlib.Path):
    """A program that needs shared libraries."""
    shutil.copy(os.path.realpath("/bin/ls"), target)
    target.chmod(0o755)


def no_run_bit(function: pathlib.Path, target: pathlib.Path):
    """The function without its executable bit, as after a download."""
    shutil.copy(function, target)
    target.chmod(0o644)


def script(function: pathlib.Path, target: pathlib.Path):
    """A shell script."""
    target.write_text("#!/bin/sh\nexit 0\n")
    target.chmod(0o755)


def cut_off(function: pathlib.Path, target: pathlib.Path):
    """The first bytes of a program."""
    target.write_bytes(function.read_bytes()[:30])
    target.chmod(0o755)


def empty(function: pathlib.Path, target: pathlib.Path):
    """An empty file."""
    target.touch(0o755)


def folder(function: pathlib.Path, target: pathlib.Path):
    """A folder at the path."""
    target.mkdir()


def missing(function: pathlib.Path, target: pathlib.Path):
    """A path where nothing exists."""


BINARIES = [
    (other_machine, "processor"), (dynamic, "librar"), (no_run_bit, "chmod"), (script, "elf"), (cut_off, ""),
    (empty, ""), (folder, ""), (missing, "")]


@pytest.mark.parametrize("make, word", BINARIES, ids=[make.__name__.replace("_", " ") for make, _ in BINARIES])
def test_a_binary_that_lambda_could_not_run(counter, proxy, stage, tmp_path, make, word):
    target = tmp_path / "CounterFunction"
    make(counter.function, target)
    for command in (["deploy", "--yes"], ["plan"]):
        expect_refusal(
            counter, proxy, lambda: counter(*command, *stage.arguments, "--function", str(target)),
            {FAILED, BAD_USAGE}, str(target), word)
