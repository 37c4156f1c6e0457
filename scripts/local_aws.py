"""A local AWS: MiniStack on the loopback interface, with checks of signatures and IAM, and an administrator's keys.

`scripts/local-aws` is its command line; test suites start their own local AWS.
"""

import contextlib
import fcntl
import json
import os
import pathlib
import shutil
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request

import processes

ROOT = pathlib.Path(__file__).resolve().parent.parent
REGION = "us-east-1"
ACCOUNT = "000000000000"
DEFAULT_PORT = 4566
USER = "local-administrator"
START_TIMEOUT_SECONDS = 60

#: Environment variables of the user that could send requests past the local AWS.
FOREIGN_SETTINGS = (
    "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION", "AWS_CA_BUNDLE",
    "AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_IAM", "AWS_ENDPOINT_URL_LAMBDA", "AWS_ENDPOINT_URL_STS",
    "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_USE_FIPS_ENDPOINT",
    "AWS_USE_DUALSTACK_ENDPOINT", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
)


class LocalAWSError(Exception):
    """An error that the caller can fix; the message is one paragraph."""


def call(url: str, method: str = "GET", timeout_seconds: float = 30) -> bytes:
    """Sends one request on the loopback interface, past all configured proxies; returns the answer's body."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(urllib.request.Request(url, method=method), timeout=timeout_seconds) as response:
        return response.read()


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_private_folder(folder: pathlib.Path) -> None:
    """Makes a folder that only its owner can read and write; changes the mode of an existing folder to that."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
        raise LocalAWSError(f"{folder} is to hold keys, but it is a link, no folder, or somebody else's. Remove it.")
    folder.chmod(0o700)


class LocalAWS:
    """One local AWS; its state, log and keys are in its folder."""

    def __init__(self, folder: pathlib.Path = ROOT / ".build" / "local-aws"):
        self.folder = folder
        self.state_file = folder / "state.json"
        self.environment_file = folder / "environment"
        self.log = folder / "log"

    @contextlib.contextmanager
    def lock(self):
        """Makes concurrent commands take turns."""
        make_private_folder(self.folder)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def state(self) -> dict | None:
        """The state of the running process; None if the process with that id is not the one that was started."""
        try:
            state = json.loads(self.state_file.read_text())
        except (OSError, ValueError):
            return None
        return state if processes.started(state["pid"]) == state["started"] else None

    @property
    def port(self) -> int:
        """The port of the running local AWS."""
        state = self.state()
        if state is None:
            raise LocalAWSError("The local AWS is not running. Start it with scripts/local-aws start.")
        return state["port"]

    @property
    def endpoint(self) -> str:
        """The URL where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, port: int = DEFAULT_PORT) -> bool:
        """Starts it unless it runs, and makes its keys; returns whether it was started. Port 0 means any free port."""
        with self.lock():
            if self.state() is not None:
                if not self.environment_file.exists():
                    self._make_keys(self.port)
                return False
            attempts = 5 if port == 0 else 1
            for attempt in range(attempts):
                chosen = port or free_port()
                try:
                    self._launch(chosen)
                    break
                except LocalAWSError:
                    # Another process may have taken the free port meanwhile.
                    if attempt == attempts - 1:
                        raise
            try:
                self._make_keys(chosen)
            except BaseException:
                self._end()
                raise
            return True

    def _launch(self, port: int) -> None:
        """Starts the process and waits until it answers."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise LocalAWSError(
                    f"Port {port} is in use by another program ({error.strerror}). End that program, or set "
                    "COUNTER_LOCAL_AWS_PORT to another port, or give --port 0 to take any free one.") from None
        temporary = self.folder / "tmp"
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        # A clean environment, since MiniStack passes its own to functions, and uses AWS_ACCESS_KEY_ID as its root key.
        environment = {
            "PATH": os.environ.get("PATH", os.defpath), "HOME": str(temporary), "TMPDIR": str(temporary),
            "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1", "AUTH": "true", "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(port), "MINISTACK_REGION": REGION, "MINISTACK_ACCOUNT_ID": ACCOUNT,
            "LOG_LEVEL": "WARNING",
            # AWS's default. MiniStack's default depends on this machine's memory, and may leave nothing to reserve.
            "LAMBDA_ACCOUNT_CONCURRENCY": "1000",
            # Without this, MiniStack would look for old containers to remove. It never started any.
            "DOCKER_HOST": f"unix://{temporary}/no-docker.sock",
        }
        with self.log.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "ministack"], cwd=temporary, env=environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        state = {"pid": process.pid, "started": processes.started(process.pid), "port": port}
        self.state_file.write_text(json.dumps(state))
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while True:
            if process.poll() is not None:
                self.state_file.unlink()
                raise LocalAWSError(f"The local AWS ended at once:\n{self._log_end()}")
            try:
                call(f"http://127.0.0.1:{port}/_ministack/health", timeout_seconds=5)
                return
            except (OSError, urllib.error.URLError):
                if time.monotonic() > deadline:
                    self._end()
                    raise LocalAWSError(
                        f"The local AWS did not answer within {START_TIMEOUT_SECONDS} s:\n{self._log_end()}") from None
                time.sleep(0.1)

    def _log_end(self) -> str:
        """The last lines of the log, and its path."""
        lines = self.log.read_text(errors="replace").splitlines()[-10:]
        return "\n".join([*lines, f"Its log is {self.log}."])

    def client(self, service: str, endpoint: str | None = None, region: str = REGION):
        """A boto3 client with the administrator's keys."""
        return self._client(service, endpoint or self.endpoint, self.settings(), region)

    @staticmethod
    def session():
        """A botocore session that ignores the caller's AWS settings."""
        import botocore.session

        return botocore.session.Session(profile=None, session_vars={
            "profile": (None, [], None, None), "config_file": (None, None, os.devnull, None),
            "credentials_file": (None, None, os.devnull, None), "ca_bundle": (None, None, None, None)})

    @staticmethod
    def _client(service: str, endpoint: str, settings: dict[str, str], region: str = REGION):
        """A boto3 client that ignores the caller's AWS settings."""
        import boto3
        import botocore.config

        return boto3.Session(botocore_session=LocalAWS.session()).client(
            service, endpoint_url=endpoint, region_name=region, aws_access_key_id=settings["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=settings["AWS_SECRET_ACCESS_KEY"],
            config=botocore.config.Config(proxies={}, retries={"total_max_attempts": 2}, read_timeout=30))

    def _make_keys(self, port: int) -> None:
        """Makes an administrator's keys, since the root user's keys skip the signature check."""
        root = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
        iam = self._client("iam", f"http://127.0.0.1:{port}", root)
        with contextlib.suppress(iam.exceptions.EntityAlreadyExistsException):
            iam.create_user(UserName=USER)
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
        iam.put_user_policy(UserName=USER, PolicyName="everything", PolicyDocument=json.dumps(policy))
        key = iam.create_access_key(UserName=USER)["AccessKey"]
        settings = {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"],
            # The user's files may name other endpoints and profiles.
            "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        }
        lines = ["# The local AWS's address and keys, made by scripts/local-aws. To be sourced.",
                 "unset " + " ".join(FOREIGN_SETTINGS)]
        lines += [f"export {name}='{value}'" for name, value in settings.items()]
        # The user's proxy must not get requests to this machine.
        lines += [f'export {name}="localhost,.localhost,127.0.0.1${{{name}:+,${name}}}"'
                  for name in ("NO_PROXY", "no_proxy")]
        new = self.environment_file.with_suffix(".new")
        new.unlink(missing_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w") as file:
            file.write("\n".join(lines) + "\n")
        new.replace(self.environment_file)

    def settings(self) -> dict[str, str]:
        """The address, the region and the administrator's keys, as environment variables."""
        lines = self.environment_file.read_text().splitlines()
        pairs = (line.removeprefix("export ").partition("=") for line in lines if line.startswith("export AWS_"))
        return {name: value.strip("'") for name, _, value in pairs}

    def reset(self) -> None:
        """Empties it, and makes new keys, since the old ones are deleted, too."""
        with self.lock():
            port = self.port
            call(f"http://127.0.0.1:{port}/_ministack/reset", method="POST")
            self._make_keys(port)

    def stop(self) -> bool:
        """Ends it and the functions that it started; returns whether it ran."""
        with self.lock():
            return self._end()

    def _end(self) -> bool:
        """Ends the processes by id, then removes the files that are valid only while it runs."""
        state = self.state()
        if state is not None:
            children = processes.descendants(state["pid"])
            processes.end([(state["pid"], state["started"])])
            processes.end(children)
        for file in (self.state_file, self.environment_file):
            file.unlink(missing_ok=True)
        shutil.rmtree(self.folder / "tmp", ignore_errors=True)
        return state is not None
