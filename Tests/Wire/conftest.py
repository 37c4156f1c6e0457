"""Runs the Swift client and boto3 once against a recording server each, and hands each pair of requests to a test."""

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
    """Every pair; made once, when the tests are collected, since each is a test of its own."""
    return pairs.record(PROBE)


def pytest_generate_tests(metafunc):
    """One test for each operation that the clients send."""
    if "pair" in metafunc.fixturenames:
        found = all_pairs()
        metafunc.parametrize("pair", found, ids=[str(pair) for pair in found])
    if "pairs_found" in metafunc.fixturenames:
        metafunc.parametrize("pairs_found", [all_pairs()], ids=["all"])
