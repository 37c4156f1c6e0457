"""Records requests for the same operation with the same input, from our client and from boto3."""

import base64
import dataclasses
import json
import os
import pathlib
import subprocess

import boto3
import botocore.config
import botocore.exceptions

from identify import MODEL_NAMES
from recorder import Recorder, Request

REGION = "eu-west-1"
ACCESS_KEY = "AKIDEXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TOKEN = "IQoJb3JpZ2luX2VjEXAMPLE//token+for/tests=="
TIMEOUT_SECONDS = 120


@dataclasses.dataclass
class Pair:
    """One operation, as both clients send it."""

    service: str
    operation: str
    input: dict
    ours: Request
    theirs: Request

    def __str__(self) -> str:
        return f"{self.service} {self.operation}"


def record(probe: pathlib.Path) -> list[Pair]:
    """Lets both clients send all operations, and pairs the requests."""
    with Recorder() as recorder:
        lines = run_probe(probe, recorder.endpoint)
        ours = list(recorder.requests)
    if [(line["service"], line["operation"]) for line in lines] != [(r.service, r.operation) for r in ours]:
        raise RuntimeError(
            "WireProbe must print one line for each request, in the order in which it sends them.\n"
            f"Printed: {[(line['service'], line['operation']) for line in lines]}\nSent:    {[str(r) for r in ours]}")
    pairs = []
    with Recorder() as recorder:
        clients: dict[str, object] = {}
        for line, request in zip(lines, ours):
            client = clients.setdefault(line["service"], boto3_client(line["service"], recorder.endpoint))
            before = len(recorder.requests)
            send(client, line["operation"], line["input"])
            theirs = recorder.requests[before:]
            assert len(theirs) == 1, f"boto3 sent {len(theirs)} requests for {line}"
            pairs.append(Pair(line["service"], line["operation"], line["input"], request, theirs[0]))
    return pairs


def run_probe(probe: pathlib.Path, endpoint: str) -> list[dict]:
    """Runs the Swift client; returns the operations that it reports."""
    if not probe.is_file():
        raise RuntimeError(f"{probe} is not built. Run scripts/test, which builds it first.")
    environment = {
        "PATH": os.environ.get("PATH", os.defpath), "HOME": os.devnull, "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": REGION, "AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_SESSION_TOKEN": TOKEN, "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
    result = subprocess.run(
        [str(probe)], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=TIMEOUT_SECONDS)
    if result.returncode != 0:
        raise RuntimeError(f"WireProbe ended with {result.returncode}:\n{result.stdout}\n{result.stderr}")
    return [json.loads(line) for line in result.stdout.splitlines() if line.strip()]


def boto3_client(service: str, endpoint: str):
    """A client with the same keys that sends each request once."""
    return boto3.session.Session().client(
        MODEL_NAMES.get(service, service), endpoint_url=endpoint, region_name=REGION, aws_access_key_id=ACCESS_KEY, aws_secret_access_key=SECRET,
        aws_session_token=TOKEN, config=botocore.config.Config(retries={"total_max_attempts": 1}, proxies={}))


def send(client, operation: str, parameters: dict) -> None:
    """Sends an operation. The input must fit AWS's model; the answer does not matter."""
    shape = client.meta.service_model.operation_model(operation).input_shape
    method = next(name for name, api_name in client.meta.method_to_api_mapping.items() if api_name == operation)
    try:
        getattr(client, method)(**(with_bytes(shape, parameters) if shape is not None else parameters))
    except botocore.exceptions.ClientError:
        pass


def with_bytes(shape, value):
    """The input with its blobs as bytes; JSON has them in base64."""
    if shape.type_name == "blob" and isinstance(value, str):
        return base64.b64decode(value)
    if shape.type_name == "structure":
        return {name: with_bytes(shape.members[name], item) if name in shape.members else item
                for name, item in value.items()}
    if shape.type_name == "list":
        return [with_bytes(shape.member, item) for item in value]
    if shape.type_name == "map":
        return {name: with_bytes(shape.value, item) for name, item in value.items()}
    return value
