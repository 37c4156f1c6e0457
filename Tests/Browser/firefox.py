"""Controls the system's Firefox over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/).

Playwright needs its own patched Firefox, and Debian has no geckodriver. But Firefox itself listens on
`--remote-debugging-port`, so that a websocket and a few commands are enough.
"""

import itertools
import json
import pathlib
import re
import subprocess
import time

import processes
import websocket

TIMEOUT_SECONDS = 60

#: Blocks requests to other machines: they go to a proxy that does not exist (port 9 is the discard port, RFC 863).
PREFERENCES = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "localhost, .localhost, 127.0.0.1",
    "network.dns.disablePrefetch": True,
    "network.trr.mode": 5,
    "app.normandy.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.systemAddon.update.enabled": False,
    "intl.accept_languages": "en-US, en",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}


class Firefox:
    """One headless Firefox with one tab."""

    def __init__(self, path: str, folder: pathlib.Path):
        profile = folder / "profile"
        profile.mkdir()
        (profile / "user.js").write_text("".join(
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items()))
        self._log = folder / "log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [path, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"],
                env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8",
                     "MOZ_CRASHREPORTER_DISABLE": "1"},
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        self._started = processes.started(self._process.pid)
        self._numbers = itertools.count(1)
        #: The errors and warnings of the pages' scripts, as `level: text`.
        self.trouble: list[str] = []
        try:
            # Firefox refuses a connection with an Origin header, since it could come from a page.
            self._socket = websocket.create_connection(
                f"{self._address()}/session", timeout=TIMEOUT_SECONDS, suppress_origin=True,
                http_no_proxy=["127.0.0.1"])
            self("session.new", capabilities={})
            self("session.subscribe", events=["log.entryAdded"])
            self._tab = self("browsingContext.getTree")["contexts"][0]["context"]
        except BaseException:
            self.close()
            raise

    def _address(self) -> str:
        """Waits until Firefox logs the address where it listens, and returns it."""
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", self._log.read_text(errors="replace")):
                return found.group(1)
            time.sleep(0.05)
        raise AssertionError(f"Firefox did not start:\n{self._log.read_text(errors='replace')}")

    def __call__(self, method: str, **parameters) -> dict:
        """Sends a command, and returns its result."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("id") == number:
                assert message["type"] == "success", message
                return message["result"]
            if message.get("method") == "log.entryAdded":
                self._note(message["params"])

    def _note(self, entry: dict) -> None:
        """Records errors and warnings of scripts, but not Firefox's own lines about requests that CORS forbids."""
        is_own = entry["type"] == "javascript" and entry["text"].startswith("Cross-Origin Request Blocked:")
        if entry["level"] in ("error", "warn") and not is_own:
            self.trouble.append(f"{entry['level']}: {entry['text']}")

    def visit(self, url: str) -> None:
        """Opens the address, and waits until the page is loaded."""
        self("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def reload(self) -> None:
        """Reloads the page."""
        self("browsingContext.reload", context=self._tab, wait="complete")

    def back(self) -> None:
        """Goes back; does not wait for the page."""
        self("browsingContext.traverseHistory", context=self._tab, delta=-1)

    def evaluate(self, expression: str) -> object:
        """The value of an expression in the page: a string, a number, a Boolean, or None."""
        answer = self("script.evaluate", expression=expression, target={"context": self._tab}, awaitPromise=True)
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    def wait_for(self, expression: str, value: object) -> None:
        """Waits until the expression has that value."""
        deadline = time.monotonic() + TIMEOUT_SECONDS
        seen = self.evaluate(expression)
        while seen != value:
            assert time.monotonic() < deadline, f"{expression} stays {seen!r}, not {value!r}"
            time.sleep(0.05)
            seen = self.evaluate(expression)

    def close(self) -> None:
        """Ends Firefox and all that it started."""
        children = processes.descendants(self._process.pid)
        processes.end([(self._process.pid, self._started)])
        processes.end(children)
        self._process.wait()
