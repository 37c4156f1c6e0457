"""Counts how often both clients agree."""

import collections


class Tally:
    """How often both clients were asked and agreed, by subject, and where they differ on purpose."""

    def __init__(self) -> None:
        self.asked: collections.Counter[str] = collections.Counter()
        self.agreed: collections.Counter[str] = collections.Counter()
        self.differences: list[str] = []

    def count(self, subject: str, agrees: bool) -> None:
        """Counts one comparison."""
        self.asked[subject] += 1
        self.agreed[subject] += agrees
