"""Runs the built program as a user would, in a clean environment."""

import dataclasses
import json
import os
import pathlib
import subprocess
import threading

import json_lines

TIMEOUT_SECONDS = 180

DONE, FAILED, CHANGES_PENDING, BAD_USAGE = 0, 1, 2, 64


@dataclasses.dataclass
class Run:
    """The result of a run of the program."""

    arguments: list[str]
    exit_code: int
    stdout: str
    stderr: str
    #: The kinds and outputs that the program's stack has of its own.
    own_names: frozenset[str] = frozenset()

    def __post_init__(self):
        """Checks the output of `--json` against the schema, in every test."""
        if "--json" in self.arguments and "--help" not in self.arguments:
            try:
                json_lines.check(self.arguments[0], self.exit_code, self.stdout, self.own_names)
            except (AssertionError, ValueError) as error:
                raise AssertionError(f"{error}\n{self}") from error

    @property
    def lines(self) -> list[dict]:
        """The objects on standard output, one per line."""
        return json_lines.read(self.stdout)

    @property
    def document(self) -> dict:
        """The one object that fills standard output, on any number of lines."""
        return json.loads(self.stdout)

    @property
    def json(self) -> dict:
        """The last of these objects: the result of a deploy or destroy, and the only object of any other command."""
        return self.lines[-1]

    def expect(self, exit_code: int) -> "Run":
        """Asserts the exit code, and returns the run."""
        assert self.exit_code == exit_code, str(self)
        return self

    def __str__(self) -> str:
        return (f"counter {' '.join(self.arguments)}\nexit code {self.exit_code}\n"
                f"--- standard output\n{self.stdout}\n--- standard error\n{self.stderr}")


class Counter:
    """The program `counter`: callable with its arguments."""

    def __init__(self, program: pathlib.Path, home: pathlib.Path, settings: dict[str, str], function: pathlib.Path,
                 own_names: frozenset[str] = frozenset()):
        self.own_names = own_names
        self.program = program
        self.function = function
        self.home = home
        self.environment = {
            "PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "LANG": "C.UTF-8",
            "TMPDIR": str(home), **settings,
        }

    def __call__(self, *arguments: str, **changes: str | None) -> Run:
        """Runs it without a terminal; `changes` sets environment variables, and unsets those with None."""
        environment = {name: value for name, value in {**self.environment, **changes}.items() if value is not None}
        result = subprocess.run(
            [str(self.program), *arguments], env=environment, cwd=self.home, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=TIMEOUT_SECONDS)
        return Run(list(arguments), result.returncode, result.stdout, result.stderr, self.own_names)

    def on_terminal(self, answer: str, *arguments: str) -> Run:
        """Runs it on a terminal, where it may ask a question. The result has all output as standard output."""
        terminal, program_side = os.openpty()
        os.write(terminal, f"{answer}\n".encode())
        process = subprocess.Popen(
            [str(self.program), *arguments], env={**self.environment, "TERM": "xterm", "COLUMNS": "80"}, cwd=self.home,
            stdin=program_side, stdout=program_side, stderr=program_side, start_new_session=True)
        os.close(program_side)
        # A read from a terminal has no timeout; killing the program ends the read.
        guard = threading.Timer(TIMEOUT_SECONDS, process.kill)
        guard.start()
        written = b""
        try:
            while part := os.read(terminal, 65536):
                written += part
        except OSError:
            pass  # Linux reports EIO when the other side is closed.
        finally:
            process.wait()
            guard.cancel()
            os.close(terminal)
        return Run(list(arguments), process.returncode, written.decode(errors="replace"), "")

    def plan(self, stage, *arguments: str, **changes: str | None) -> Run:
        """Plans a stage with the test function."""
        return self("plan", *stage.arguments, "--function", str(self.function), *arguments, **changes)

    def deploy(self, stage, *arguments: str, **changes: str | None) -> Run:
        """Deploys a stage with the test function, without confirmation."""
        return self("deploy", *stage.arguments, "--function", str(self.function), "--yes", *arguments, **changes)

    def destroy(self, stage, *arguments: str, **changes: str | None) -> Run:
        """Destroys a stage, without confirmation."""
        return self("destroy", *stage.arguments, "--yes", *arguments, **changes)
