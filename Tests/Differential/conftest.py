"""Starts the probe and the server, and reports at the end how often both clients agreed."""

import os
import pathlib
import sys
from collections.abc import Iterator

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/Differential"))

from login_server import LoginServer  # noqa: E402
from probe import Probe  # noqa: E402
from tally import Tally  # noqa: E402

PROGRAM = pathlib.Path(os.environ.get("COUNTER_LOGIN_PROBE", ROOT / ".build/debug/LoginProbe"))


TALLY = Tally()


@pytest.fixture
def tally() -> Tally:
    """The counts of this run."""
    return TALLY


@pytest.fixture(scope="session")
def probe() -> Iterator[Probe]:
    """This package's client, in its own process."""
    with Probe(PROGRAM) as running:
        yield running


@pytest.fixture(scope="session")
def server() -> Iterator[LoginServer]:
    """The server that simulates all services that issue keys."""
    with LoginServer() as running:
        yield running


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints how often both clients agreed."""
    for subject, asked in TALLY.asked.items():
        terminalreporter.write_line(f"{subject}: {TALLY.agreed[subject]} agreeing with botocore of {asked}")
    for difference in TALLY.differences:
        terminalreporter.write_line(f"  on purpose: {difference}")
