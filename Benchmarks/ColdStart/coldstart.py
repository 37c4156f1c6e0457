"""Cold start, side by side: our function to its first answered request, and Python only to its boto3 table resource.

Both are started anew for each repetition, in turns, on the same machine, in the same run. Our side does more: it
starts, asks the runtime API for an event, counts one visit in DynamoDB and sends the answer. The other side only imports boto3
and makes `boto3.resource("dynamodb").Table(…)`, as a Python function for the same job would before its first event.
The runtime API and DynamoDB are stand-ins on the loopback interface that answer at once.
"""

import argparse
import dataclasses
import http.server
import json
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import threading
import time

LEAST_RATIO = 20
TIMEOUT_SECONDS = 30
RESOURCE = ("import boto3, os; boto3.resource('dynamodb', region_name='eu-west-1', "
            "endpoint_url='http://127.0.0.1:1').Table('x'); os.write(1, b'.')")
KEYS = {"AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "example",
        "AWS_SESSION_TOKEN": "example"}
EVENT = json.dumps({
    "version": "2.0", "routeKey": "$default", "rawPath": "/", "rawQueryString": "",
    "headers": {"host": "a.lambda-url.eu-west-1.on.aws"}, "isBase64Encoded": False,
    "requestContext": {"accountId": "anonymous", "apiId": "a", "domainName": "a.lambda-url.eu-west-1.on.aws",
                       "http": {"method": "GET", "path": "/", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1",
                                "userAgent": "bench"},
                       "requestId": "r", "routeKey": "$default", "stage": "$default", "timeEpoch": 1768480245000},
}).encode()


@dataclasses.dataclass
class Sample:
    """One start."""

    milliseconds: float
    cpu_milliseconds: float
    peak_mebibytes: float


class _Handler(http.server.BaseHTTPRequestHandler):
    """HTTP/1.1 with connections kept, as both real servers do."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def reply(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        """One answer, in one write."""
        self.send_response_only(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self._headers_buffer.append(b"\r\n" + body)
        self.flush_headers()

    def body(self) -> bytes:
        """What was sent."""
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def log_message(self, *arguments):
        """Nothing: it would be measured."""


class _Server(http.server.ThreadingHTTPServer):
    """Threads that keep nothing from ending."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        """A function that was ended closes its connections as it may."""


def serve(handler) -> http.server.ThreadingHTTPServer:
    """A server on a free port, on a thread of its own."""
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server


class DynamoDB(_Handler):
    """Counts any UpdateItem."""

    def do_POST(self):
        """One more visit."""
        self.body()
        self.reply(200, b'{"Attributes":{"views":{"N":"43"}}}', {"Content-Type": "application/x-amz-json-1.0"})


class RuntimeAPI:
    """Hands out one event and notes when its answer came."""

    def __init__(self):
        self.answered = threading.Event()
        self.answered_at = 0.0
        self.answer = b""
        handed_out = threading.Event()
        api = self

        class Handler(_Handler):
            def do_GET(self):
                """The one event; after it the function waits, as it would for the next visitor."""
                if handed_out.is_set():
                    threading.Event().wait()
                handed_out.set()
                self.reply(200, EVENT, {
                    "Content-Type": "application/json", "Lambda-Runtime-Aws-Request-Id": "r-1",
                    "Lambda-Runtime-Deadline-Ms": str(int(time.time() * 1000) + 10000),
                    "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:123456789012:function:bench"})

            def do_POST(self):
                """The answer, or the function's own error."""
                api.answer = self.body()
                api.answered_at = time.perf_counter()
                self.reply(202)
                api.answered.set()

        self.server = serve(Handler)

    @property
    def address(self) -> str:
        """As in AWS_LAMBDA_RUNTIME_API."""
        return f"127.0.0.1:{self.server.server_address[1]}"

    def close(self) -> None:
        """Stops listening."""
        self.server.shutdown()
        self.server.server_close()


def has_ended(process: subprocess.Popen) -> bool:
    """Whether it ended by itself; its exit status stays to be taken."""
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def peak_mebibytes(process: subprocess.Popen) -> float:
    """The most memory that it held; wait4's figure would have that of the process that started it."""
    try:
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1024
    except (OSError, StopIteration):
        return float("nan")


def finish(process: subprocess.Popen, milliseconds: float) -> Sample:
    """Ends a process that we started, and takes what it used."""
    peak = peak_mebibytes(process)
    # Its status has not been taken yet, so the id is still its own.
    os.kill(process.pid, signal.SIGKILL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Sample(milliseconds, (usage.ru_utime + usage.ru_stime) * 1000, peak)


def start_ours(function: pathlib.Path, dynamodb: http.server.ThreadingHTTPServer) -> Sample:
    """From starting the function to its first answer at the runtime API."""
    api = RuntimeAPI()
    environment = {
        **KEYS, "AWS_LAMBDA_RUNTIME_API": api.address, "TABLE_NAME": "VisitorCount", "PAGES": "main_page",
        "AWS_LAMBDA_FUNCTION_NAME": "bench", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128", "_HANDLER": "bootstrap",
        "AWS_ENDPOINT_URL_DYNAMODB": f"http://127.0.0.1:{dynamodb.server_address[1]}", "LAMBDA_TASK_ROOT": "/var/task"}
    before = time.perf_counter()
    process = subprocess.Popen([str(function)], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE)
    deadline = before + TIMEOUT_SECONDS
    while not (answered := api.answered.wait(0.1)) and not has_ended(process) and time.perf_counter() < deadline:
        pass
    sample = finish(process, (api.answered_at - before) * 1000)
    errors = process.stderr.read().decode(errors="replace")
    process.stderr.close()
    api.close()
    try:
        response = json.loads(api.answer or b"null")
        counted = answered and response["statusCode"] == 200 and json.loads(response["body"])["count"] == 43
    except (ValueError, KeyError, TypeError):
        counted = False
    if not counted:
        sys.exit(f"error: {function} did not answer the count, but {api.answer[:300]!r}. {errors[-1000:]}".rstrip())
    return sample


def start_theirs() -> Sample:
    """From starting Python to its table resource; it needs no keys for that."""
    environment = {**KEYS, "PATH": os.environ.get("PATH", os.defpath), "AWS_EC2_METADATA_DISABLED": "true"}
    before = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-I", "-c", RESOURCE], env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE)
    byte = process.stdout.read(1)
    sample = finish(process, (time.perf_counter() - before) * 1000)
    process.stdout.close()
    if byte != b".":
        sys.exit("error: Python could not make its table resource; run scripts/setup.")
    return sample


def row(name: str, samples: list[Sample]) -> str:
    """One line of the table."""
    times = sorted(sample.milliseconds for sample in samples)
    return (f"{name:<38}{statistics.median(times):>8.1f}{times[0]:>8.1f}{times[-1]:>8.1f}"
            f"{statistics.median(sample.cpu_milliseconds for sample in samples):>8.1f}"
            f"{max(sample.peak_mebibytes for sample in samples):>8.1f}")


def main() -> int:
    """Measures in turns, prints the table, gives the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/bench coldstart", description=__doc__.splitlines()[0])
    parser.add_argument("--function", type=pathlib.Path, required=True, help="the static binary")
    parser.add_argument("--repetitions", type=int, default=15, help="starts of each side (15)")
    arguments = parser.parse_args()
    if arguments.repetitions < 1:
        parser.error("--repetitions must be 1 or more")
    dynamodb = serve(DynamoDB)
    # The first of each brings its files into memory and is not counted.
    start_ours(arguments.function, dynamodb), start_theirs()
    pairs = [(start_ours(arguments.function, dynamodb), start_theirs()) for _ in range(arguments.repetitions)]
    ours, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    ratio = (statistics.median(sample.milliseconds for sample in theirs)
             / statistics.median(sample.milliseconds for sample in ours))
    python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    print(f"{'':<38}{'ms':>8}{'least':>8}{'most':>8}{'cpu ms':>8}{'MiB':>8}")
    print(row("ours: start → first visit answered", ours))
    print(row(f"{python}: start → boto3 table made", theirs))
    print(f"\n{arguments.repetitions} starts each, in turns; medians. Ratio {ratio:.1f}; {LEAST_RATIO} or more wanted.")
    return 0 if ratio >= LEAST_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
