"""The scripts end the processes that they started, with all descendants."""

import os
import pathlib
import subprocess
import sys
import time

import pytest

import processes

SCRIPT = pathlib.Path(processes.__file__)
#: Starts one child, and another child in its own session; reports that, and waits.
PARENT = "sleep 300 & setsid sleep 300 & echo ready; wait"


@pytest.fixture
def tree():
    """A process with two children; their ids and start times."""
    parent = subprocess.Popen(["bash", "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout.readline() == "ready\n"
    while len(processes.descendants(parent.pid)) < 2:
        time.sleep(0.01)
    members = processes.descendants(parent.pid)
    yield parent, members
    processes.end(members)
    parent.kill()
    parent.wait()
    parent.stdout.close()


def alive(members) -> list[int]:
    """Those of the processes that still run."""
    return [pid for pid, start in members if processes.started(pid) == start]


def test_what_a_process_leaves_behind_when_it_is_asked_to_end_is_ended_too(tree):
    parent, members = tree
    subprocess.run([sys.executable, "-I", str(SCRIPT), str(parent.pid)], check=True, timeout=30)
    assert alive(members) == []
    assert parent.wait(timeout=10) != 0


def test_a_process_that_is_gone_already_is_no_error(tree):
    parent, members = tree
    os.kill(parent.pid, 15)
    parent.wait(timeout=10)
    subprocess.run([sys.executable, "-I", str(SCRIPT), str(parent.pid)], check=True, timeout=30)
    assert len(alive(members)) == 2, "what it left behind is no longer its own, and not touched"
