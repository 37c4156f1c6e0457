"""Both clients use the same proxy, as the same user, and trust the same root certificates."""

import http.server
import pathlib
import threading

import botocore.session
import pytest

import botocore_side
from probe import Probe
from tally import Tally

TOKEN = "a.b.c"


class Recorder:
    """A server that records requests and their proxy user, and refuses; as a proxy, it answers for the target."""

    def __enter__(self) -> "Recorder":
        owner = self
        self.seen: list[tuple[str, str]] = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["content-length"]))
                owner.seen.append((self.path, self.headers.get("proxy-authorization", "")))
                body = b"<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>"
                self.send_response(403)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Logs nothing."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def taken(self) -> list[tuple[str, str]]:
        """The requests since the last call."""
        seen, self.seen = self.seen, []
        return seen


# `{proxy}` and `{target}` stand for the ports. Without another setting, the target is at 127.0.0.1.
CASES = {
    "no variable": {},
    "upper case": {"HTTP_PROXY": "http://127.0.0.1:{proxy}"},
    "lower case": {"http_proxy": "http://127.0.0.1:{proxy}/"},
    "another scheme's": {"HTTPS_PROXY": "http://127.0.0.1:{proxy}"},
    "both cases": {"HTTP_PROXY": "http://127.0.0.1:1", "http_proxy": "http://127.0.0.1:{proxy}"},
    "an empty upper one": {"HTTP_PROXY": ""},
    "an empty lower one": {"HTTP_PROXY": "http://127.0.0.1:{proxy}", "http_proxy": ""},
    "under a CGI server": {"HTTP_PROXY": "http://127.0.0.1:{proxy}", "REQUEST_METHOD": "GET"},
    "lower case under a CGI server": {"http_proxy": "http://127.0.0.1:{proxy}", "REQUEST_METHOD": "GET"},
    "without a scheme": {"HTTP_PROXY": "127.0.0.1:{proxy}"},
    "with slashes alone": {"HTTP_PROXY": "//127.0.0.1:{proxy}"},
    "a user and a password": {"HTTP_PROXY": "http://ann:secret@127.0.0.1:{proxy}"},
    "a user, without a scheme": {"HTTP_PROXY": "ann:secret@127.0.0.1:{proxy}"},
    "a password with an @": {"HTTP_PROXY": "http://ann:se@cret@127.0.0.1:{proxy}"},
    "a password with two": {"HTTP_PROXY": "http://ann:s@e@cret@127.0.0.1:{proxy}"},
    "a password with a colon": {"HTTP_PROXY": "http://ann:se:cret@127.0.0.1:{proxy}"},
    "a password that is encoded": {"HTTP_PROXY": "http://a%40b:s%3Ae%2Fc%25@127.0.0.1:{proxy}"},
    "all hosts excepted": {"HTTP_PROXY": "http://127.0.0.1:{proxy}", "NO_PROXY": "*"},
    "the host excepted": {"HTTP_PROXY": "http://127.0.0.1:{proxy}", "NO_PROXY": "a.example,127.0.0.1"},
    "the host excepted, among blanks": {"HTTP_PROXY": "http://127.0.0.1:{proxy}", "NO_PROXY": "a.example, 127.0.0.1 "},
    "another host excepted": {"HTTP_PROXY": "http://127.0.0.1:{proxy}", "NO_PROXY": "a.example"},
    "the host and port excepted": {"HTTP_PROXY": "http://127.0.0.1:{proxy}", "NO_PROXY": "127.0.0.1:{target}"},
    "another port excepted": {"HTTP_PROXY": "http://127.0.0.1:{proxy}", "NO_PROXY": "127.0.0.1:1"},
    "a name and port excepted": {
        "HTTP_PROXY": "http://127.0.0.1:{proxy}", "no_proxy": "localhost:{target}",
        "AWS_ENDPOINT_URL_STS": "http://localhost:{target}"},
    "a name's other port excepted": {
        "HTTP_PROXY": "http://127.0.0.1:{proxy}", "no_proxy": "localhost:1",
        "AWS_ENDPOINT_URL_STS": "http://localhost:{target}"},
    "an exception in both cases": {"HTTP_PROXY": "http://127.0.0.1:{proxy}", "NO_PROXY": "*", "no_proxy": "a.example"},
    "an exception taken away": {"HTTP_PROXY": "http://127.0.0.1:{proxy}", "NO_PROXY": "*", "no_proxy": ""},
}
DIFFERENT = {
    "for all schemes": (
        {"ALL_PROXY": "http://127.0.0.1:{proxy}"}, "curl and most tools know ALL_PROXY; botocore does not."),
    "a user alone": (
        {"HTTP_PROXY": "http://ann@127.0.0.1:{proxy}"},
        "A user without a password is sent to the proxy, as curl does; botocore leaves both out."),
    "a slash in a password": (
        {"HTTP_PROXY": "http://ann:se/cret@127.0.0.1:{proxy}"},
        "The user ends at the last @; botocore takes the password for a port and stops."),
}
ROOTS = {
    "none": ("", {}),
    "the variable": ("", {"AWS_CA_BUNDLE": "/a.pem"}),
    "the profile": ("ca_bundle = /p.pem", {}),
    "the variable over the profile": ("ca_bundle = /p.pem", {"AWS_CA_BUNDLE": "/a.pem"}),
    "the one of requests": ("", {"REQUESTS_CA_BUNDLE": "/r.pem"}),
    "the variable over the one of requests": ("", {"AWS_CA_BUNDLE": "/a.pem", "REQUESTS_CA_BUNDLE": "/r.pem"}),
    "the profile over the one of requests": ("ca_bundle = /p.pem", {"REQUESTS_CA_BUNDLE": "/r.pem"}),
}


def ways(variables: dict[str, str], home: pathlib.Path, probe: Probe) -> tuple[object, object]:
    """The requests at the target and at the proxy, for our client and for botocore."""
    (home / "token").write_text(TOKEN)
    with Recorder() as target, Recorder() as proxy:
        environment = {
            "HOME": str(home), "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/deploy",
            "AWS_WEB_IDENTITY_TOKEN_FILE": str(home / "token"), "AWS_MAX_ATTEMPTS": "1", "AWS_REGION": "eu-west-1",
            "AWS_ENDPOINT_URL_STS": "http://127.0.0.1:{target}"} | variables
        environment = {name: text.format(proxy=proxy.port, target=target.port) for name, text in environment.items()}
        probe.ask(environment=environment)
        ours = target.taken(), proxy.taken()
        botocore_side.credentials(environment, None, None)
        return ours, (target.taken(), proxy.taken())


@pytest.mark.parametrize("name", CASES)
def test_a_request_goes_through_the_same_proxy(name: str, tmp_path: pathlib.Path, probe: Probe, tally: Tally) -> None:
    ours, theirs = ways(CASES[name], tmp_path, probe)
    tally.count("proxies", ours == theirs)
    assert ours == theirs and sum(map(len, ours)) == 1


@pytest.mark.parametrize("name", DIFFERENT)
def test_a_request_goes_another_way_on_purpose(name: str, tmp_path: pathlib.Path, probe: Probe, tally: Tally) -> None:
    variables, reason = DIFFERENT[name]
    ours, theirs = ways(variables, tmp_path, probe)
    assert ours != theirs, f"both go {ours}: this is a difference no more"
    assert len(ours[1]) == 1
    tally.differences.append(f"A proxy {name}. {reason}")


@pytest.mark.parametrize("name", ROOTS)
def test_the_same_roots_are_trusted(name: str, tmp_path: pathlib.Path, probe: Probe, tally: Tally) -> None:
    profile, variables = ROOTS[name]
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws/config").write_text(f"[default]\n{profile}\n")
    environment = {"HOME": str(tmp_path)} | variables
    ours = probe.ask(environment=environment, region="eu-west-1")["roots"]
    with botocore_side.process_environment(environment):
        client = botocore.session.Session().create_client(
            "sts", region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="s")
        verify = client._endpoint.http_session._verify
    theirs = "" if verify is True else verify
    tally.count("root certificates", ours == theirs)
    assert ours == theirs
