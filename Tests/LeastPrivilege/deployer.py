"""Runs the program as a user with exactly one policy, which two judges enforce."""

import contextlib
import json
import pathlib

from authorization import Check
from cloud import Cloud
from judge import Judge
from local_iam import LocalUser
from program import Counter
from proxy import Call, RecordingProxy
from stage import Stage


class Deployer:
    """The program with a user's keys, and the program with the administrator's keys.

    Both use one proxy, since its address is part of what they deploy. Only the user's requests are judged: by AWS's
    rules in the proxy, then by the local AWS's rules.
    """

    def __init__(self, aws, cloud: Cloud, program: pathlib.Path, function: pathlib.Path, home: pathlib.Path,
                 user: str = "deployer"):
        self.proxy = RecordingProxy(aws.port)
        self.user = LocalUser(cloud.iam, user)
        self.judge = Judge(self.user.arn, cloud.boundary)
        settings = {**aws.settings(), "AWS_ENDPOINT_URL": self.proxy.endpoint}
        self.administrator = Counter(program, home, settings, function)
        self.counter = Counter(program, home, {**settings, **self.user.keys}, function)

    def close(self) -> None:
        """Stops the proxy."""
        self.proxy.close()

    def printed_policy(self, stage: Stage, *arguments: str) -> dict:
        """The policy that the program prints for a stage."""
        return self.counter("policy", *stage.arguments, *arguments).expect(0).document

    @contextlib.contextmanager
    def holding(self, policy: dict):
        """Within the block, the user may do what the policy allows; gives a list, which holds AWS's checks at its end.

        Only the user may send requests within the block.
        """
        self.user.may(policy)
        self.judge.policy = policy
        before = len(self.judge.asked)
        asked: list[Check] = []
        with self.proxy.rule(self._is_the_users, self.judge), self.proxy.recording() as calls:
            yield asked
        asked += self.judge.asked[before:]
        assert not self.judge.mistakes, f"not everything could be judged: {self.judge.mistakes}"
        strangers = [str(call) for call in calls if not self._is_the_users(call)]
        assert not strangers, f"not everything was asked with the user's keys: {strangers}"

    def _is_the_users(self, call: Call) -> bool:
        return self.user.keys["AWS_ACCESS_KEY_ID"] in call.headers.get("authorization", "")


def policy_in(text: str) -> dict:
    """The policy statements that a text contains, as a policy."""
    found, at = [], 0
    while (at := text.find("{", at)) >= 0:
        try:
            value, at = json.JSONDecoder().raw_decode(text, at)
        except ValueError:
            at += 1
            continue
        if "Effect" in value:
            found.append(value)
    return {"Statement": found}
