"""A forwarding proxy in front of the local AWS that records every call, and can answer in AWS's place.

The local AWS lacks some of AWS's refusals and delays. A rule simulates these, or a fault:

    with proxy.rule(lambda call: call.action == "CreateFunction", refuse_once(...)):
        ...

Rules form a chain: what the first rule forwards reaches the second one, and at last the local AWS.
A rule breaks the connection by raising ConnectionAbortedError (an orderly close) or ConnectionResetError (a reset).
"""

import contextlib
import dataclasses
import http.client
import http.server
import re
import socket
import struct
import threading
from collections.abc import Callable

from identify import identify

#: Actions that only read. Everything else is a write.
READING = re.compile(r"^(Get|List|Describe|Head|Filter|Query|Scan|Simulate)")
#: Calls of the deployed function itself; they are no part of a deployment.
BY_THE_FUNCTION = {("dynamodb", "UpdateItem"), ("logs", "PutLogEvents"), ("logs", "CreateLogStream")}


@dataclasses.dataclass
class Call:
    """One call as it arrived, and the status of its answer."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes
    service: str
    action: str
    status: int | None = None
    #: The names of the simulations that it met: faults, and behaviour of AWS that the local AWS lacks.
    played: list[str] = dataclasses.field(default_factory=list)
    #: Whether it reached the local AWS.
    arrived: bool = False

    @property
    def is_write(self) -> bool:
        """Whether it may change something."""
        return not READING.match(self.action)

    @property
    def is_of_deployment(self) -> bool:
        """Whether the deployer sent it, and not the function or a visitor."""
        return self.service != "visit" and (self.service, self.action) not in BY_THE_FUNCTION

    def __str__(self) -> str:
        return f"{self.service}:{self.action} {self.method} {self.path} → {self.status}"


@dataclasses.dataclass
class Answer:
    """An answer, forwarded or simulated."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    #: How many bytes of the body are sent before the connection breaks; None sends all and breaks nothing.
    cut: int | None = None


Handler = Callable[[Call, Callable[[], Answer]], Answer]


class RecordingProxy:
    """A threaded HTTP/1.1 proxy on a free port of the loopback interface."""

    def __init__(self, port_behind: int):
        self.port_behind = port_behind
        self._calls: list[Call] = []
        self._rules: list[tuple[Callable[[Call], bool], Handler]] = []
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler_class(self))
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return self._server.server_address[1]

    @property
    def endpoint(self) -> str:
        """Its address, for use as AWS's endpoint."""
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        """Stops listening."""
        self._server.shutdown()
        self._server.server_close()

    @contextlib.contextmanager
    def recording(self):
        """Gives a list; at the end of the block it holds the deployment's calls of the block."""
        with self._lock:
            start = len(self._calls)
        calls: list[Call] = []
        try:
            yield calls
        finally:
            with self._lock:
                calls += [call for call in self._calls[start:] if call.is_of_deployment]

    @contextlib.contextmanager
    def rule(self, matches: Callable[[Call], bool], handler: Handler):
        """Within the block, the handler answers the calls that match. It may forward them."""
        entry = (matches, handler)
        with self._lock:
            self._rules.append(entry)
        try:
            yield
        finally:
            with self._lock:
                self._rules.remove(entry)

    def playing(self, *handlers: Handler):
        """Within the block, each of the deployment's calls passes these handlers, in this order."""
        return self._rules_for(lambda call: call.is_of_deployment, handlers)

    @contextlib.contextmanager
    def _rules_for(self, matches: Callable[[Call], bool], handlers: tuple[Handler, ...]):
        with contextlib.ExitStack() as rules:
            for handler in handlers:
                rules.enter_context(self.rule(matches, handler))
            yield

    def answer(self, call: Call, forward: Callable[[], Answer]) -> Answer:
        """Records the call and answers it, by the rules that match or by forwarding."""
        with self._lock:
            self._calls.append(call)
            handlers = [handler for matches, handler in self._rules if matches(call)]
        answer = _through(handlers, call, forward)
        call.status = answer.status
        return answer


def _through(handlers: list[Handler], call: Call, forward: Callable[[], Answer]) -> Answer:
    """The first handler's answer; what it forwards goes through the other handlers."""
    if not handlers:
        return forward()
    return handlers[0](call, lambda: _through(handlers[1:], call, forward))


def writes(calls: list[Call]) -> list[str]:
    """The writes among the calls, as text."""
    return [str(call) for call in calls if call.is_write]


def error_answer(status: int, code: str, message: str) -> Answer:
    """A refusal in the form of AWS's JSON services."""
    body = b'{"__type":"%s","message":"%s"}' % (code.encode(), message.encode())
    return Answer(status, [("Content-Type", "application/json"), ("x-amzn-ErrorType", code)], body)


def times(count: int, handler: Handler) -> Handler:
    """The handler for the first `count` calls; all later calls are forwarded."""
    left, lock = [count], threading.Lock()

    def limited(call: Call, forward: Callable[[], Answer]) -> Answer:
        with lock:
            use = left[0] > 0
            left[0] -= 1
        return handler(call, forward) if use else forward()

    return limited


class _Server(http.server.ThreadingHTTPServer):
    """Uses daemon threads, so that the tests can end, and a queue for many clients at once."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """Ignores clients that hang up."""


#: Headers that belong to one connection, not to the message (RFC 9110, 7.6.1).
_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "proxy-connection"}


def _handler_class(proxy: RecordingProxy):
    """The handler of one connection, which keeps its own connection to the local AWS."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        behind: http.client.HTTPConnection | None = None

        def handle_one_request(self):
            """Accepts any method."""
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline:
                self.close_connection = True
                return
            if self.parse_request():
                self._exchange()

        def handle_expect_100(self):
            """Answers libcurl, which asks before it sends a large body."""
            self.send_response_only(100)
            self.end_headers()
            return True

        def _exchange(self):
            body = self._body()
            path, _, query = self.path.partition("?")
            headers = {name.lower(): value for name, value in self.headers.items()}
            service, action = identify(self.command, path, headers, body)
            call = Call(self.command, path, query, headers, body, service, action)
            try:
                answer = proxy.answer(call, lambda: self._forward(call))
            except (ConnectionAbortedError, ConnectionResetError) as broken:
                # A rule simulates a broken connection.
                self._break(reset=isinstance(broken, ConnectionResetError))
                return
            self.send_response_only(answer.status)
            for name, value in answer.headers:
                if name.lower() not in _HOP_BY_HOP | {"content-length"}:
                    self.send_header(name, value)
            if answer.status not in (204, 304):
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if self.command != "HEAD" and answer.status not in (204, 304):
                self.wfile.write(answer.body[:answer.cut])
            self.wfile.flush()
            if answer.cut is not None:
                self._break(reset=False)

        def _break(self, reset: bool):
            self.close_connection = True
            if reset:
                # With a linger time of 0, closing sends RST (socket(7), SO_LINGER). An open file keeps the socket open.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.rfile.close()
                self.connection.close()

        def _body(self) -> bytes:
            if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
                parts = []
                while size := int(self.rfile.readline().split(b";")[0], 16):
                    parts.append(self.rfile.read(size))
                    self.rfile.readline()
                self.rfile.readline()
                return b"".join(parts)
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))

        def _forward(self, call: Call) -> Answer:
            body = call.body
            call.arrived = True
            for attempt in (1, 2):
                if self.behind is None:
                    self.behind = http.client.HTTPConnection("127.0.0.1", proxy.port_behind, timeout=120)
                try:
                    self.behind.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
                    for name, value in call.headers.items():
                        if name not in _HOP_BY_HOP | {"content-length", "expect"}:
                            self.behind.putheader(name, value)
                    if body or self.command in ("POST", "PUT", "PATCH"):
                        self.behind.putheader("Content-Length", str(len(body)))
                    self.behind.endheaders(body or None)
                    response = self.behind.getresponse()
                    return Answer(response.status, response.getheaders(), response.read())
                except http.client.RemoteDisconnected:
                    # The server had closed the idle connection.
                    self.behind.close()
                    self.behind = None
                    if attempt == 2:
                        raise
            raise AssertionError("unreachable")

        def log_message(self, *arguments):
            """Logs nothing: the calls are recorded."""

    return Handler
