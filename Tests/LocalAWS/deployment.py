"""The fixtures of whatever deploys: a local AWS of the tests' own, a proxy in front of it, the program, and stages.

The end-to-end and the browser tests import them in their `conftest.py`.
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
    """The path of something that `scripts/test` builds first."""
    if not path.is_file():
        pytest.fail(f"{path} is not built. Run scripts/test, which builds it first.", pytrace=False)
    return path


@pytest.fixture(scope="session")
def local_aws(tmp_path_factory):
    """A local AWS of the tests' own, on a free port."""
    aws = LocalAWS(tmp_path_factory.mktemp("local-aws"))
    aws.start(port=0)
    yield aws
    aws.stop()


@pytest.fixture(scope="session")
def proxy(local_aws):
    """The recording proxy in front of it."""
    proxy = RecordingProxy(local_aws.port)
    yield proxy
    proxy.close()


@pytest.fixture(scope="session")
def cloud(local_aws):
    """What really stands there, asked behind the proxy."""
    return Cloud(local_aws)


@pytest.fixture(scope="session")
def counter(local_aws, proxy, tmp_path_factory):
    """The program, which sees the local AWS through the proxy."""
    settings = {**local_aws.settings(), "AWS_ENDPOINT_URL": proxy.endpoint}
    return Counter(built(PROGRAM), tmp_path_factory.mktemp("home"), settings, built(FUNCTION))


@pytest.fixture(scope="session")
def new_stage(tmp_path_factory):
    """Makes stages that no other test uses."""
    return lambda: Stage(f"t{next(_numbers)}", tmp_path_factory.mktemp("config"))


@pytest.fixture
def stage(new_stage):
    """A stage of this test alone; nothing of it stands yet."""
    return new_stage()


@pytest.fixture(scope="module")
def deployed(new_stage, counter):
    """A stage that was deployed once for all tests of a file, which leave it as they found it; its `url` too."""
    stage = new_stage()
    url = counter.deploy(stage, "--json").expect(0).json["outputs"]["url"]
    return stage, url
