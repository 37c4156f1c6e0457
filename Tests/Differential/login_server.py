"""A server that simulates all services that issue keys: STS, Identity Center, a container's agent, an instance.

The first segment of the path selects its behaviour, such as /ok or /denied. The id of the issued keys is a digest of
the request and of the keys that signed it: two clients with the same id have sent the same request.
"""

import dataclasses
import datetime
import hashlib
import http.server
import json
import re
import threading
import urllib.parse


# The simulated operations of AWS's services. All else is a container's agent or an instance's metadata.
OPERATIONS = {"AssumeRole", "AssumeRoleWithWebIdentity", "GetRoleCredentials", "CreateToken"}


@dataclasses.dataclass
class Answer:
    """A status and a body."""

    status: int
    body: str = ""


def time_in(minutes: float) -> str:
    """The time that many minutes from now, as AWS writes it."""
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def key_id(**asked: str) -> str:
    """The id of the keys for a request."""
    return "ASIA" + hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:24].upper()


class LoginServer:
    """The server, on a free port of this machine, for the duration of a `with` block."""

    def __enter__(self) -> "LoginServer":
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                answer = owner.react(self.command, self.path, dict(self.headers.items()), self.rfile.read(length).decode())
                body = answer.body.encode()
                self.send_response(answer.status)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = answer

            def log_message(self, *_: object) -> None:
                """Logs nothing: the tests report errors."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def react(self, method: str, path: str, headers: dict[str, str], body: str) -> Answer:
        """The answer to one request."""
        headers = {name.lower(): value for name, value in headers.items()}
        _, behaviour, rest = (path.split("/", 2) + [""])[:3]
        target = urllib.parse.urlsplit("/" + rest)
        minutes = {"expired": -1, "short": 5}.get(behaviour, 60)
        if behaviour == "failing":
            return Answer(500, "broken")
        if target.path.startswith("/latest/"):
            return self.instance(behaviour, method, target.path, headers, minutes)
        if target.path == "/agent":
            asked = key_id(container=target.query, authorization=headers.get("authorization", ""))
            return Answer(200, self.keys(asked, minutes)) if behaviour != "garbage" else Answer(200, "garbage")
        if target.path == "/token":
            return self.renewal(behaviour, json.loads(body))
        if target.path == "/federation/credentials":
            return self.portal(behaviour, target.query, headers, minutes)
        return self.security_token_service(behaviour, headers, dict(urllib.parse.parse_qsl(body)), minutes)

    def keys(self, access_key: str, minutes: float) -> str:
        """Keys in the form of a container's agent and an instance's metadata."""
        return json.dumps({
            "Code": "Success", "AccessKeyId": access_key, "SecretAccessKey": "secret", "Token": "token",
            "Expiration": time_in(minutes),
        })

    def instance(self, behaviour: str, method: str, path: str, headers: dict[str, str], minutes: float) -> Answer:
        if path == "/latest/api/token":
            return Answer(200, "session") if method == "PUT" and behaviour != "old" else Answer(403)
        if behaviour == "roleless":
            return Answer(404)
        role = path.removeprefix("/latest/meta-data/iam/security-credentials/")
        if not role:
            return Answer(200, "web")
        if behaviour == "untrusted":
            return Answer(200, json.dumps({"Code": "AssumeRoleUnauthorizedAccess", "Message": "not trusted"}))
        return Answer(200, self.keys(key_id(instance=role, session=headers.get("x-aws-ec2-metadata-token", "")), minutes))

    def renewal(self, behaviour: str, asked: dict[str, str]) -> Answer:
        if behaviour == "unrenewed":
            return Answer(400, json.dumps({"error": "invalid_grant"}))
        return Answer(200, json.dumps({"accessToken": "renewed " + key_id(**asked), "expiresIn": 3600}))

    def portal(self, behaviour: str, query: str, headers: dict[str, str], minutes: float) -> Answer:
        if behaviour == "over":
            return Answer(401, json.dumps({"message": "Session token not found or invalid"}))
        if behaviour == "denied":
            return Answer(403, json.dumps({"message": "No access"}))
        asked = dict(urllib.parse.parse_qsl(query)) | {"token": headers.get("x-amz-sso_bearer_token", "")}
        expiration = datetime.datetime.now().timestamp() + minutes * 60
        keys = {"accessKeyId": key_id(**asked), "secretAccessKey": "secret", "sessionToken": "token"}
        return Answer(200, json.dumps({"roleCredentials": keys | {"expiration": int(expiration * 1000)}}))

    def security_token_service(
        self, behaviour: str, headers: dict[str, str], asked: dict[str, str], minutes: float
    ) -> Answer:
        if behaviour == "denied":
            error = "<Error><Code>AccessDenied</Code><Message>not authorized</Message></Error>"
            return Answer(403, f"<ErrorResponse>{error}</ErrorResponse>")
        # The default name of a session contains the client and the time.
        asked["RoleSessionName"] = re.sub(r"^(botocore-session|counter)-\d+$", "client", asked["RoleSessionName"])
        signed = re.search(r"Credential=([^/]+)/\d+/([^/]+)/", headers.get("authorization", ""))
        asked["signed"] = " ".join(signed.groups()) if signed else ""
        asked["session token"] = headers.get("x-amz-security-token", "")
        operation = asked["Action"]
        keys = (
            f"<AccessKeyId>{key_id(**asked)}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>"
            f"<SessionToken>token</SessionToken><Expiration>{time_in(minutes)}</Expiration>"
        )
        result = f"<{operation}Result><Credentials>{keys}</Credentials></{operation}Result>"
        namespace = "https://sts.amazonaws.com/doc/2011-06-15/"
        return Answer(200, f'<{operation}Response xmlns="{namespace}">{result}</{operation}Response>')
