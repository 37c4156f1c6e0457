"""With the same files and environment, both clients find the same credentials, or none, or fail."""

import pathlib
import re

import pytest

import botocore_side
from login_cases import CASES, Case
from login_server import OPERATIONS, LoginServer
from probe import Probe
from tally import Tally

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "Sources/AWSClient/CredentialProviders"


def test_every_operation_that_a_login_sends_is_played() -> None:
    declared = re.compile(r'Operation\(\s*\.\w+,\s*"(\w+)"')
    assert {name for file in SOURCES.glob("*.swift") for name in declared.findall(file.read_text())} == OPERATIONS


def prepare(case: Case, home: pathlib.Path, server: str) -> dict[str, str]:
    """Writes the files of a case; returns its environment."""
    def filled(text: str) -> str:
        return text.replace("{server}", server).replace("{home}", str(home))

    files = {".aws/config": case.config, ".aws/credentials": case.credentials} | case.files
    for name in case.folders:
        (home / name).mkdir(parents=True)
    for name, text in files.items():
        path = home / name
        if name not in case.folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(filled(text).encode())
            path.chmod(0o755 if name in case.programs else 0o644)
    settings = {
        "HOME": str(home), "PATH": "/usr/bin:/bin", "AWS_ENDPOINT_URL": server, "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT": server, "AWS_MAX_ATTEMPTS": "1",
    }
    changed = settings | case.environment
    return {name: filled(value) for name, value in changed.items() if value is not None}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_both_clients_log_in_alike(
    case: Case, tmp_path: pathlib.Path, server: LoginServer, probe: Probe, tally: Tally
) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "ours").mkdir()
    url = f"{server.url}/{case.server}"
    # Each has its own home folder, since a renewed login is written to it.
    environment = prepare(case, tmp_path / "theirs", url)
    theirs = botocore_side.credentials(environment, case.profile, case.answer)
    environment = prepare(case, tmp_path / "ours", url)
    ours = probe.ask(environment=environment, profile=case.profile, answer=case.answer)
    agrees = ours == theirs if "id" in theirs else ours.keys() == theirs.keys()
    if case.difference:
        assert not agrees, f"both answer {ours}: this is a difference no more"
        tally.differences.append(f"{case.name}. {case.difference}")
        return
    tally.count("logins", agrees)
    assert agrees, f"\nours:   {ours}\ntheirs: {theirs}"
