"""Runs the Swift client and boto3 once, each against a recording server, and makes a test for each pair of requests."""

import functools
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
for folder in ("scripts", "Tests/Wire"):
    sys.path.insert(0, str(ROOT / folder))

import pairs  # noqa: E402

PROBE = pathlib.Path(os.environ.get("COUNTER_WIRE_PROBE", ROOT / ".build" / "debug" / "WireProbe"))


@functools.cache
def all_pairs():
    """All pairs; they are recorded once, when pytest collects the tests."""
    return pairs.record(PROBE)


def pytest_generate_tests(metafunc):
    """Makes a test for each operation that the clients send."""
    if "pair" in metafunc.fixturenames:
        found = all_pairs()
        metafunc.parametrize("pair", found, ids=[str(pair) for pair in found])
    if "pairs_found" in metafunc.fixturenames:
        metafunc.parametrize("pairs_found", [all_pairs()], ids=["all"])
