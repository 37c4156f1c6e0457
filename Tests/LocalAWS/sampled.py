"""The fixtures of tests that deploy the sample stack, behind a proxy that answers as AWS does where the local AWS does not."""

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
    """The sample stack's program, which sees the local AWS through the proxy."""
    home = tmp_path_factory.mktemp("sample")
    settings = {**local_aws.settings(), "AWS_ENDPOINT_URL": proxy.endpoint}
    return Sample(Counter(built(PROGRAM), home, settings, write_tiny_function(home)))


@pytest.fixture
def sample_stage(tmp_path):
    """A stage of this test alone, whose name is part of no other name; nothing of it stands yet."""
    return SampleStage(f"sample{next(_numbers):02}x", tmp_path)


@pytest.fixture(scope="session")
def policies():
    """The policies of all functions and aliases, each its own."""
    return Policies()


@pytest.fixture
def as_aws_answers(cloud, proxy, policies):
    """A search finds log groups too, and each alias has a policy of its own; gives what answers the search."""
    tagged = TaggedResources(cloud)
    with proxy.playing(policies), proxy.rule(is_search, tagged):
        yield tagged


@pytest.fixture(scope="session")
def hand(local_aws, proxy):
    """Somebody at Lambda's console, who sees what the program sees."""
    return local_aws.client("lambda", proxy.endpoint)
