"""The fixtures of the end-to-end tests: those of all tests that deploy, unchanged."""

import pathlib
import signal
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
for folder in ("scripts", "Tests/Wire", "Tests/Survival", "Tests/LocalAWS"):
    sys.path.insert(0, str(ROOT / folder))

pytest.register_assert_rewrite("cloud", "job", "program", "visits")

from deployment import cloud, counter, deployed, local_aws, new_stage, proxy, stage  # noqa: E402, F401
from sampled import as_aws_answers, hand, policies, sample, sample_stage  # noqa: E402, F401

# SIGTERM acts like Ctrl-C, so that the started processes are ended first.
signal.signal(signal.SIGTERM, signal.default_int_handler)
