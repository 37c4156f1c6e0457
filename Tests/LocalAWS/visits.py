"""Visits a function URL of the local AWS, as a browser would.

A function's URL is `http://<id>.lambda-url.<region>.localhost:<port>/`. Names under `localhost` mean this machine
(RFC 6761, 6.3), but not every resolver knows that: so the client connects to 127.0.0.1 and sends the name as Host.
"""

import http.client
import json
import threading
import urllib.parse


class Visitor:
    """A client that keeps its connection open."""

    def __init__(self, url: str, port: int | None = None):
        parts = urllib.parse.urlsplit(url)
        assert parts.scheme == "http" and parts.hostname.endswith(".localhost"), f"not a local URL: {url}"
        self.host = parts.netloc
        self.connection = http.client.HTTPConnection("127.0.0.1", port or parts.port, timeout=60)

    def ask(self, method: str = "GET", target: str = "/", headers: dict[str, str] | None = None,
            body: bytes | None = None):
        """Sends one request; returns the response and its body."""
        self.connection.request(method, target, body=body, headers={"Host": self.host, **(headers or {})})
        response = self.connection.getresponse()
        return response, response.read()

    def visit(self, target: str = "/") -> int:
        """Makes one visit; returns the new count."""
        response, body = self.ask(target=target)
        assert response.status == 200, f"{response.status}: {body!r}"
        return json.loads(body)["count"]


def visit_in_parallel(url: str, port: int, clients: int, visits: int) -> list[int]:
    """Makes `visits` visits with each of the clients at once; returns all counts that they saw."""
    seen: list[int] = []
    failures: list[BaseException] = []

    def client() -> None:
        visitor = Visitor(url, port)
        try:
            for _ in range(visits):
                seen.append(visitor.visit())
        except BaseException as failure:  # The caller's thread reports it.
            failures.append(failure)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures[0]
    return seen
