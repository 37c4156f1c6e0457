"""Ctrl-C and SIGTERM: calls under way finish, nothing else begins, and the same command continues later."""

import os
import pathlib
import signal
import threading
import time

import pytest

from aws_answers import refusal
from deployers import Lane, Running
from deployment import PROGRAM, built
from program import DONE, TIMEOUT_SECONDS, Run
from proxy import writes

EXIT_CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}
#: The calls that come after the function, and must not begin.
LATER = {"PublishVersion", "CreateAlias", "CreateFunctionUrlConfig", "AddPermission"}
#: Longer than any local work of the program takes.
HELD_SECONDS = 1.0
NOTICE_SECONDS = 20

both_signals = pytest.mark.parametrize("number", EXIT_CODES, ids=lambda number: number.name)


@pytest.fixture(scope="module")
def lane(local_aws, tiny_function, tmp_path_factory):
    """A deployer behind its own proxy; nobody visits what it deploys."""
    lane = Lane(local_aws, built(PROGRAM), tmp_path_factory.mktemp("home"), tiny_function)
    yield lane
    lane.close()


def catches(process_id: int, number: int) -> bool:
    """Whether a process has its own handler for the signal (proc(5), SigCgt)."""
    lines = pathlib.Path(f"/proc/{process_id}/status").read_text().splitlines()
    mask = next(line.split()[1] for line in lines if line.startswith("SigCgt:"))
    return bool(int(mask, 16) >> (number - 1) & 1)


def wait_until(condition) -> None:
    """Waits until the condition holds; fails after `NOTICE_SECONDS`."""
    deadline = time.monotonic() + NOTICE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.01)


class Interruption:
    """A rule that sends signals to the deployer when a matching call arrives, and then forwards the call."""

    def __init__(self, number: int, times: int = 1):
        self.number, self.times = number, times
        self.sent = False
        self.answered = False
        #: Whether the deployer still ran when the call was answered.
        self.was_awaited = False
        self._running: Running | None = None
        self._started = threading.Event()

    def watch(self, running: Running) -> Running:
        """Sets the process that gets the signals."""
        self._running = running
        self._started.set()
        return running

    def send(self) -> None:
        """Sends the signals, with a pause between them in which the program can react."""
        self._started.wait()
        process = self._running.process
        self.sent = True
        wait_until(lambda: catches(process.pid, self.number))
        for left in range(self.times, 0, -1):
            self._running.signal(self.number)
            if left > 1:
                time.sleep(HELD_SECONDS)

    def __call__(self, call, forward):
        if self.sent:
            return forward()
        self.send()
        time.sleep(HELD_SECONDS)
        self.was_awaited = self._running.process.poll() is None
        answer = forward()
        self.answered = True
        return answer


def interrupted(lane: Lane, interruption: Interruption, matches, start) -> tuple[Run, list]:
    """Runs the deployer with the interruption at the first matching call; returns the run and its calls."""
    with lane.proxy.rule(matches, interruption), lane.proxy.recording() as calls:
        run = interruption.watch(start()).finish()
    assert interruption.sent, str(run)
    return run, calls


def assert_continues(lane: Lane, stage) -> None:
    """Asserts that the same command continues, and leaves nothing to do."""
    lane.deploy(stage).finish().expect(DONE)
    lane.counter.plan(stage, "--detailed-exitcode").expect(DONE)


@both_signals
def test_a_write_under_way_ends_and_nothing_after_it_begins(lane, cloud, stage, number):
    interruption = Interruption(number)
    run, calls = interrupted(
        lane, interruption, lambda call: call.action == "CreateFunction", lambda: lane.deploy(stage))
    run.expect(EXIT_CODES[number])
    assert interruption.was_awaited and interruption.answered, f"it did not wait for what it had sent\n{run}"
    assert not LATER & {call.action for call in calls}, str(run)
    said = " ".join(run.stderr.split())
    for name in (stage.table, stage.role, stage.log_group, stage.function):
        assert name in said, f"the summary does not name {name}\n{run}"
    for name in (f"release {stage.function}:live", f"url {stage.function}:live"):
        assert name in said.partition("Not begun:")[2], f"the summary does not say what was not begun\n{run}"
    assert "same command" in said
    assert set(cloud.left(stage)) == {"table", "role", "log group", "function"}
    assert_continues(lane, stage)


@both_signals
def test_a_wait_is_given_up_and_its_resource_named(lane, stage, number):
    interruption, refused = Interruption(number), []

    def not_assumable(call, forward):
        refused.append(call)
        if len(refused) == 2:
            interruption.send()
        return refusal(call, 400, "InvalidParameterValueException",
                       "The role defined for the function cannot be assumed by Lambda.")

    with lane.proxy.rule(lambda call: call.action == "CreateFunction", not_assumable):
        run = interruption.watch(lane.deploy(stage)).finish().expect(EXIT_CODES[number])
    said = " ".join(run.stderr.split())
    assert f"function {stage.function}" in said.partition("Unfinished:")[2], str(run)
    assert stage.table in said and "Not begun:" in said, str(run)
    assert_continues(lane, stage)


@both_signals
def test_while_planning_nothing_was_touched(lane, cloud, stage, number):
    run, calls = interrupted(lane, Interruption(number), lambda call: True, lambda: lane.deploy(stage))
    run.expect(EXIT_CODES[number])
    assert writes(calls) == [] and cloud.left(stage) == {}
    assert "before anything was changed" in " ".join(run.stderr.split()), str(run)
    assert_continues(lane, stage)


@both_signals
def test_a_second_one_ends_it_at_once(lane, stage, number):
    interruption = Interruption(number, times=2)
    run, _ = interrupted(lane, interruption, lambda call: call.action == "CreateFunction", lambda: lane.deploy(stage))
    # A shell reports the end by a signal as 128 plus the signal's number.
    assert run.exit_code in (EXIT_CODES[number], -number), str(run)
    assert not interruption.was_awaited, "it waited for the answer all the same"
    assert_continues(lane, stage)


@both_signals
def test_a_destroy_is_continued_too(lane, cloud, stage, number):
    lane.deploy(stage).finish().expect(DONE)
    run, calls = interrupted(
        lane, Interruption(number), lambda call: call.action == "DeleteFunctionUrlConfig", lambda: lane.destroy(stage))
    run.expect(EXIT_CODES[number])
    assert not {"DeleteFunction", "DeleteTable", "DeleteRole"} & {call.action for call in calls}, str(run)
    assert "function" in cloud.left(stage)
    lane.destroy(stage).finish().expect(DONE)
    assert cloud.left(stage) == {}


@both_signals
def test_at_the_question_nothing_is_done(lane, cloud, stage, number):
    terminal, programs_side = os.openpty()
    running = Running(lane.counter, "deploy", *stage.arguments, "--function", str(lane.counter.function),
                      terminal=programs_side)
    os.close(programs_side)
    guard = threading.Timer(TIMEOUT_SECONDS, running.kill)
    guard.start()
    shown, sent = b"", False
    try:
        while part := os.read(terminal, 65536):
            shown += part
            if b"yes" in shown and not sent:
                sent = True
                wait_until(lambda: catches(running.process.pid, number))
                running.signal(number)
    except OSError:
        pass  # Linux reports EIO when the other side is closed.
    finally:
        running.process.wait()
        guard.cancel()
        os.close(terminal)
    assert sent and running.process.returncode == EXIT_CODES[number], shown.decode(errors="replace")
    assert cloud.left(stage) == {}
