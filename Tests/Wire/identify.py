"""Identifies the service and the operation of a request."""

import functools
import re
import urllib.parse


#: botocore's names of services that have another name in the signature's scope.
MODEL_NAMES = {"tagging": "resourcegroupstaggingapi"}


@functools.cache
def _lambda_routes() -> list[tuple[str, re.Pattern, str]]:
    """The method, path and name of each operation of Lambda, from botocore's model."""
    import botocore.session

    model = botocore.session.get_session().get_service_model("lambda")
    routes = []
    for name in model.operation_names:
        route = model.operation_model(name).http
        path = re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(route["requestUri"].split("?")[0].rstrip("/")))
        routes.append((route["method"], re.compile(path + "/?$"), name))
    return routes


def identify(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[str, str]:
    """The service, as named in the signature's scope, and the operation. Header names must be in lower case."""
    if ".lambda-url." in headers.get("host", ""):
        return "visit", method
    scope = re.search(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/", headers.get("authorization", ""))
    service = scope.group(1) if scope else "unsigned"
    if target := headers.get("x-amz-target"):
        return service, target.rpartition(".")[2]
    if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return service, urllib.parse.parse_qs(body.decode("latin-1")).get("Action", ["?"])[0]
    for route_method, pattern, name in _lambda_routes():
        if method == route_method and pattern.match(path):
            return service, name
    return service, f"{method} {path}"
