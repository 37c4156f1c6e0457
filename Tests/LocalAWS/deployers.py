"""Deployers as processes, each behind its own proxy, so that a fault for one does not hit the others."""

import contextlib
import os
import pathlib
import signal
import subprocess
import threading

from local_aws import LocalAWS
from program import TIMEOUT_SECONDS, Counter, Run
from proxy import RecordingProxy


class Running:
    """A run of the program that has not ended; without a terminal, unless a terminal's descriptor is given."""

    def __init__(self, counter: Counter, *arguments: str, terminal: int | None = None):
        self.arguments = list(arguments)
        streams = (subprocess.DEVNULL, subprocess.PIPE, subprocess.PIPE) if terminal is None else (terminal,) * 3
        self.process = subprocess.Popen(
            [str(counter.program), *arguments], env=counter.environment, cwd=counter.home, stdin=streams[0],
            stdout=streams[1], stderr=streams[2], text=True, start_new_session=True)
        self._read = ""

    def read_lines(self):
        """Yields each line of its standard output as soon as it is written."""
        for line in self.process.stdout:
            self._read += line
            yield line

    def signal(self, number: int) -> None:
        """Sends a signal to it and to all that it started; does nothing if it has ended."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def kill(self) -> None:
        """Kills it, and waits until it is gone."""
        self.signal(signal.SIGKILL)
        self.process.wait()

    def finish(self) -> Run:
        """Waits until it ends."""
        try:
            stdout, stderr = self.process.communicate(timeout=TIMEOUT_SECONDS)
        except BaseException:
            self.kill()
            raise
        return Run(self.arguments, self.process.returncode, self._read + stdout, stderr)


class Lane:
    """A proxy in front of the local AWS, and the program, which reaches the local AWS through that proxy."""

    def __init__(self, aws: LocalAWS, program: pathlib.Path, home: pathlib.Path, function: pathlib.Path,
                 proxy: RecordingProxy | None = None):
        self.proxy = proxy or RecordingProxy(aws.port)
        self.counter = Counter(program, home, {**aws.settings(), "AWS_ENDPOINT_URL": self.proxy.endpoint}, function)

    def close(self) -> None:
        """Stops the proxy."""
        self.proxy.close()

    def deploy(self, stage, *arguments: str) -> Running:
        """Starts a deploy."""
        return Running(
            self.counter, "deploy", *stage.arguments, "--function", str(self.counter.function), "--yes", *arguments)

    def destroy(self, stage) -> Running:
        """Starts a destroy that also deletes the data."""
        return Running(self.counter, "destroy", *stage.arguments, "--yes", "--delete-data")


def side_by_side(lanes: list, work, items) -> None:
    """Does `work(lane, item)` for every item, one item per lane at a time; the first failure ends it all."""
    waiting, lock, failures = iter(items), threading.Lock(), []

    def follow(lane: Lane) -> None:
        while not failures:
            with lock:
                item = next(waiting, None)
            if item is None:
                return
            try:
                work(lane, item)
            except BaseException as failure:  # The caller's thread raises it again.
                failures.append(failure)

    threads = [threading.Thread(target=follow, args=(lane,)) for lane in lanes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
