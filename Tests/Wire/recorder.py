"""An HTTP server that records every request as it was sent, and answers as AWS would."""

import dataclasses
import http.server
import threading

from identify import identify
from samples import REQUEST_ID, answer


@dataclasses.dataclass
class Request:
    """One request: the target is not decoded, and the headers keep their order; header names are in lower case."""

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes
    service: str
    operation: str

    @property
    def path(self) -> str:
        """The path of the target, still encoded."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> list[str]:
        """The parameters of the target, still encoded, and sorted, since their order has no meaning."""
        return sorted(filter(None, self.target.partition("?")[2].split("&")))

    def header(self, name: str) -> str | None:
        """The value of a header; asserts that it is sent at most once."""
        values = [value for key, value in self.headers if key == name]
        assert len(values) <= 1, f"{name} is sent {len(values)} times"
        return values[0] if values else None

    def __str__(self) -> str:
        return f"{self.service}:{self.operation} {self.method} {self.target}"


class Recorder:
    """A server on a free port of the loopback interface."""

    def __init__(self):
        self.requests: list[Request] = []
        recorder = self

        class Handler(_Handler):
            requests = recorder.requests

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def endpoint(self) -> str:
        """Its address, for use as AWS's endpoint."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "Recorder":
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    requests: list[Request]

    def handle_one_request(self):
        """Accepts any method."""
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline:
            self.close_connection = True
        elif self.parse_request():
            self._answer()

    def _answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = [(name.lower(), value) for name, value in self.headers.items()]
        # `self.path` loses a double slash at its start; the request line keeps it.
        target = self.raw_requestline.decode("latin-1").split()[1]
        service, operation = identify(self.command, target.partition("?")[0], dict(headers), body)
        self.requests.append(Request(self.command, target, headers, body, service, operation))
        try:
            status, content_type, answer_body = answer(service, operation)
        except Exception as error:  # Unknown operations are answered and compared, too.
            answer_body = b'{"__type":"%s"}' % type(error).__name__.encode()
            status, content_type = 400, "application/json"
        self.send_response_only(status)
        self.send_header("Content-Type", content_type)
        self.send_header("x-amzn-RequestId", REQUEST_ID)
        if status != 204:
            self.send_header("Content-Length", str(len(answer_body)))
        self.end_headers()
        if status != 204:
            self.wfile.write(answer_body)

    def log_message(self, *arguments):
        """Logs nothing: the requests are recorded."""
