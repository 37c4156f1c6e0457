"""A page with a counter, as its reader sees it."""

import re

from playwright.sync_api import Page, expect

TIMEOUT_MILLISECONDS = 20_000

WAITING, COUNTED, KEPT, UNKNOWN = "waiting", "counted", "kept", "unknown"


class CounterPage:
    """The first `<visitor-counter>` of a page."""

    def __init__(self, page: Page):
        self.page = page
        self.element = page.locator("visitor-counter").first

    def visit(self, url: str) -> "CounterPage":
        """Opens the page; its counter may not have answered yet."""
        self.page.goto(url)
        return self

    def expect_state(self, state: str) -> "CounterPage":
        """Waits until the element is in that state; returns itself."""
        expect(self.element).to_have_attribute("state", state, timeout=TIMEOUT_MILLISECONDS)
        return self

    @property
    def text(self) -> str:
        """The text at the number's position."""
        inner = self.element.locator("data")
        return (inner.first if inner.count() else self.element).inner_text().strip()

    @property
    def number(self) -> int | None:
        """The number that is shown, or None."""
        digits = re.sub(r"[,.\s\u00a0\u202f]", "", self.text)
        return int(digits) if digits.isdecimal() else None

    def counted(self) -> int:
        """Waits for the count, and returns it."""
        self.expect_state(COUNTED)
        assert self.number is not None, self.text
        return self.number
