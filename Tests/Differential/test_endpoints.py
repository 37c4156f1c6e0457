"""Both clients use the same endpoint for each service, and sign for the same region."""

import json
import pathlib

import botocore
import botocore.exceptions
import botocore.session
import pytest

import botocore_side
from probe import Probe
from tally import Tally

PARTITIONS = json.loads((pathlib.Path(botocore.__file__).parent / "data/partitions.json").read_text())["partitions"]
# Without pseudo-regions such as aws-global, where nothing can be deployed.
REGIONS = [name for partition in PARTITIONS for name in partition["regions"] if not name.endswith("-global")]
# A region that is newer than this table.
REGIONS.append("eu-new-7")
# botocore's names of the services, by the first label of their host names.
SERVICES = {
    "dynamodb": "dynamodb", "iam": "iam", "lambda": "lambda", "logs": "logs", "sts": "sts", "portal.sso": "sso",
    "oidc": "sso-oidc",
}
SWITCHES = [(fips, dual_stack) for fips in (False, True) for dual_stack in (False, True)]

OWN = """
[default]
services = mine
endpoint_url = https://profile.example
[services mine]
dynamodb =
  endpoint_url = https://profile-dynamodb.example/path
cloudwatch_logs =
  endpoint_url = https://profile-logs.example:8080
sso_oidc =
  endpoint_url = https://profile-oidc.example
"""
COMMON = {"AWS_ENDPOINT_URL": "https://common.example"}
ALL_OWN = {
    f"AWS_ENDPOINT_URL_{name}": f"https://{name.lower().replace('_', '-')}.example"
    for name in ("DYNAMODB", "IAM", "LAMBDA", "CLOUDWATCH_LOGS", "STS", "SSO", "SSO_OIDC")
}
SETTINGS = {
    "nothing": ("", {}),
    "a common variable": ("", COMMON),
    "variables of the services": ("", ALL_OWN),
    "both kinds of variables": ("", COMMON | {"AWS_ENDPOINT_URL_IAM": "https://iam.example:81/x/"}),
    "a variable under a wrong name": ("", {"AWS_ENDPOINT_URL_LOGS": "https://logs.example"}),
    "the profile": (OWN, {}),
    "a common variable over the profile": (OWN, COMMON),
    "a service's variable over the profile": (OWN, {"AWS_ENDPOINT_URL_DYNAMODB": "https://dynamodb.example"}),
    "ignored by a variable": (OWN, COMMON | {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}),
    "not ignored": (OWN, {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false"}),
    "ignored by the profile": (OWN.replace("services =", "ignore_configured_endpoint_urls = true\nservices ="), COMMON),
    "services that do not exist": ("[default]\nservices = none\nendpoint_url = https://profile.example\n", {}),
    "FIPS by a variable": ("", {"AWS_USE_FIPS_ENDPOINT": "true"}),
    "dual-stack by a variable": ("", {"AWS_USE_DUALSTACK_ENDPOINT": "True"}),
    "FIPS by the profile": ("[default]\nuse_fips_endpoint = true\n", {}),
    "both by the profile": ("[default]\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\n", {}),
    "the variable over the profile": ("[default]\nuse_fips_endpoint = true\n", {"AWS_USE_FIPS_ENDPOINT": "false"}),
    "a switch that is no truth value": ("", {"AWS_USE_FIPS_ENDPOINT": "1"}),
    "FIPS with a common variable": ("", COMMON | {"AWS_USE_FIPS_ENDPOINT": "true"}),
    "dual-stack with a common variable": ("", COMMON | {"AWS_USE_DUALSTACK_ENDPOINT": "true"}),
}


def agree(ours: list[str], theirs: list[str]) -> bool:
    """Whether botocore's request went to our endpoint and region; unsigned requests have no region."""
    url, region = ours
    return (theirs[0] == url or theirs[0].startswith(url + "/")) and theirs[1] in ("", region)


@pytest.fixture(scope="module")
def session() -> botocore.session.Session:
    """One session for all regions, which reads each service's model once."""
    with botocore_side.process_environment({"HOME": "/nowhere"}):
        return botocore.session.Session()


@pytest.mark.parametrize("switches", SWITCHES, ids=["plain", "dual-stack", "FIPS", "FIPS and dual-stack"])
def test_each_service_is_asked_at_the_same_place_in_every_region(
    switches: tuple[bool, bool], session: botocore.session.Session, probe: Probe, tally: Tally
) -> None:
    fips, dual_stack = switches
    variables = {"AWS_USE_FIPS_ENDPOINT": str(fips), "AWS_USE_DUALSTACK_ENDPOINT": str(dual_stack)}
    different = []
    for region in REGIONS:
        ours = probe.ask(environment=variables, region=region)
        for label, service in SERVICES.items():
            theirs = botocore_side.endpoint(
                session, service, region, use_fips_endpoint=fips, use_dualstack_endpoint=dual_stack)
            agrees = agree(ours[label], theirs)
            tally.count("endpoints", agrees)
            if not agrees:
                different.append((region, service, ours[label], theirs))
    assert different == []


@pytest.mark.parametrize("name", SETTINGS)
def test_the_settings_of_endpoints_come_in_the_same_order(
    name: str, tmp_path: pathlib.Path, probe: Probe, tally: Tally
) -> None:
    config, variables = SETTINGS[name]
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws/config").write_text(config)
    environment = {"HOME": str(tmp_path)} | variables
    ours = probe.ask(environment=environment, region="eu-west-1")
    different = []
    with botocore_side.process_environment(environment):
        session = botocore.session.Session()
        for label, service in SERVICES.items():
            try:
                theirs = botocore_side.endpoint(session, service, "eu-west-1")
                agrees = "error" not in ours and agree(ours[label], theirs)
            except botocore.exceptions.BotoCoreError as error:
                theirs = [str(error)]
                agrees = "error" in ours
            tally.count("settings of endpoints", agrees)
            if not agrees:
                different.append((service, ours.get(label, ours), theirs))
    assert different == []
