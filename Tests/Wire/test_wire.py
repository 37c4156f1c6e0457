"""Our client sends the same requests as boto3 for the same input: so we know that AWS understands them."""

import json
import pathlib
import re
import urllib.parse

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import pytest

from pairs import ACCESS_KEY, SECRET, TOKEN

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "Sources"

#: Headers that only boto3 sends, and why our client does not.
THEIRS_ALONE = {
    "amz-sdk-invocation-id": "numbers a call for AWS's own statistics of its SDKs",
    "amz-sdk-request": "numbers an attempt for the same statistics",
    "accept-encoding": "boto3 says `identity`; leaving it out means the same (RFC 9110, 12.5.3)",
    "connection": "keeping the connection is HTTP/1.1's default",
    "content-length": "boto3 says 0 where there is no body; without it there is none either (RFC 9112, 6.3)",
    "x-amz-user-agent": "repeats the user agent",
}
#: Headers that only our client may send, and why.
OURS_ALONE = {
    "accept": "libcurl's own `*/*`; the same as leaving it out (RFC 9110, 12.5.1)",
    "x-amz-content-sha256": "the body's hash, which is in the signature anyway; AWS allows it for every service",
    "accept-encoding": "what libcurl can unpack",
}
#: Headers whose values differ, and why.
DIFFERENT = {
    "user-agent": "names the program",
    "host": "each client has its own recording server",
    "x-amz-date": "sent a moment apart",
    "authorization": "follows from host and date; recomputed below",
    "content-length": "white space and the order of members in JSON are free; checked against the body below",
}


def test_the_clients_send_something(pairs_found):
    assert len(pairs_found) > 0


def test_every_operation_of_the_sources_is_compared(pairs_found):
    declared = re.compile(r'Operation\(\s*\.(\w+),\s*"(\w+)"')
    # Tests/Differential compares the operations of logins.
    files = [file for file in SOURCES.rglob("*.swift") if file.parent.name != "CredentialProviders"]
    wanted = {
        (service.lower(), name) for file in files for service, name in declared.findall(file.read_text())}
    sent = {(pair.service, pair.operation) for pair in pairs_found}
    assert wanted, "no operation was found in the sources: has its spelling changed?"
    assert wanted - sent == set()


def test_the_request_line_is_the_same(pair):
    assert (pair.ours.method, pair.ours.path) == (pair.theirs.method, pair.theirs.path)
    assert pair.ours.query == pair.theirs.query


def test_the_headers_are_the_same(pair):
    ours, theirs = ({name: request.header(name) for name, _ in request.headers} for request in (pair.ours, pair.theirs))
    missing = set(theirs) - set(ours) - set(THEIRS_ALONE)
    unexpected = set(ours) - set(theirs) - set(OURS_ALONE)
    assert missing == set(), "boto3 sends these, ours does not"
    assert unexpected == set(), "ours sends these, boto3 does not"
    same = (set(ours) & set(theirs)) - set(DIFFERENT) - set(OURS_ALONE) - set(THEIRS_ALONE)
    assert {name: ours[name] for name in same} == {name: theirs[name] for name in same}
    assert int(ours.get("content-length") or 0) == len(pair.ours.body)
    assert ours["user-agent"]
    assert ours["x-amz-security-token"] == TOKEN


def form(body: bytes) -> list[tuple[str, str]]:
    """The names and values of a form, sorted, since their order has no meaning."""
    return sorted(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True))


def test_the_body_is_the_same(pair):
    content_type = pair.theirs.header("content-type") or ""
    if content_type.startswith("application/x-www-form-urlencoded"):
        assert form(pair.ours.body) == form(pair.theirs.body)
    elif pair.theirs.body:
        assert json.loads(pair.ours.body) == json.loads(pair.theirs.body)
    else:
        assert pair.ours.body == b""


def test_the_signature_is_botocores(pair):
    authorization = re.fullmatch(
        r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/([^/]+)/aws4_request, ?SignedHeaders=([^,]+), ?"
        r"Signature=([0-9a-f]{64})", pair.ours.header("authorization"))
    assert authorization, pair.ours.header("authorization")
    key, day, region, service, signed, signature = authorization.groups()
    date = pair.ours.header("x-amz-date")
    assert (key, day) == (ACCESS_KEY, date[:8])
    # Also for IAM: with a custom endpoint, boto3 signs for the client's region, not for the partition's.
    theirs = re.search(r"/([^/]+)/([^/]+)/aws4_request", pair.theirs.header("authorization"))
    assert (region, service) == theirs.groups()

    request = botocore.awsrequest.AWSRequest(
        method=pair.ours.method, url=f"http://{pair.ours.header('host')}{pair.ours.target}", data=pair.ours.body,
        headers={name: pair.ours.header(name) for name in signed.split(";")})
    request.context["timestamp"] = date
    signer = botocore.auth.SigV4Auth(botocore.credentials.Credentials(ACCESS_KEY, SECRET, TOKEN), service, region)
    text = signer.string_to_sign(request, signer.canonical_request(request))
    assert signer.signature(text, request) == signature


def test_every_header_that_boto3_signs_is_signed(pair):
    ours, theirs = (set(re.search(r"SignedHeaders=([^,]+)", request.header("authorization")).group(1).split(";"))
                    for request in (pair.ours, pair.theirs))
    assert theirs - set(THEIRS_ALONE) <= ours
    assert {name for name, _ in pair.ours.headers if name.startswith("x-amz-")} <= ours


@pytest.mark.parametrize("reasons", [THEIRS_ALONE, OURS_ALONE, DIFFERENT])
def test_every_difference_has_its_reason(reasons):
    assert all(reasons.values())
