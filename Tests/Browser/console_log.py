"""What a browser's console and a page's errors say, with the browser's own lines told from those of scripts.

A failed request or one that CORS forbids is written to the console by the browser, whatever a page does about it. Such
lines have no arguments; what a script writes has at least one.
"""

from playwright.sync_api import BrowserContext, ConsoleMessage

TROUBLE = {"error", "warning", "assert"}


class ConsoleLog:
    """All that the pages of one context wrote."""

    def __init__(self, context: BrowserContext):
        #: Written by scripts, as `type: text`.
        self.by_scripts: list[str] = []
        #: Written by the browser: failed requests, CORS, violations of the Content-Security-Policy.
        self.by_browser: list[str] = []
        #: What no script caught.
        self.errors: list[str] = []
        context.on("console", self._write)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def _write(self, message: ConsoleMessage) -> None:
        lines = self.by_scripts if message.args else self.by_browser
        lines.append(f"{message.type}: {message.text}")

    @property
    def trouble_by_scripts(self) -> list[str]:
        """Errors and warnings that a page's own scripts caused: a quiet page has none."""
        return self.errors + [line for line in self.by_scripts if line.partition(":")[0] in TROUBLE]
