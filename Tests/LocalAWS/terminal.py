"""Runs the program on a pseudo-terminal, and renders the screen and the lines that scrolled off it."""

import fcntl
import os
import signal
import struct
import subprocess
import termios
import threading
import time

import pyte

from program import TIMEOUT_SECONDS

#: The end of each frame of the live block.
FRAME_END = "\x1b[J"


class Screen(pyte.HistoryScreen):
    """A screen that keeps the lines that leave it at the top, also when it shrinks. It cuts long lines."""

    def __init__(self, columns: int, rows: int):
        super().__init__(columns, rows, history=10_000)

    def resize(self, lines: int | None = None, columns: int | None = None) -> None:
        """Resizes as xterm does: the cursor stays on the screen; lines without room above it go into the history."""
        rows, columns = lines or self.lines, columns or self.columns
        surplus, place = self.cursor.y - rows + 1, self.cursor.y
        for _ in range(surplus):
            self.cursor.y = self.lines - 1
            self.index()
        self.cursor.y = place - max(0, surplus)
        for row in range(rows, self.lines):
            self.buffer.pop(row, None)
        for line in self.buffer.values():
            for column in range(columns, self.columns):
                line.pop(column, None)
        self.lines, self.columns = rows, columns
        self.cursor.x = min(self.cursor.x, columns - 1)
        self.set_margins()
        self.dirty.update(range(rows))

    def rendered(self) -> list[str]:
        """All lines, from the first line of the history to the last one on the screen."""
        above = ["".join(line[column].data for column in range(max(line, default=-1) + 1)) for line in self.history.top]
        return [line.rstrip() for line in above + list(self.display)]


class Terminal:
    """A run of the program on its own terminal."""

    def __init__(self, counter, *arguments: str, columns: int = 80, rows: int = 24, **changes: str | None):
        environment = {**counter.environment, "TERM": "xterm", **changes}
        self.screen = Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self._lock = threading.Lock()
        self._text = ""
        self._descriptor, side = os.openpty()
        self._set_size(columns, rows)
        self.process = subprocess.Popen(
            [str(counter.program), *arguments], cwd=counter.home, stdin=side, stdout=side, stderr=side,
            env={name: value for name, value in environment.items() if value is not None}, start_new_session=True,
            # Ctrl-C signals only processes whose controlling terminal this is.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(side)
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        while True:
            try:
                part = os.read(self._descriptor, 65536)
            except OSError:
                return  # Linux reports EIO when the other side is closed.
            if not part:
                return
            with self._lock:
                text = part.decode(errors="replace")
                self._text += text
                self._stream.feed(text)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns: int, rows: int) -> list[str]:
        """Changes the size between two frames; returns the lines that were on the screen before."""
        self.process.send_signal(signal.SIGSTOP)
        written = None
        while written != (written := self.written):
            time.sleep(0.05)
        with self._lock:
            before = [line.rstrip() for line in self.screen.display]
            self._set_size(columns, rows)
            self.screen.resize(rows, columns)
        frames = self.written.count(FRAME_END)
        self.process.send_signal(signal.SIGCONT)
        # The next frame may still have the old size; the one after it has the new size. Without a frame between two
        # changes of the size, the program could not know how often the terminal has wrapped a line.
        deadline = time.monotonic() + 2
        while self.written.count(FRAME_END) < frames + 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        return before

    @property
    def written(self) -> str:
        """All bytes that were written to it, decoded."""
        with self._lock:
            return self._text

    @property
    def lines(self) -> list[str]:
        """The rendered lines, with those above the screen."""
        with self._lock:
            return self.screen.rendered()

    def await_text(self, text: str) -> None:
        """Waits until the text is written."""
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while text not in self.written:
            assert time.monotonic() < deadline and self.process.poll() is None, "\n".join(self.lines)
            time.sleep(0.02)

    def type(self, text: str) -> None:
        """Types the text, as its user would."""
        os.write(self._descriptor, text.encode())

    def finish(self) -> int:
        """Waits until the program ends; returns its exit code."""
        try:
            return self.process.wait(TIMEOUT_SECONDS)
        finally:
            self.close()

    def close(self) -> None:
        """Kills the program if it still runs, and closes the terminal."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._reader.join(TIMEOUT_SECONDS)
        os.close(self._descriptor)
