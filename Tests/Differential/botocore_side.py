"""Asks botocore in this process, with the environment and the home folder of one case."""

import contextlib
import os
import pathlib
from collections.abc import Iterator

import botocore.config
import botocore.credentials
import botocore.endpoint_provider
import botocore.exceptions
import botocore.session
import botocore.tokens
import botocore.utils

# The pause between attempts at a container's agent does not change the outcome.
botocore.utils.ContainerMetadataFetcher.SLEEP_TIME = 0

# The operation by which each service's endpoint is found out.
OPERATIONS = {
    "dynamodb": ("ListTables", {}), "iam": ("ListRoles", {}), "lambda": ("ListFunctions", {}),
    "logs": ("DescribeLogGroups", {}), "sts": ("GetCallerIdentity", {}),
    "sso": ("GetRoleCredentials", {"roleName": "r", "accountId": "1", "accessToken": "t"}),
    "sso-oidc": ("CreateToken", {"clientId": "c", "clientSecret": "s", "grantType": "g"}),
}


@contextlib.contextmanager
def process_environment(environment: dict[str, str]) -> Iterator[None]:
    """Replaces the environment, and the paths that botocore derives from it at import."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    cache = str(pathlib.Path("~/.aws/sso/cache").expanduser())
    botocore.credentials.SSOProvider._SSO_TOKEN_CACHE_DIR = cache
    botocore.tokens.SSOTokenProvider._SSO_TOKEN_CACHE_DIR = cache
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def credentials(environment: dict[str, str], profile: str | None, answer: str | None) -> dict:
    """The keys that botocore finds, or that there are none, or botocore's error."""
    with process_environment(environment):
        try:
            session = botocore.session.Session(profile=profile)
            resolver = session.get_component("credential_provider")
            resolver.get_provider("assume-role")._prompter = lambda _: answer
            found = session.get_credentials()
            if found is None:
                return {"none": "NoCredentialsError"}
            keys = found.get_frozen_credentials()
        except Exception as error:
            return {"error": f"{type(error).__name__}: {error}"}
    return {"id": keys.access_key, "secret": keys.secret_key, "token": keys.token or ""}


class _Seen(Exception):
    """Stops a request before it is sent."""


def endpoint(session: botocore.session.Session, service: str, region: str, **switches: bool) -> list[str]:
    """The URL where botocore would send a request, and the region that it would sign for."""
    keys = {"aws_access_key_id": "a", "aws_secret_access_key": "s"}
    config = botocore.config.Config(retries={"total_max_attempts": 1}, **switches)
    seen = []

    def see(request: object, **_: object) -> None:
        seen.append(request)
        raise _Seen

    operation, arguments = OPERATIONS[service]
    try:
        client = session.create_client(service, region_name=region, config=config, **keys)
    except botocore.exceptions.EndpointVariantError:
        return _by_rules(session, service, region, **switches)
    client.meta.events.register("before-send", see)
    with contextlib.suppress(_Seen):
        client._make_api_call(operation, arguments)
    request = seen[0]
    scope = request.headers.get("Authorization", b"").decode().partition("Credential=a/")[2].split("/")
    return [request.url, scope[1] if len(scope) > 1 else ""]


def _by_rules(session: botocore.session.Session, service: str, region: str, **switches: bool) -> list[str]:
    """The endpoint by botocore's rules; its older table, which it reads first, has no entry for it."""
    loader = session.get_component("data_loader")
    rules = botocore.endpoint_provider.EndpointProvider(
        loader.load_service_model(service, "endpoint-rule-set-1"), loader.load_data("partitions"))
    found = rules.resolve_endpoint(
        Region=region, UseFIPS=switches["use_fips_endpoint"], UseDualStack=switches["use_dualstack_endpoint"])
    schemes = found.properties.get("authSchemes", [{}])
    return [found.url + "/", schemes[0].get("signingRegion", region)]
