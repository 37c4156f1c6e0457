"""No secret leaves the program: no command, successful or failed, writes one to its output or to a file.

Every run goes through `Watch`, which searches both outputs, and at the end every file that was written.
"""

import os
import pathlib
import re

import pytest

from aws_answers import refusal
from local_aws import free_port
from proxy import Answer, error_answer

#: Secrets that are easy to find in any text.
WRONG_SECRET = "wrongsecret/HUSHHUSH+wrongsecret/HUSHHUSH"
TOKEN = "FwoGZXIvYXdzHUSHTOKEN//////////HUSHTOKEN"
PROXY_PASSWORD = "HUSHPROXY"
FUNCTION_SECRET = "HUSHVARIABLE"
#: A request's signature, which anyone can use for some minutes.
SIGNATURE = re.compile(r"Signature=[0-9a-f]{8}", re.IGNORECASE)


class Watch:
    """Runs the program, and asserts that its output and its files contain no secret."""

    def __init__(self, counter, folder: pathlib.Path):
        self.counter = counter
        self.folder = folder
        self.secrets = [counter.environment["AWS_SECRET_ACCESS_KEY"], WRONG_SECRET, TOKEN, PROXY_PASSWORD,
                        FUNCTION_SECRET, "HUSH"]

    def run(self, *arguments: str, **changes: str | None):
        """Runs the program, searches its output, and returns the run."""
        result = self.counter(*arguments, **changes)
        self.search(result.stdout + result.stderr, " ".join(arguments))
        return result

    def search(self, text: str, where: str) -> None:
        """Asserts that the text contains no secret and no signature."""
        for word in self.secrets:
            assert word not in text, f"{word!r} is shown by: {where}"
        assert not SIGNATURE.search(text), f"a signature is shown by: {where}"

    def every_file(self) -> None:
        """Asserts the same for all files in the folders where the program may write."""
        for folder in (self.folder, self.counter.home):
            for path in folder.rglob("*"):
                if path.is_file():
                    self.search(path.read_bytes().decode(errors="replace"), str(path))


@pytest.fixture
def watch(counter, tmp_path):
    """The watch of one test; at its end, the files are searched."""
    watch = Watch(counter, tmp_path)
    yield watch
    watch.every_file()


@pytest.fixture
def session(watch, local_aws):
    """Environment variables with keys and a session token that the local AWS accepts."""
    keys = local_aws.client("sts").get_session_token()["Credentials"]
    watch.secrets += [keys["SecretAccessKey"], keys["SessionToken"]]
    return {"AWS_ACCESS_KEY_ID": keys["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": keys["SecretAccessKey"],
            "AWS_SESSION_TOKEN": keys["SessionToken"]}


def commands(watch: Watch, stage) -> list[list[str]]:
    """Each command, in each form with another output."""
    function = ["--function", str(watch.counter.function)]
    arguments = stage.arguments
    return [
        ["plan", *arguments, *function], ["plan", *arguments, *function, "--json"],
        ["deploy", *arguments, *function, "--yes"], ["deploy", *arguments, *function, "--yes", "--json"],
        ["status", *arguments], ["status", *arguments, "--json"],
        ["package", *arguments, *function, "--output", str(watch.folder / "function.zip")],
        ["destroy", *arguments, "--yes"], ["destroy", *arguments, "--yes", "--json"],
    ]


def understood(watch: Watch, *options: str) -> list[str]:
    """The options that `plan` has."""
    text = watch.counter("plan", "--help").stdout
    return [option for option in options if option in text]


def run_all(watch: Watch, stage, **changes: str | None) -> None:
    """Runs every command so that it succeeds, with `--verbose` if the command has it."""
    verbose = understood(watch, "--verbose")
    for arguments in commands(watch, stage):
        result = watch.run(*arguments, *(verbose if arguments[0] != "package" else []), **changes)
        assert result.exit_code == 0, str(result)


def run_failing(watch: Watch, stage, **changes: str | None) -> None:
    """Runs the commands that call AWS so that they fail."""
    verbose = understood(watch, "--verbose")
    function = ["--function", str(watch.counter.function)]
    for arguments in (["plan", *function], ["deploy", *function, "--yes", "--json"], ["status", "--json"],
                      ["destroy", "--yes", "--json"]):
        result = watch.run(arguments[0], *stage.arguments, *arguments[1:], *verbose, **changes)
        assert result.exit_code == 1, str(result)


def test_no_command_that_succeeds_shows_a_secret(watch, stage, session):
    run_all(watch, stage, **session)


@pytest.mark.parametrize("failing", ["sts", "iam", "lambda", "dynamodb", "logs"])
def test_no_refusal_repeats_the_signed_request(watch, proxy, stage, failing):
    """AWS answers a wrong signature with the canonical request that it expects, which contains the token."""
    def refuse(call, forward):
        headers = "\\n".join(f"{name.lower()}:{value}" for name, value in call.headers.items())
        message = ("The request signature we calculated does not match the signature you provided. The Canonical "
                   f"String for this request should have been\\n'{call.method}\\n{call.path}\\n\\n{headers}'")
        if failing in ("sts", "iam"):
            body = ("<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code>"
                    f"<Message>{message}</Message></Error><RequestId>r</RequestId></ErrorResponse>")
            return Answer(403, [("Content-Type", "text/xml")], body.encode())
        return error_answer(403, "InvalidSignatureException", message.replace('"', "'"))

    with proxy.rule(lambda call: call.is_of_deployment and call.service == failing, refuse):
        run_failing(watch, stage, AWS_SESSION_TOKEN=TOKEN)


@pytest.mark.parametrize("answer", [
    Answer(403, [("Content-Type", "text/html")], b"<html><body>Forbidden</body></html>"),
    Answer(200, [("Content-Type", "text/html")], b"<html><body>Sign in to the hotel's network</body></html>"),
    error_answer(400, "AccessDeniedException", "User is not authorized"),
    error_answer(400, "UnrecognizedClientException", "The security token included in the request is invalid."),
], ids=["a page of HTML", "HTML as a success", "denied", "an unknown token"])
def test_no_failure_shows_a_secret(watch, proxy, stage, answer):
    with proxy.rule(lambda call: call.is_of_deployment, lambda call, forward: answer):
        run_failing(watch, stage, AWS_SESSION_TOKEN=TOKEN)


@pytest.mark.parametrize("failing", ["CreateTable", "CreateRole", "CreateFunction", "CreateLogGroup"])
def test_no_event_of_a_refused_change_repeats_the_signed_request(watch, proxy, stage, session, failing):
    """The plan succeeds, so that the refusal is first an event, and then in the result."""
    def refuse(call, forward):
        return refusal(call, 403, "AccessDenied", f"Not with {call.headers['authorization']} and "
                                                  f"{call.headers['x-amz-security-token']}")

    with proxy.rule(lambda call: call.action == failing, refuse):
        run = watch.run("deploy", *stage.arguments, "--function", str(watch.counter.function), "--yes", "--json",
                        **session)
    assert run.exit_code == 1 and [line["event"] for line in run.lines].count("failed") == 1, str(run)


def test_a_throttled_deploy_shows_no_secret(watch, proxy, stage):
    throttled = error_answer(400, "ThrottlingException", "Rate exceeded")
    with proxy.rule(lambda call: call.is_of_deployment, lambda call, forward: throttled):
        result = watch.run("plan", *stage.arguments, "--function", str(watch.counter.function),
                           AWS_SESSION_TOKEN=TOKEN, AWS_RETRY_MODE="standard", AWS_MAX_ATTEMPTS="2")
    assert result.exit_code == 1


def test_a_wrong_secret_is_not_shown(watch, stage):
    run_failing(watch, stage, AWS_SECRET_ACCESS_KEY=WRONG_SECRET, AWS_SESSION_TOKEN=TOKEN)


@pytest.mark.parametrize("text", [
    f"[default]\naws_secret_access_key {WRONG_SECRET}\n",
    f"[default]\naws_access_key_id = A\naws_secret_access_key = {WRONG_SECRET} \u00e9\n",
    f"aws_secret_access_key = {WRONG_SECRET}\n",
    f"[default]\naws_secret_access_key = {WRONG_SECRET}\n",
    f"[default\naws_session_token = {TOKEN}\n",
], ids=["no equals sign", "a letter that no key has", "no section", "half a pair", "an open bracket"])
def test_a_broken_credentials_file_is_not_shown(watch, stage, tmp_path_factory, text):
    path = tmp_path_factory.mktemp("aws") / "credentials"
    path.write_text(text)
    run_failing(watch, stage, AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None,
                AWS_SHARED_CREDENTIALS_FILE=str(path))


def test_a_proxy_s_password_is_not_shown(watch, stage):
    port = free_port()
    for url in (f"http://user:{PROXY_PASSWORD}@127.0.0.1:{port}", f"http://user:{PROXY_PASSWORD}@[bad",
                f"gopher://user:{PROXY_PASSWORD}@127.0.0.1:{port}", f"http://user:{PROXY_PASSWORD}",
                f"user:{PROXY_PASSWORD}:127.0.0.1:{port}", f"http://user:{PROXY_PASSWORD}@127.0.0.1:99999"):
        run_failing(watch, stage, HTTP_PROXY=url, HTTPS_PROXY=url, AWS_MAX_ATTEMPTS="1")


def test_an_endpoint_s_password_is_not_shown(watch, stage):
    for url in (f"http://user:{PROXY_PASSWORD}@127.0.0.1:1", f"user:{PROXY_PASSWORD}@host",
                f"http://x@{PROXY_PASSWORD}@"):
        run_failing(watch, stage, AWS_ENDPOINT_URL=url)


def test_a_variable_that_someone_put_on_the_function_is_not_shown(watch, cloud, stage):
    """It may be someone's secret: its name is reported, but not its value."""
    counter = watch.counter
    assert counter.deploy(stage).exit_code == 0
    client = cloud.function
    variables = client.get_function_configuration(FunctionName=stage.function)["Environment"]["Variables"]
    client.update_function_configuration(
        FunctionName=stage.function, Environment={"Variables": {**variables, "API_KEY": FUNCTION_SECRET}})
    cloud.wait_for_function(stage)
    plan = watch.run("plan", *stage.arguments, "--function", str(counter.function))
    assert "API_KEY" in plan.stdout, str(plan)
    # The deploy that removes it: in the events and in the result.
    deploy = watch.run("deploy", *stage.arguments, "--function", str(counter.function), "--yes", "--json")
    for line in (deploy.lines[0], deploy.json):
        changes = [change for step in line["steps"] for change in step["changes"]]
        assert {"property": "environment.API_KEY", "from": "(hidden)", "to": None} in changes, str(deploy)
    run_all(watch, stage)


def test_a_saved_plan_holds_no_secret_and_is_private(watch, stage, session):
    if not understood(watch, "--out"):
        pytest.skip("this program cannot save a plan")
    path = watch.folder / "saved.plan"
    before = os.umask(0)
    try:
        result = watch.run("plan", *stage.arguments, "--function", str(watch.counter.function), "--out", str(path),
                           **session)
    finally:
        os.umask(before)
    assert result.exit_code == 0, str(result)
    assert path.stat().st_mode & 0o777 == 0o600
    watch.search(path.read_text(), str(path))
