"""Where this machine's Chromium is: prints its path, or says what to do.

`COUNTER_CHROMIUM` names one; otherwise the first on the PATH that starts. Ubuntu's `chromium-browser` may be a script that
only says that a snap is to be installed: what does not answer `--version` as a browser is passed over.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SETTING = "COUNTER_CHROMIUM"
VERSION_PATIENCE_SECONDS = 30

ADVICE = (
    f"No Chromium was found for the browser tests. Install one (on Debian: apt-get install chromium; Ubuntu has it "
    f"only as a snap, so install Google Chrome's or another package there), or name a Chromium or Chrome in {SETTING}, "
    f"and run this again.")


class NoChromium(Exception):
    """None was found, in one paragraph that says what to do."""


def is_chromium(path: str) -> bool:
    """Whether that program says that it is a Chromium or a Chrome."""
    try:
        answer = subprocess.run(
            [path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
            timeout=VERSION_PATIENCE_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and ("Chromium" in answer.stdout or "Chrome" in answer.stdout)


def find() -> str:
    """The path of the one to use; throws `NoChromium`."""
    named = os.environ.get(SETTING)
    if named:
        path = shutil.which(named)
        if path is None or not is_chromium(path):
            raise NoChromium(f"{SETTING} is {named!r}, which is no Chromium that starts. Name another, or unset it.")
        return path
    for name in NAMES:
        path = shutil.which(name)
        if path is not None and is_chromium(path):
            return path
    raise NoChromium(ADVICE)


if __name__ == "__main__":
    try:
        print(find())
    except NoChromium as error:
        sys.exit(f"error: {error}")
