"""The fixtures of the survival tests: those of all tests that deploy, and stages with a proxy for faults."""

import pathlib
import signal
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
for folder in ("scripts", "Tests/Wire", "Tests/LocalAWS"):
    sys.path.insert(0, str(ROOT / folder))

pytest.register_assert_rewrite("cloud", "lives", "program", "visits")

import deployment  # noqa: E402
from deployment import cloud, counter, deployed, local_aws, new_stage, proxy, stage  # noqa: E402, F401
from lives import Life  # noqa: E402
from tiny_function import write_tiny_function  # noqa: E402

# SIGTERM acts like Ctrl-C, so that the started processes are ended first.
signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def tiny_function(tmp_path_factory):
    """A program that is deployed and never visited."""
    return write_tiny_function(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def new_life(local_aws, cloud, new_stage, tiny_function, tmp_path_factory):
    """Makes lives: stages, each behind its own proxy. They deploy the tiny program unless another one is given."""
    lives = []

    def new(function: pathlib.Path = tiny_function) -> Life:
        program = deployment.built(deployment.PROGRAM)
        lives.append(Life(local_aws, cloud, program, function, new_stage(), tmp_path_factory.mktemp("home")))
        return lives[-1]

    yield new
    for life in lives:
        life.close()


@pytest.fixture
def life(new_life):
    """A stage for this test alone, behind its own proxy; none of its resources exists yet."""
    return new_life()


@pytest.fixture(scope="session")
def undisturbed(new_life):
    """The resources after a deploy and after an update without faults."""
    life = new_life()
    life.deploy().expect(0)
    made = life.snapshot()
    life.change()
    life.deploy().expect(0)
    return {"deploy": made, "update": life.snapshot()}
