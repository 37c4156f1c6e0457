"""Identifies processes by id and start time, so that a reused id is never taken for a process that we started.

Run as a program with a process id, it ends that process, and then the processes that this one left behind.
"""

import os
import pathlib
import signal
import subprocess
import sys
import time

PROC = pathlib.Path("/proc/self/stat").exists()


def table() -> dict[int, tuple[int, str]]:
    """Every process's parent and start time, by its id."""
    found: dict[int, tuple[int, str]] = {}
    if PROC:
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    # The name in parentheses may have spaces; state, parent and start time follow it (proc(5)).
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                if fields[0] != "Z":
                    found[int(entry.name)] = (int(fields[1]), fields[19])
        return found
    listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,lstart="], capture_output=True, text=True, check=True)
    for line in listing.stdout.splitlines():
        pid, parent, started = line.split(None, 2)
        found[int(pid)] = (int(parent), started)
    return found


def started(pid: int) -> str | None:
    """The start time of a process, in a form that is only good for comparison; None if the process is gone."""
    entry = table().get(pid)
    return entry[1] if entry else None


def descendants(pid: int) -> list[tuple[int, str]]:
    """The ids and start times of all descendants of a process."""
    processes, found, parents = table(), [], {pid}
    while parents:
        children = {child for child, (parent, _) in processes.items() if parent in parents}
        found += [(child, processes[child][1]) for child in children]
        parents = children
    return found


def _alive(processes: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Those of the processes that still run."""
    now = table()
    return [(pid, start) for pid, start in processes if now.get(pid, (0, ""))[1] == start]


def _reap(processes: list[tuple[int, str]]) -> None:
    """Collects the exit status of those that are our own children."""
    for pid, _ in processes:
        try:
            os.waitpid(pid, os.WNOHANG)
        except OSError:
            pass


def end(processes: list[tuple[int, str]], timeout_seconds: float = 10) -> None:
    """Sends SIGTERM to the processes, waits, and kills those that are left."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        for pid, _ in _alive(processes):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass
        deadline = time.monotonic() + timeout_seconds
        while _alive(processes) and time.monotonic() < deadline:
            _reap(processes)
            time.sleep(0.05)
        _reap(processes)
        if not _alive(processes):
            return


def end_with_descendants(pid: int, timeout_seconds: float = 60) -> None:
    """Sends SIGTERM to a process and waits while it cleans up; then ends it, if need be, and its descendants."""
    begun, itself = descendants(pid), started(pid)
    if itself is None:
        return
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + timeout_seconds
    while _alive([(pid, itself)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    end([*begun, (pid, itself)])


if __name__ == "__main__":
    end_with_descendants(int(sys.argv[1]))
