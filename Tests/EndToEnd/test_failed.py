"""Failed resources are not as described: plan and status show the reason; a deploy repairs them or ends with it."""

import time

import pytest

from aws_answers import content, edited, refusal, succeeded
from program import CHANGES_PENDING, DONE, FAILED
from proxy import writes
from stage import ALIAS, MEMORY_KEY

FAILED_FUNCTION = {
    "State": "Failed", "StateReasonCode": "KMSKeyAccessDenied",
    "StateReason": "Lambda was unable to decrypt the environment variables."}
FAILED_UPDATE = {
    "LastUpdateStatus": "Failed", "LastUpdateStatusReasonCode": "InvalidZipFileException",
    "LastUpdateStatusReason": "Could not unzip the uploaded file."}
INACCESSIBLE = "INACCESSIBLE_ENCRYPTION_CREDENTIALS"


def _of_function(call, qualifier: str | None) -> bool:
    return call.action == "GetFunction" and ("Qualifier" in call.query) == (qualifier is not None)


class Broken:
    """The function, or the served version, shows these members until one of the calls that repair it."""

    def __init__(self, members: dict, mended_by: tuple[str, ...] = (), qualifier: str | None = None):
        self.members, self.mended_by, self.qualifier = members, mended_by, qualifier
        self.is_mended = False

    def __call__(self, call, forward):
        answer = forward()
        if call.action in self.mended_by and succeeded(answer):
            self.is_mended = True
        if self.is_mended or not _of_function(call, self.qualifier) or not succeeded(answer):
            return answer
        return edited(answer, lambda value: value["Configuration"].update(self.members))


class Inaccessible:
    """The table's KMS key is inaccessible."""

    def __call__(self, call, forward):
        answer = forward()
        if call.action != "DescribeTable" or not succeeded(answer):
            return answer
        return edited(answer, lambda value: value["Table"].update(
            TableStatus=INACCESSIBLE,
            SSEDescription={"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": "arn:aws:kms:us-east-1:1:key/k",
                            "InaccessibleEncryptionDateTime": 1.768480245123e9}))


#: What is broken; the resource that shows it; AWS's words, which must be reported.
CASES = {
    "the function": (lambda: Broken(FAILED_FUNCTION), "function", "KMSKeyAccessDenied: Lambda was unable to decrypt"),
    "the function's last update": (lambda: Broken(FAILED_UPDATE), "function", "InvalidZipFileException: Could not unzip"),
    "the version that is served": (
        lambda: Broken(FAILED_FUNCTION, qualifier=ALIAS), "release", "KMSKeyAccessDenied: Lambda was unable to decrypt"),
    "the table": (Inaccessible, "table", INACCESSIBLE),
}


def reported(run) -> str:
    return " ".join((run.stdout + run.stderr).split())


@pytest.mark.parametrize("broken, kind, words", CASES.values(), ids=CASES.keys())
def test_what_has_failed_is_shown_by_every_look_with_its_reason_and_is_not_as_described(
        counter, proxy, deployed, broken, kind, words):
    stage, _ = deployed
    with proxy.playing(broken()), proxy.recording() as calls:
        plan = counter.plan(stage, "--detailed-exitcode").expect(CHANGES_PENDING)
        as_json = counter.plan(stage, "--detailed-exitcode", "--json").expect(CHANGES_PENDING).json
        markdown = counter.plan(stage, "--markdown", "--detailed-exitcode").expect(CHANGES_PENDING)
        status = counter("status", *stage.arguments).expect(DONE)
        status_json = counter("status", *stage.arguments, "--json").expect(DONE).json
    assert writes(calls) == []
    for run in (plan, markdown, status):
        assert words in reported(run) and "as described." not in reported(run).replace("not as described", ""), str(run)
    assert "not as described" in reported(status) and status_json["drifted"] is True
    for steps in (as_json["steps"], status_json["steps"]):
        # The reason is in a change if a property differs, and otherwise in a failure.
        assert [step["kind"] for step in steps if step["action"] != "none" or "failure" in step] == [kind]
        step, = (step for step in steps if step["kind"] == kind)
        assert words in f"{step.get('failure')} {step['changes']}"
        assert "failure" in step or kind == "function" and step["changes"][0]["property"] == "lastUpdate"


def test_a_function_that_an_update_brings_back_is_mended_by_a_deploy(counter, proxy, deployed):
    stage, _ = deployed
    for members in (FAILED_FUNCTION, FAILED_UPDATE):
        broken = Broken(members, mended_by=("UpdateFunctionConfiguration",))
        with proxy.playing(broken), proxy.recording() as calls:
            counter.deploy(stage).expect(DONE)
            counter.plan(stage, "--detailed-exitcode").expect(DONE)
        first = next(call for call in calls if call.is_write)
        assert broken.is_mended and first.action == "UpdateFunctionConfiguration"
        # The whole configuration, since the part that failed is unknown.
        assert {"Role", "Environment", "MemorySize", "Timeout"} <= content(first).keys()


def test_a_function_that_failed_is_mended_by_the_change_that_is_due_as_well(counter, proxy, stage):
    counter.deploy(stage).expect(DONE)
    stage.write(**{MEMORY_KEY: 256})
    with proxy.playing(Broken(FAILED_FUNCTION, mended_by=("UpdateFunctionConfiguration",))), proxy.recording() as calls:
        counter.deploy(stage).expect(DONE)
    assert [call.action for call in calls if call.is_write].count("UpdateFunctionConfiguration") == 1
    counter.plan(stage, "--detailed-exitcode").expect(DONE)


def refused_since_failed(call, forward):
    """Refuses to change a failed function, as AWS does."""
    if call.action != "UpdateFunctionConfiguration":
        return forward()
    return refusal(
        call, 409, "ResourceConflictException",
        "The operation cannot be performed at this time. The function is currently in the following state: Failed")


STAYS = {
    "a function that no update brings back": ([Broken(FAILED_FUNCTION)], "Lambda was unable to decrypt", 60),
    "a function that takes no update": (
        [Broken(FAILED_FUNCTION), refused_since_failed], "currently in the following state: Failed", 10),
    "a version that failed": ([Broken(FAILED_FUNCTION, qualifier=ALIAS)], "Lambda was unable to decrypt", 10),
    "a table without its key": ([Inaccessible()], INACCESSIBLE, 10),
}


@pytest.mark.parametrize("handlers, words, seconds", STAYS.values(), ids=STAYS.keys())
def test_a_deploy_ends_with_the_reason_where_it_stays_and_does_not_take_minutes(
        counter, proxy, deployed, handlers, words, seconds):
    stage, _ = deployed
    began = time.monotonic()
    with proxy.playing(*handlers):
        run = counter.deploy(stage, "--json").expect(FAILED)
    assert time.monotonic() - began < seconds
    reason, = (error["why"] for error in run.json["errors"])
    # The reason is AWS's, not that a written value reads back differently.
    assert words in reason and "reads back as" not in reason and run.json["result"] == "failed"
    counter.plan(stage, "--detailed-exitcode").expect(DONE)


def test_what_has_failed_is_removed_as_any_other(counter, cloud, proxy, stage):
    counter.deploy(stage).expect(DONE)
    with proxy.playing(Broken(FAILED_FUNCTION), Broken(FAILED_FUNCTION, qualifier=ALIAS), Inaccessible()):
        counter.destroy(stage, "--delete-data").expect(DONE)
    assert cloud.left(stage) == {}
