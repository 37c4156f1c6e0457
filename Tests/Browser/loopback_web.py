"""A web for the tests: one server on the loopback interface that answers for many hosts.

Chromium resolves all names under `example` (RFC 2606) to this server, and no other names, so that one free port can
serve any origin.
"""

import contextlib
import dataclasses
import http.server
import threading
import urllib.parse
from collections.abc import Callable


@dataclasses.dataclass(frozen=True)
class Request:
    """One request; header names are in lower case."""

    method: str
    target: str
    headers: dict[str, str]

    @property
    def path(self) -> str:
        return urllib.parse.urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the query; of a repeated parameter, the last value."""
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.target).query, keep_blank_values=True))


@dataclasses.dataclass(frozen=True)
class Answer:
    """The answer of a host."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


Host = Callable[[Request], Answer]

NOT_FOUND = Answer(404, (("Content-Type", "text/plain"),), b"not found")


class LoopbackWeb:
    """The server. A host is a function from a request to an answer; it may block, since each request has its thread."""

    def __init__(self):
        self._hosts: dict[str, Host] = {}
        self._server = _Server(("127.0.0.1", 0), _handler_class(self))
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def resolver_rules(self) -> str:
        """The value of Chromium's `--host-resolver-rules`: our hosts, this machine's own names, and no other names."""
        return (f"MAP *.example 127.0.0.1:{self._server.server_address[1]}, MAP * ~NOTFOUND, "
                "EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1")

    @contextlib.contextmanager
    def host(self, name: str, host: Host):
        """Within the block, the host answers at `http://<name>.example/`; gives this address.

        `localhost` and names under it have an address with a port: every browser resolves them by itself, and allows
        them the clipboard without TLS.
        """
        full, origin = f"{name}.example", f"http://{name}.example/"
        if name.rpartition(".")[2] == "localhost":
            full, origin = name, f"http://{name}:{self._server.server_address[1]}/"
        assert full not in self._hosts, f"{full} is taken"
        self._hosts[full] = host
        try:
            yield origin
        finally:
            del self._hosts[full]

    def answer(self, host: str, request: Request) -> Answer:
        """The host's answer."""
        found = self._hosts.get(host)
        return found(request) if found else Answer(502, body=f"no host {host} in this test".encode())

    def close(self) -> None:
        """Stops listening."""
        self._server.shutdown()
        self._server.server_close()


class _Server(http.server.ThreadingHTTPServer):
    """Uses daemon threads, so that the tests can end."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """Ignores browsers that hang up."""


def _handler_class(web: LoopbackWeb):
    """The handler of one connection."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _exchange(self):
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, self.path, headers)
            answer = web.answer(headers.get("host", "").partition(":")[0], request)
            self.send_response_only(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            # A test may set a Content-Length that is more than it sends.
            if not any(name == "Content-Length" for name, _ in answer.headers):
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        do_GET = do_HEAD = do_OPTIONS = do_POST = _exchange

        def log_message(self, *arguments):
            """Logs nothing: the tests assert what matters."""

    return Handler
