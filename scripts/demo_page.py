"""Serves the demo's page: `counter open` runs on after the demo, until `scripts/local-aws stop` or the next demo."""

import json
import pathlib
import subprocess
import sys
import time

import processes

ROOT = pathlib.Path(__file__).resolve().parent.parent
START_TIMEOUT_SECONDS = 60


class DemoPageError(Exception):
    """The page is not served; the message is the program's own error."""


class DemoPage:
    """One page server. A file in its folder holds the id and the start time of the process, which identify it."""

    def __init__(self, folder: pathlib.Path = ROOT / ".build" / "demo-page"):
        self.folder = folder
        self.state_file = folder / "state.json"
        self.output = folder / "output"
        self.errors = folder / "errors"

    def start(self, command: list[str]) -> str:
        """Stops an earlier server and starts `command`; returns the address, which is `command`'s last line."""
        self.stop()
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.output.open("wb") as output, self.errors.open("wb") as errors:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, start_new_session=True)
        self.state_file.write_text(json.dumps({"pid": process.pid, "started": processes.started(process.pid)}))
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while True:
            has_ended = process.poll() is not None
            text = self.output.read_text(errors="replace")
            lines = text.splitlines()
            if not has_ended and text.endswith("\n") and lines[-1].startswith("http://"):
                return lines[-1]
            if has_ended or time.monotonic() > deadline:
                self.stop()
                reason = self.errors.read_text(errors="replace").strip()
                raise DemoPageError(reason or f"error: {command[0]} gave no address within {START_TIMEOUT_SECONDS} s.")
            time.sleep(0.05)

    def stop(self) -> bool:
        """Ends the server, if the process is still the one that was started; returns whether it ran."""
        try:
            state = json.loads(self.state_file.read_text())
            running = processes.started(state["pid"]) == state["started"]
        except (OSError, ValueError, KeyError, TypeError):
            return False
        if running:
            processes.end([(state["pid"], state["started"])])
        self.state_file.unlink(missing_ok=True)
        return running


def main() -> int:
    """Runs the command line: `start COMMAND…` prints the address, `stop` ends the server."""
    if sys.argv[1:] == ["stop"]:
        DemoPage().stop()
        return 0
    if len(sys.argv) < 3 or sys.argv[1] != "start":
        print("usage: demo_page.py start COMMAND… | stop", file=sys.stderr)
        return 64
    try:
        print(DemoPage().start(sys.argv[2:]))
    except (DemoPageError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
