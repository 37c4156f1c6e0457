"""Visits a URL as a browser would, wherever the local AWS listens.

A function's URL is `http://<id>.lambda-url.<region>.localhost:<port>/`. Names under `localhost` are this machine
(RFC 6761, 6.3), but not every resolver knows it: so the name goes into the Host header and the connection to 127.0.0.1.
"""

import http.client
import json
import threading
import urllib.parse


class Visitor:
    """One client that keeps its connection."""

    def __init__(self, url: str, port: int | None = None):
        parts = urllib.parse.urlsplit(url)
        assert parts.scheme == "http" and parts.hostname.endswith(".localhost"), f"not a local URL: {url}"
        self.host = parts.netloc
        self.connection = http.client.HTTPConnection("127.0.0.1", port or parts.port, timeout=60)

    def ask(self, method: str = "GET", target: str = "/", headers: dict[str, str] | None = None):
        """One request; gives the response and its body."""
        self.connection.request(method, target, headers={"Host": self.host, **(headers or {})})
        response = self.connection.getresponse()
        return response, response.read()

    def visit(self, target: str = "/") -> int:
        """Counts one visit and gives the new count."""
        response, body = self.ask(target=target)
        assert response.status == 200, f"{response.status}: {body!r}"
        return json.loads(body)["count"]


def visit_in_parallel(url: str, port: int, clients: int, visits: int) -> list[int]:
    """Every count that any of the clients saw."""
    seen: list[int] = []
    failures: list[BaseException] = []

    def client() -> None:
        visitor = Visitor(url, port)
        try:
            for _ in range(visits):
                seen.append(visitor.visit())
        except BaseException as failure:  # Reported by the caller's thread.
            failures.append(failure)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures[0]
    return seen
