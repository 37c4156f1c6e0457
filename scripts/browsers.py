"""Finds this machine's browsers: `browsers.py chromium` prints the path, or says what to do.

An environment variable names the browser; without it, the first one on the PATH that starts is used. Ubuntu's
`chromium-browser` may be a script that only asks for a snap: a program whose `--version` names no browser is skipped.
"""

import dataclasses
import os
import shutil
import subprocess
import sys

VERSION_TIMEOUT_SECONDS = 30


class NoBrowser(Exception):
    """No browser was found; the message is one paragraph that says what to do."""


@dataclasses.dataclass(frozen=True)
class Browser:
    """One kind of browser: its environment variable, its programs, what `--version` prints, and how to install it."""

    setting: str
    programs: tuple[str, ...]
    introductions: tuple[str, ...]
    advice: str

    def is_at(self, path: str) -> bool:
        """Whether the program at the path is this browser."""
        try:
            answer = subprocess.run(
                [path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
                timeout=VERSION_TIMEOUT_SECONDS)
        except (OSError, subprocess.TimeoutExpired):
            return False
        return answer.returncode == 0 and any(name in answer.stdout for name in self.introductions)

    def find(self) -> str:
        """The path of the browser to use; raises `NoBrowser`."""
        named = os.environ.get(self.setting)
        if named:
            path = shutil.which(named)
            if path is None or not self.is_at(path):
                raise NoBrowser(f"{self.setting} is {named!r}, which is no {self.introductions[0]} that starts. "
                                "Name another, or unset it.")
            return path
        for program in self.programs:
            path = shutil.which(program)
            if path is not None and self.is_at(path):
                return path
        raise NoBrowser(self.advice)


CHROMIUM = Browser(
    "COUNTER_CHROMIUM", ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    ("Chromium", "Chrome"),
    "No Chromium was found for the browser tests. Install one (on Debian: apt-get install chromium; Ubuntu has it only "
    "as a snap, so install Google Chrome's package there), or name a Chromium or Chrome in COUNTER_CHROMIUM, and run "
    "this again.")

#: Only Debian's: another one may be a snap, which cannot read the profile that a test makes.
FIREFOX = Browser(
    "COUNTER_FIREFOX", ("firefox-esr",), ("Firefox",),
    "No Firefox was found: install Debian's firefox-esr, or name a Firefox that is no snap in COUNTER_FIREFOX.")

if __name__ == "__main__":
    try:
        print({"chromium": CHROMIUM, "firefox": FIREFOX}[sys.argv[1]].find())
    except NoBrowser as error:
        sys.exit(f"error: {error}")
