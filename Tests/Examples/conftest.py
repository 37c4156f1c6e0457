"""The fixtures of the examples' tests: the package in a folder of its own, its program, and the local AWS."""

import pathlib
import signal
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
for folder in ("scripts", "Tests/Wire", "Tests/LocalAWS", "Tests/LeastPrivilege"):
    sys.path.insert(0, str(ROOT / folder))

pytest.register_assert_rewrite("cloud", "program")

from deployment import local_aws, proxy  # noqa: E402, F401
from example import Example  # noqa: E402
from local_aws import REGION  # noqa: E402

# SIGTERM acts like Ctrl-C, so that the started processes are ended first.
signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def built(local_aws, proxy, tmp_path_factory):  # noqa: F811
    """Builds one of the stacks."""
    settings = {**local_aws.settings(), "AWS_ENDPOINT_URL": proxy.endpoint, "AWS_REGION": REGION}

    def build(product: str, *own_names: str) -> Example:
        example = Example(ROOT, tmp_path_factory.mktemp("examples"), settings, product, frozenset(own_names))
        example.build()
        return example

    return build
