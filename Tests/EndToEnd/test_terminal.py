"""The rendered output on terminals of several sizes; Ctrl-C and Ctrl-D at any point; and escaped text."""

import contextlib
import os
import pathlib
import re
import signal
import threading
import time

import pytest

from kinds import KINDS
from program import DONE, FAILED
from stage import RESOURCES, TAGS_KEY
from terminal import Terminal

INTERRUPTED, TERMINATED = 130, 143
CTRL_C, CTRL_D = "\x03", "\x04"
#: Much longer than the program needs to end, and much shorter than it would otherwise wait.
ENDING_SECONDS = 20
SIZES = [(80, 5), (60, 20), (200, 50)]
SIZE_NAMES = [f"{columns}x{rows}" for columns, rows in SIZES]
#: A row of the live block for a finished resource, and a row for any resource.
DONE_ROW, ROW = re.compile(r"^  ✓ .*created in"), re.compile(r"^  [✓⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] ")
#: The part of a row that identifies its resource, at any width.
NAMES = [kind.json_name for kind in KINDS]


@contextlib.contextmanager
def on_terminal(counter, *arguments: str, **options):
    """Runs the program on a terminal, and closes both at the end of the block."""
    terminal = Terminal(counter, *arguments, **options)
    try:
        yield terminal
    finally:
        with contextlib.suppress(OSError):
            terminal.close()


@contextlib.contextmanager
def slowly(proxy, then=lambda: None):
    """Delays every write, so that the live block is drawn several times; calls `then` in the middle of each delay."""

    def hold(call, forward):
        time.sleep(0.15)
        then()
        time.sleep(0.15)
        return forward()

    with proxy.rule(lambda call: call.action.startswith(("Create", "Put", "Add", "Publish")), hold):
        yield


def kinds(lines: list[str], row: re.Pattern) -> list[str]:
    """The kinds in the rows that match, once for each row."""
    return sorted(line.split()[1] for line in lines if row.match(line))


@pytest.mark.parametrize("columns, rows", SIZES, ids=SIZE_NAMES)
def test_each_row_of_the_live_block_is_there_once(counter, proxy, stage, columns, rows):
    arguments = ["deploy", *stage.arguments, "--function", str(counter.function), "--yes"]
    with slowly(proxy), on_terminal(counter, *arguments, columns=columns, rows=rows) as terminal:
        assert terminal.finish() == 0, "\n".join(terminal.lines)
        assert terminal.written.count("\x1b[J") > 5, "the block was not drawn anew"
        assert kinds(terminal.lines, ROW) == sorted(NAMES), "\n".join(terminal.lines)
        assert len(kinds(terminal.lines, DONE_ROW)) == RESOURCES


@pytest.mark.parametrize("first", [0, 1, 2], ids=SIZE_NAMES)
def test_each_row_is_there_once_where_the_size_changes_in_between(counter, proxy, stage, first):
    seen, one_by_one = [], threading.Lock()

    def change() -> None:
        with one_by_one:
            seen.append(kinds(terminal.resize(*SIZES[(first + len(seen) + 1) % len(SIZES)]), ROW))

    arguments = ["deploy", *stage.arguments, "--function", str(counter.function), "--yes"]
    columns, rows = SIZES[first]
    with on_terminal(counter, *arguments, columns=columns, rows=rows) as terminal, slowly(proxy, change):
        assert terminal.finish() == 0, "\n".join(terminal.lines)
        assert len(seen) >= len(SIZES)
        # A window that loses height pushes rows of the block above the screen, where the program cannot overwrite them.
        # So each row is checked on the screen and at the end.
        for shown in seen:
            assert len(set(shown)) == len(shown), seen
        last = [line for line in terminal.lines if ROW.match(line)][-RESOURCES:]
        assert kinds(last, DONE_ROW) == sorted(NAMES), "\n".join(terminal.lines)


@pytest.fixture
def mfa(counter, tmp_path) -> dict[str, str]:
    """The environment of a login that asks for a code; the device's name contains terminal escape sequences."""
    config = tmp_path / "config"
    config.write_text(
        "[profile mfa]\nrole_arn = arn:aws:iam::000000000000:role/x\nsource_profile = keys\n"
        "mfa_serial = arn:aws:iam::000000000000:mfa/\x1b[2Jm\u200be\n\n[profile keys]\naws_access_key_id = "
        f"{counter.environment['AWS_ACCESS_KEY_ID']}\naws_secret_access_key = "
        f"{counter.environment['AWS_SECRET_ACCESS_KEY']}\n")
    return {"NO_COLOR": "1", "AWS_CONFIG_FILE": str(config), "AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}


@pytest.mark.parametrize("command", ["plan", "deploy", "status", "destroy", "policy", "whoami", "open"])
def test_ctrl_c_ends_the_question_for_a_code(counter, stage, mfa, command):
    # `policy` would need no login if the settings named the account.
    stage.write(account=None)
    place = [] if command == "whoami" else stage.arguments
    with on_terminal(counter, command, *place, "--profile", "mfa", **mfa) as terminal:
        terminal.await_text("Code of ")
        started = time.monotonic()
        terminal.type(CTRL_C)
        assert terminal.finish() == INTERRUPTED, "\n".join(terminal.lines)
        assert time.monotonic() - started < ENDING_SECONDS
        assert "mfa/\\u{1b}[2Jm\\u{200b}e: ^C\r\n" in terminal.written and "\nError: interrupted" in terminal.written


def test_sigterm_ends_the_question_for_a_code_too(counter, stage, mfa):
    with on_terminal(counter, "plan", *stage.arguments, "--profile", "mfa", **mfa) as terminal:
        terminal.await_text("Code of ")
        terminal.process.terminate()
        assert terminal.finish() == TERMINATED, "\n".join(terminal.lines)
        assert "e: \r\n" in terminal.written and "\nError: interrupted" in terminal.written


def test_ctrl_d_ends_the_line_of_a_question(counter, stage, mfa):
    with on_terminal(counter, "plan", *stage.arguments, "--profile", "mfa", **mfa) as terminal:
        terminal.await_text("Code of ")
        terminal.type(CTRL_D)
        assert terminal.finish() == FAILED
        assert "m\\u{200b}e: \r\n" in terminal.written and "\nError: " in terminal.written
    with on_terminal(counter, "deploy", *stage.arguments, "--function", str(counter.function)) as terminal:
        terminal.await_text("is accepted: ")
        terminal.type("ye" + CTRL_D + CTRL_D)
        assert terminal.finish() == FAILED
        assert "is accepted: ye\r\nNothing was changed" in terminal.written


@pytest.mark.parametrize("command", ["plan", "whoami", "open"])
def test_ctrl_c_ends_a_login_that_takes_long(counter, stage, tmp_path, command):
    started_file = tmp_path / "started"
    program = tmp_path / "login"
    program.write_text(f"#!/bin/sh\ntouch {started_file}\nexec sleep 60\n")
    program.chmod(0o755)
    config = tmp_path / "config"
    config.write_text(f"[profile slow]\ncredential_process = {program}\n")
    place = [] if command == "whoami" else stage.arguments
    with on_terminal(
            counter, command, *place, "--profile", "slow", AWS_CONFIG_FILE=str(config), AWS_ACCESS_KEY_ID=None,
            AWS_SECRET_ACCESS_KEY=None) as terminal:
        await_file(started_file)
        started = time.monotonic()
        terminal.type(CTRL_C)
        assert terminal.finish() == INTERRUPTED, "\n".join(terminal.lines)
        assert time.monotonic() - started < ENDING_SECONDS


def await_file(path: pathlib.Path) -> str:
    """Waits, for a minute at most, until the file exists; returns its content."""
    deadline = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} was never written"
        time.sleep(0.02)
    return path.read_text()


def is_running(process_id: str) -> bool:
    """Whether a process still runs; a zombie, which still has an entry in proc(5), does not count."""
    try:
        status = pathlib.Path(f"/proc/{process_id.strip()}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def test_ctrl_c_ends_a_build_with_all_that_it_started_also_one_that_will_not_end(counter, stage, tmp_path):
    """The fake build starts its child in another process group, as `swift build` does. Its output is escaped."""
    folder, ids = tmp_path / "bin", tmp_path / "ids"
    folder.mkdir()
    swift = folder / "swift"
    swift.write_text(
        "#!/bin/bash\ntrap '' TERM INT\nsleep 300 & child=$!\nsetsid sleep 300 & other=$!\n"
        r"printf '[1/2] Compiling \033[2Ja\342\200\213b\n##[add-mask]x\n'" "\n"
        f"echo $$ $child $other > {ids}.new; mv {ids}.new {ids}\nwhile true; do wait; done\n")
    swift.chmod(0o755)
    arguments = ["package", "--output", str(tmp_path / "x.zip"), *stage.arguments]
    with on_terminal(counter, *arguments, PATH=f"{folder}:{counter.environment['PATH']}") as terminal:
        processes = await_file(ids).split()
        terminal.type(CTRL_C)
        assert terminal.finish() == INTERRUPTED, "\n".join(terminal.lines)
        left = [process for process in processes if is_running(process)]
        for process in left:
            os.kill(int(process), signal.SIGKILL)
        assert left == []
        assert "Compiling \\u{1b}[2Ja\\u{200b}b" in terminal.written


def commands(text: str) -> list[str]:
    """The text that GitHub's runner would parse as commands (actions/runner, ActionCommand.cs), known or not."""
    return [line for line in re.split("[\r\n]", text) if line.lstrip().startswith("::") or "##[" in line]


def test_no_line_is_a_command_to_githubs_runner(counter, stage):
    assert commands("  ::a::b\nc ##[d]e\nf::g") == ["  ::a::b", "c ##[d]e"]
    note = "a note of as many words as it takes before it is wrapped ::set-output name=url::evil"
    stage.write(**{TAGS_KEY: {"note": note}})
    for form in ([], ["--json"]):
        run = counter.deploy(stage, *form, GITHUB_ACTIONS="true").expect(DONE)
        assert commands(run.stdout) + commands(run.stderr) == [], str(run)
    stage.write()
    refused = ["plan", *stage.arguments, "--region", "##[add-mask]x"]
    spelt = 0
    for width in range(20, 110, 6):
        for arguments in (["plan", *stage.arguments, "--function", str(counter.function)], refused):
            run = counter(*arguments, GITHUB_ACTIONS="true", COLUMNS=str(width))
            assert commands(run.stdout) + commands(run.stderr) == [], str(run)
            spelt += "\\u{3a}:set-output" in run.stdout
    assert spelt, "at no width the tag's value begins a line"
    for arguments in (["plan", *stage.arguments, "--function", str(counter.function)], refused):
        for form in ("--json", "--markdown"):
            run = counter(*arguments, form, GITHUB_ACTIONS="true")
            assert commands(run.stdout) + commands(run.stderr) == [], str(run)
            assert "set-output" in run.stdout or "add-mask" in run.stdout + run.stderr
