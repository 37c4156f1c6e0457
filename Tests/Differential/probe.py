"""Asks this package's client, a process that answers each line with a line."""

import json
import pathlib
import subprocess


class Probe:
    """The running probe, for the duration of a `with` block."""

    def __init__(self, program: pathlib.Path):
        self._program = program

    def __enter__(self) -> "Probe":
        self._process = subprocess.Popen(
            [self._program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={})
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        try:
            self._process.wait(10)
        finally:
            self._process.kill()
            self._process.wait()
            self._process.stdout.close()

    def ask(self, **question: object) -> dict:
        """The answer to one question; see Tests/LoginProbe."""
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())
