"""The fixtures of the least-privilege tests: those of all tests that deploy, and a deployer with a user's keys."""

import pathlib
import signal
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
for folder in ("scripts", "Tests/Wire", "Tests/LocalAWS"):
    sys.path.insert(0, str(ROOT / folder))

pytest.register_assert_rewrite("cloud", "program", "visits")

import deployment  # noqa: E402
import sample  # noqa: E402
from deployer import Deployer  # noqa: E402
from deployment import cloud, counter, deployed, local_aws, new_stage, proxy, stage  # noqa: E402, F401
from tiny_function import write_tiny_function  # noqa: E402

# SIGTERM acts like Ctrl-C, so that the started processes are ended first.
signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def deployer(local_aws, cloud, tmp_path_factory):  # noqa: F811
    """The program with a user's keys."""
    home = tmp_path_factory.mktemp("deployer")
    deployer = Deployer(local_aws, cloud, deployment.built(deployment.PROGRAM), write_tiny_function(home), home)
    yield deployer
    deployer.close()


@pytest.fixture(scope="module")
def of_sample(request, local_aws, cloud, tmp_path_factory):  # noqa: F811
    """The sample stack's program, with the keys of a user for this module alone."""
    name = f"deployer-of-{request.module.__name__}"
    home = tmp_path_factory.mktemp(name)
    deployer = Deployer(
        local_aws, cloud, deployment.built(sample.PROGRAM), write_tiny_function(home), home, user=name)
    yield deployer
    deployer.close()
