"""Visits a local function URL a few times and shows each count; needs neither curl nor a resolver for *.localhost."""

import http.client
import json
import sys
import time
import urllib.parse

START_TIMEOUT_SECONDS = 30


def visit(url: str) -> int:
    """Makes one visit; returns the new count."""
    parts = urllib.parse.urlsplit(url)
    # Names under `localhost` mean this machine (RFC 6761, 6.3); the Host header selects the function.
    host = "127.0.0.1" if (parts.hostname or "").endswith("localhost") else parts.hostname
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(host, parts.port, timeout=START_TIMEOUT_SECONDS)
    try:
        connection.request("GET", parts.path or "/", headers={"Host": parts.netloc})
        response = connection.getresponse()
        body = response.read().decode(errors="replace")
    finally:
        connection.close()
    if response.status != 200:
        raise SystemExit(f"error: {url} answered {response.status}: {body.strip()[:300]}")
    return json.loads(body)["count"]


def main() -> None:
    """Takes the URL and the number of visits; fails unless each count is higher than the last."""
    url, times = sys.argv[1], int(sys.argv[2])
    last = None
    for _ in range(times):
        before = time.monotonic()
        try:
            count = visit(url)
        except (OSError, ValueError, KeyError) as error:
            raise SystemExit(f"error: {url} cannot be visited: {error}") from None
        print(f"  visit → {count}   ({(time.monotonic() - before) * 1000:.0f} ms)", flush=True)
        if last is not None and count <= last:
            raise SystemExit(f"error: the count should have risen, and went from {last} to {count}.")
        last = count


if __name__ == "__main__":
    main()
