"""The fixtures of all tests that deploy: a local AWS, a proxy in front of it, the program, and stages.

Each such suite imports them in its `conftest.py`.
"""

import itertools
import os
import pathlib

import pytest

from cloud import Cloud
from local_aws import LocalAWS
from program import Counter
from proxy import RecordingProxy
from stage import Stage

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("COUNTER_PROGRAM", ROOT / ".build" / "debug" / "counter"))
FUNCTION = pathlib.Path(os.environ.get("COUNTER_FUNCTION", ROOT / ".build" / "lambda" / "release" / "CounterFunction"))

_numbers = itertools.count(1)


def built(path: pathlib.Path) -> pathlib.Path:
    """Asserts that `scripts/test` has built the file, and returns its path."""
    if not path.is_file():
        pytest.fail(f"{path} is not built. Run scripts/test, which builds it first.", pytrace=False)
    return path


@pytest.fixture(scope="session")
def local_aws(tmp_path_factory):
    """A local AWS for this run alone, on a free port."""
    aws = LocalAWS(tmp_path_factory.mktemp("local-aws"))
    aws.start(port=0)
    yield aws
    aws.stop()


@pytest.fixture(scope="session")
def proxy(local_aws):
    """The recording proxy in front of the local AWS."""
    proxy = RecordingProxy(local_aws.port)
    yield proxy
    proxy.close()


@pytest.fixture(scope="session")
def cloud(local_aws):
    """What really exists there, read without the proxy."""
    return Cloud(local_aws)


@pytest.fixture(scope="session")
def counter(local_aws, proxy, tmp_path_factory):
    """The program, which reaches the local AWS through the proxy."""
    settings = {**local_aws.settings(), "AWS_ENDPOINT_URL": proxy.endpoint}
    return Counter(built(PROGRAM), tmp_path_factory.mktemp("home"), settings, built(FUNCTION))


@pytest.fixture(scope="session")
def new_stage(tmp_path_factory):
    """Makes stages that no other test uses."""
    return lambda: Stage(f"t{next(_numbers)}", tmp_path_factory.mktemp("config"))


@pytest.fixture
def stage(new_stage):
    """A stage for this test alone; none of its resources exists yet."""
    return new_stage()


@pytest.fixture(scope="module")
def deployed(new_stage, counter):
    """A stage, deployed once for all tests of a file, and its URL. Each test leaves it as it was."""
    stage = new_stage()
    url = counter.deploy(stage, "--json").expect(0).json["outputs"]["url"]
    return stage, url
