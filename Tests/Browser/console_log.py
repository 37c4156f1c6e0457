"""The console and the errors of pages; it separates the browser's own lines from those of scripts.

The browser logs a request that fails or that CORS forbids, even if the page handles the error. Such lines have no
arguments; the lines of scripts have at least one.
"""

from playwright.sync_api import BrowserContext, ConsoleMessage

TROUBLE = {"error", "warning", "assert"}


class ConsoleLog:
    """The console of all pages of one context."""

    def __init__(self, context: BrowserContext):
        #: The lines of scripts, as `type: text`.
        self.by_scripts: list[str] = []
        #: The browser's lines: failed requests, CORS, violations of the Content-Security-Policy.
        self.by_browser: list[str] = []
        #: Uncaught errors of scripts.
        self.errors: list[str] = []
        context.on("console", self._write)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def _write(self, message: ConsoleMessage) -> None:
        lines = self.by_scripts if message.args else self.by_browser
        lines.append(f"{message.type}: {message.text}")

    @property
    def trouble_by_scripts(self) -> list[str]:
        """The errors and warnings of the pages' scripts."""
        return self.errors + [line for line in self.by_scripts if line.partition(":")[0] in TROUBLE]
