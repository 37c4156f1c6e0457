"""A login that asks the user at the terminal, and what Ctrl-C does meanwhile."""

import contextlib
import fcntl
import json
import os
import pathlib
import pty
import select
import shlex
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator

import pytest

import processes
from program import Counter

#: A timeout that is reached only if something hangs.
TIMEOUT_SECONDS = 60
#: The time limit for the end of an interrupted program, on a busy machine.
PROMPTLY_SECONDS = 10

#: The ways in which a credential process asks.
ASKING = {
    "getpass": "import getpass; code = getpass.getpass('Code: ')",
    "the terminal itself": "t = open('/dev/tty', 'r+b', buffering=0); t.write(b'Code: '); code = t.readline().decode().strip()",
    "standard input": "print('Code: ', end='', file=sys.stderr, flush=True); code = sys.stdin.readline().strip()",
}


class Terminal:
    """A program in the foreground of its own terminal, as a shell starts it."""

    def __init__(self, arguments: list[str], environment: dict[str, str], folder: pathlib.Path, **streams: object):
        self.side, program_side = pty.openpty()
        self.settings = termios.tcgetattr(program_side)
        self.process = subprocess.Popen(
            arguments, env=environment, cwd=folder, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(program_side, termios.TIOCSCTTY, 0), pass_fds=[program_side],
            **({"stdin": program_side, "stdout": program_side, "stderr": program_side} | streams))
        self.program_side = program_side
        self.seen = ""

    def wait_for(self, text: str) -> None:
        """Reads the output until it contains the text."""
        end = time.monotonic() + TIMEOUT_SECONDS
        while text not in self.seen:
            assert select.select([self.side], [], [], max(0, end - time.monotonic()))[0], f"no {text!r} in {self.seen!r}"
            self.seen += os.read(self.side, 65536).decode(errors="replace")

    def type(self, text: str) -> None:
        """Types the text."""
        os.write(self.side, text.encode())

    def end(self, seconds: float = TIMEOUT_SECONDS) -> int:
        """Reads the output until the program ends; returns its exit status."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, f"it goes on; it has shown {self.seen!r}"
            self.read_more()
        self.read_more()
        return self.process.returncode

    def read_more(self) -> None:
        """Reads available output; waits for it only for a moment."""
        if select.select([self.side], [], [], 0.05)[0]:
            self.seen += os.read(self.side, 65536).decode(errors="replace")

    def close(self) -> None:
        """Ends the processes that are left."""
        processes.end(processes.descendants(self.process.pid))
        self.process.kill()
        self.process.wait()
        os.close(self.side)
        os.close(self.program_side)


@pytest.fixture
def home(tmp_path: pathlib.Path, local_aws) -> pathlib.Path:
    """A home folder whose default profile has a credential process that asks for a code, in the way of `ASK`."""
    settings = local_aws.settings()
    keys = {
        "Version": 1, "AccessKeyId": settings["AWS_ACCESS_KEY_ID"], "SecretAccessKey": settings["AWS_SECRET_ACCESS_KEY"]}
    (tmp_path / ".aws").mkdir()
    (tmp_path / "helper.py").write_text(
        f"import os, sys, subprocess, time\nASK = {ASKING!r}\nopen('helper-id', 'w').write(f'{{os.getpid()}}\\n')\n"
        f"exec(ASK[os.environ['ASK']])\nif code != '123456':\n    sys.exit(f'{{code!r}} is not the code')\n"
        f"print({json.dumps(json.dumps(keys))})\n")
    (tmp_path / ".aws/config").write_text(
        f"[default]\nregion = us-east-1\ncredential_process = {shlex.quote(sys.executable)} helper.py\n")
    return tmp_path


@pytest.fixture
def start(counter: Counter, proxy, home: pathlib.Path) -> Iterator:
    """Starts the program on a terminal, with that home folder."""
    with contextlib.ExitStack() as stack:
        def start(*arguments: str, shell: str | None = None, ask: str = "getpass", **streams: object) -> Terminal:
            environment = {
                "PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8",
                "TERM": "xterm", "AWS_ENDPOINT_URL": proxy.endpoint, "ASK": ask}
            command = [str(counter.program), *arguments]
            if shell is not None:
                command = ["bash", "-c", shell.replace("counter", shlex.quote(str(counter.program)))]
            terminal = Terminal(command, environment, home, **streams)
            stack.callback(terminal.close)
            return terminal
        yield start


def helper_id(home: pathlib.Path) -> int:
    """The process id of the program that asks."""
    end = time.monotonic() + TIMEOUT_SECONDS
    while not (home / "helper-id").exists() or not (home / "helper-id").read_text().endswith("\n"):
        assert time.monotonic() < end, "it does not start"
        time.sleep(0.01)
    return int((home / "helper-id").read_text())


def ends(pid: int) -> bool:
    """Whether a killed process is gone, within the moment that the system needs."""
    end = time.monotonic() + PROMPTLY_SECONDS
    while time.monotonic() < end:
        stat = pathlib.Path(f"/proc/{pid}/stat")
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if stat.read_text().rpartition(")")[2].split()[0] not in "ZX":
                time.sleep(0.01)
                continue
        return True
    return False


@pytest.mark.parametrize("ask", ASKING)
def test_a_program_may_ask_at_the_terminal(start, ask: str) -> None:
    terminal = start("whoami", ask=ask)
    terminal.wait_for("Code: ")
    terminal.type("123456\n")
    assert terminal.end() == 0, terminal.seen
    assert "login: profile default: credential_process" in terminal.seen
    assert termios.tcgetattr(terminal.program_side) == terminal.settings


def test_what_it_complains_of_is_seen_where_it_asked(start) -> None:
    terminal = start("whoami")
    terminal.wait_for("Code: ")
    terminal.type("1\n")
    assert terminal.end() == 1
    assert "'1' is not the code" in terminal.seen
    assert "ended with status 1" in terminal.seen


def test_a_program_may_ask_though_standard_input_and_output_are_others(start) -> None:
    terminal = start(shell="echo nothing | counter whoami --json > out", ask="the terminal itself")
    terminal.wait_for("Code: ")
    terminal.type("123456\n")
    assert terminal.end() == 0, terminal.seen


@pytest.mark.parametrize("ask", ASKING)
@pytest.mark.parametrize("command", ["whoami", "plan"])
def test_the_first_ctrl_c_ends_it_and_leaves_the_terminal_as_it_was(
    start, home: pathlib.Path, new_stage, command: str, ask: str
) -> None:
    arguments = [command] + (new_stage().arguments if command == "plan" else [])
    terminal = start(*arguments, ask=ask)
    terminal.wait_for("Code: ")
    helper = helper_id(home)
    terminal.type("\x03")
    assert terminal.end(PROMPTLY_SECONDS) == 130, terminal.seen
    assert ends(helper)
    assert termios.tcgetattr(terminal.program_side) == terminal.settings


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_the_program_alone_ends_what_it_started_too(start, home: pathlib.Path, number: int) -> None:
    # The helper ignores both signals, and has a child that also ignores them.
    helper = home / "helper.py"
    helper.write_text(
        "import signal\nfor each in (signal.SIGINT, signal.SIGTERM): signal.signal(each, signal.SIG_IGN)\n"
        + helper.read_text().replace("exec(", "subprocess.Popen(['sleep', '600'])\nexec(", 1))
    terminal = start("whoami")
    terminal.wait_for("Code: ")
    members = processes.descendants(terminal.process.pid)
    assert len(members) >= 2
    try:
        os.kill(terminal.process.pid, number)
        assert terminal.end(PROMPTLY_SECONDS) == (130 if number == signal.SIGINT else 143), terminal.seen
        assert [pid for pid, _ in members if not ends(pid)] == []
    finally:
        processes.end(members)
    assert termios.tcgetattr(terminal.program_side) == terminal.settings


def test_without_a_terminal_a_signal_ends_what_was_started_too(counter: Counter, proxy, home: pathlib.Path) -> None:
    (home / ".aws/config").write_text(
        "[default]\nregion = us-east-1\n"
        "credential_process = sh -c 'trap \"\" INT TERM; sleep 600 & echo $$ >helper-id; sleep 600; sleep 600'\n")
    process = subprocess.Popen(
        [counter.program, "whoami"], cwd=home, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={"PATH": os.defpath, "HOME": str(home), "AWS_ENDPOINT_URL": proxy.endpoint}, start_new_session=True)
    members = []
    try:
        helper_id(home)
        while len(members := processes.descendants(process.pid)) < 3:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PROMPTLY_SECONDS)
        assert process.returncode == 130
        assert [pid for pid, _ in members if not ends(pid)] == []
    finally:
        processes.end(members)
        process.kill()
        process.wait()


def test_shared_files_may_come_out_of_pipes(start, home: pathlib.Path) -> None:
    keys = "[p]\ncredential_process = " + (home / ".aws/config").read_text().rpartition("= ")[2]
    (home / "credentials").write_text(keys)
    (home / ".aws/config").unlink()
    terminal = start(
        shell="AWS_PROFILE=p AWS_CONFIG_FILE=<(printf '[profile p]\\nregion = eu-west-3\\n')"
        " AWS_SHARED_CREDENTIALS_FILE=<(cat credentials) counter whoami")
    terminal.wait_for("Code: ")
    terminal.type("123456\n")
    assert terminal.end() == 0, terminal.seen
    assert "region: eu-west-3, from profile p" in terminal.seen


def test_a_file_that_keeps_its_reader_waiting_is_left_by_ctrl_c(start, home: pathlib.Path) -> None:
    (home / ".aws/config").unlink()
    os.mkfifo(home / ".aws/config")
    terminal = start("whoami")
    # Once the file can be opened for writing, the program reads it; shortly after that it handles signals.
    end = time.monotonic() + TIMEOUT_SECONDS
    while True:
        with contextlib.suppress(OSError):
            writer = os.open(home / ".aws/config", os.O_WRONLY | os.O_NONBLOCK)
            break
        assert time.monotonic() < end
        time.sleep(0.01)
    time.sleep(0.5)
    terminal.type("\x03")
    assert terminal.end(PROMPTLY_SECONDS) == 130, terminal.seen
    os.close(writer)
