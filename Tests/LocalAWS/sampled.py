"""The fixtures of tests that deploy the sample stack, with handlers for what the local AWS answers unlike AWS."""

import itertools

import pytest

from deployment import built
from listed import TaggedResources, is_search
from policies import Policies
from program import Counter
from sample import PROGRAM, Sample, SampleStage
from tiny_function import write_tiny_function

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def sample(local_aws, proxy, tmp_path_factory):
    """The sample stack's program, which reaches the local AWS through the proxy."""
    home = tmp_path_factory.mktemp("sample")
    settings = {**local_aws.settings(), "AWS_ENDPOINT_URL": proxy.endpoint}
    return Sample(Counter(built(PROGRAM), home, settings, write_tiny_function(home)))


@pytest.fixture
def sample_stage(tmp_path):
    """A stage for this test alone, not deployed yet; its name is part of no other name."""
    return SampleStage(f"sample{next(_numbers):02}x", tmp_path)


@pytest.fixture(scope="session")
def policies():
    """The policies of all functions and aliases."""
    return Policies()


@pytest.fixture
def as_aws_answers(cloud, proxy, policies):
    """Lets a search find log groups, too, and gives each alias its own policy; gives the handler of searches."""
    tagged = TaggedResources(cloud)
    with proxy.playing(policies), proxy.rule(is_search, tagged):
        yield tagged


@pytest.fixture(scope="session")
def hand(local_aws, proxy):
    """A Lambda client for changes by hand, through the same proxy as the program."""
    return local_aws.client("lambda", proxy.endpoint)
