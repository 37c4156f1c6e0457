"""Starts what both clients are asked with, and tells at the end how often they agreed."""

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
    """The count of this run."""
    return TALLY


@pytest.fixture(scope="session")
def probe() -> Iterator[Probe]:
    """This package's client."""
    with Probe(PROGRAM) as running:
        yield running


@pytest.fixture(scope="session")
def server() -> Iterator[LoginServer]:
    """Every place that hands out keys."""
    with LoginServer() as running:
        yield running


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of agreement."""
    for subject, asked in TALLY.asked.items():
        terminalreporter.write_line(f"{subject}: {TALLY.agreed[subject]} agreeing with botocore of {asked}")
    for difference in TALLY.differences:
        terminalreporter.write_line(f"  on purpose: {difference}")
