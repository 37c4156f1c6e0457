"""CloudWatch Logs' gap: a deleted log group reappears without tags, when Lambda delivers late lines."""

import contextlib
import threading

import botocore.exceptions

from aws_answers import succeeded
from gaps import Forward, Gap
from proxy import Answer, Call
from subjects import subject


class LogGroupReborn(Gap):
    """Once, `seconds` after its deletion, a log group exists again, without tags."""

    def __init__(self, logs, seconds: float = 0):
        #: A boto3 client that calls the local AWS directly.
        self.logs = logs
        self.seconds = seconds
        self._timers: list[threading.Timer] = []
        self._done: set[str | None] = set()

    def __call__(self, call: Call, forward: Forward) -> Answer:
        answer = forward()
        group = subject(call)
        if call.action == "DeleteLogGroup" and succeeded(answer) and group not in self._done:
            self._done.add(group)
            if self.seconds == 0:
                self._revive(group)
            else:
                self._timers.append(threading.Timer(self.seconds, self._revive, [group]))
                self._timers[-1].start()
            return self.played(call, answer)
        return answer

    def _revive(self, group: str | None) -> None:
        with contextlib.suppress(botocore.exceptions.ClientError):
            self.logs.create_log_group(logGroupName=group)

    def wait(self) -> None:
        """Waits until all these log groups exist again."""
        for timer in self._timers:
            timer.join()
