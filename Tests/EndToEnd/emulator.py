"""AWS's own runtime interface emulator, which runs a function as Lambda does, and invokes it over HTTP."""

import http.client
import json
import pathlib
import socket
import subprocess
import time
import typing

import processes
from deployment import ROOT
from local_aws import REGION, free_port

#: As `scripts/setup` unpacks it.
EMULATOR = ROOT / ".build" / "emulator" / "aws-lambda-rie"
TARGET = "/2015-03-31/functions/function/invocations"
#: How long it may take to listen, and to answer.
SECONDS = 30
#: What Lambda gives every function; no service takes these keys.
LAMBDA = {"AWS_REGION": REGION, "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "a-secret",
          "AWS_SESSION_TOKEN": "a-token"}


class Answer(typing.NamedTuple):
    """What an invocation was answered."""

    status: int
    body: bytes

    @property
    def json(self):
        """The answer as Lambda passes it to whoever invoked the function."""
        return json.loads(self.body)


class Emulator:
    """The emulator with one function, which it starts with the first event."""

    def __init__(self, program: pathlib.Path, folder: pathlib.Path, timeout_seconds: int = 30, **variables: str):
        self.log_file = folder / "emulator.log"
        # Another program may take a free port before the emulator does.
        for _ in range(5):
            self._port = free_port()
            self._process = self._start(program, {
                **LAMBDA, **variables, "AWS_LAMBDA_FUNCTION_NAME": "probe",
                "AWS_LAMBDA_FUNCTION_TIMEOUT": str(timeout_seconds)})
            try:
                if self._listens():
                    return
            except BaseException:
                self.close()
                raise
            self.close()
        raise AssertionError(f"the emulator does not listen: {self.log}")

    def _start(self, program: pathlib.Path, variables: dict[str, str]) -> subprocess.Popen:
        with self.log_file.open("wb") as log:
            return subprocess.Popen(
                [str(EMULATOR), "--runtime-interface-emulator-address", f"127.0.0.1:{self._port}",
                 "--runtime-api-address", f"127.0.0.1:{free_port()}", str(program)],
                env=variables, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)

    def _listens(self) -> bool:
        """Waits until it listens; False if it ended."""
        deadline = time.monotonic() + SECONDS
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self._port), timeout=1).close()
                return True
            except OSError:
                time.sleep(0.02)
        return False

    @property
    def log(self) -> str:
        """What the emulator and the function wrote."""
        return self.log_file.read_text(errors="replace")

    @property
    def records(self) -> list[dict]:
        """The function's own log lines."""
        return [json.loads(line) for line in self.log.splitlines() if line.startswith('{"timestamp"')]

    def functions(self) -> list[tuple[int, str]]:
        """The function's running processes."""
        return processes.descendants(self._process.pid)

    def invoke(self, event: object) -> Answer:
        """Invokes the function with an event, or with these bytes, and waits for its answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=SECONDS)
        try:
            connection.request("POST", TARGET, event if isinstance(event, bytes) else json.dumps(event))
            response = connection.getresponse()
            return Answer(response.status, response.read())
        finally:
            connection.close()

    def close(self) -> None:
        """Ends the emulator and the function, by their ids."""
        if self._process.poll() is None:
            processes.end_with_descendants(self._process.pid, 10)
        self._process.wait()
