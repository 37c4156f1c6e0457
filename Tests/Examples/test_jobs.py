"""A package of somebody else, with kinds and functions of its own, has all that the counter has."""

import base64
import hashlib
import json
import time

import pytest

import queue_rules
from identity_policy import actions, statements, without
from judge import Judge
from local_aws import ACCOUNT, REGION
from policy_rules import allows
from program import CHANGES_PENDING, DONE
from proxy import writes

QUEUE, FAILED, TABLE, FUNCTION = "jobs-dev", "failed-jobs-dev", "Done-dev", "worker-dev"
ACTIONS_OF_OWN_KINDS = ("sqs:", "lambda:CreateEvent", "lambda:UpdateEvent", "lambda:DeleteEvent", "lambda:ListEvent")


class Made:
    """What exists on the local AWS, read and changed with boto3."""

    def __init__(self, aws):
        self.sqs, self.functions, self.tables = aws.client("sqs"), aws.client("lambda"), aws.client("dynamodb")

    def url(self, name: str = QUEUE) -> str:
        return self.sqs.get_queue_url(QueueName=name)["QueueUrl"]

    def queues(self) -> list[str]:
        return sorted(url.rpartition("/")[2] for url in self.sqs.list_queues().get("QueueUrls", []))

    def attributes(self, name: str = QUEUE) -> dict[str, str]:
        found = self.sqs.get_queue_attributes(QueueUrl=self.url(name), AttributeNames=["All"])["Attributes"]
        named = {key: found.get(key) for key in ("VisibilityTimeout", "MessageRetentionPeriod", "RedrivePolicy")}
        return {**named, "Policy": json.loads(found.get("Policy") or "null")}

    def mappings(self) -> list[dict]:
        return self.functions.list_event_source_mappings()["EventSourceMappings"]

    def snapshot(self) -> dict:
        """The value of each property that the two kinds declare."""
        mapping = self.mappings()[0]
        return {
            "attributes": self.attributes(), "tags": self.sqs.list_queue_tags(QueueUrl=self.url())["Tags"],
            "mapping": {key: mapping[key] for key in ("BatchSize", "FunctionResponseTypes", "FunctionArn")},
            "mappingTags": self.functions.list_tags(Resource=mapping["EventSourceMappingArn"])["Tags"]}

    def done(self) -> set[str]:
        return {item["id"]["S"] for item in self.tables.scan(TableName=TABLE)["Items"]}


@pytest.fixture(scope="module")
def made(local_aws):
    return Made(local_aws)


@pytest.fixture(scope="module")
def deployed(built, made):
    """The stage, deployed once; each test leaves it as it was."""
    example = built("Jobs", "queue", "eventSource", "jobs", "failed")
    assert example.deploy().expect(DONE).json["result"] == "applied"
    yield example
    example.describe()
    example.program("destroy", "--yes", "--delete-data", "--json").expect(DONE)
    assert (made.queues(), made.mappings()) == ([], [])


def wait_until(holds, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)


def test_a_second_deploy_changes_nothing(deployed, proxy):
    with proxy.recording() as calls:
        assert deployed.deploy().expect(DONE).json["result"] == "unchanged"
    assert writes(calls) == []
    deployed.plan().expect(DONE)


def test_a_message_is_handled_and_a_job_that_fails_is_received_again(deployed, made):
    for job in ("one", "two", "fail"):
        made.sqs.send_message(QueueUrl=made.url(), MessageBody=job)
    wait_until(lambda: made.done() == {"one", "two"})

    def waits() -> bool:
        found = made.sqs.get_queue_attributes(
            QueueUrl=made.url(),
            AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"])["Attributes"]
        return sum(int(count) for count in found.values()) == 1

    wait_until(waits)
    made.sqs.purge_queue(QueueUrl=made.url())


def change_attributes(**attributes):
    return lambda made: made.sqs.set_queue_attributes(QueueUrl=made.url(), Attributes=attributes)


def change_mapping(**changes):
    return lambda made: made.functions.update_event_source_mapping(UUID=made.mappings()[0]["UUID"], **changes)


#: The tags that a deploy of an earlier description left: one tag, and the record that the program set it.
FORMER = {"former": "yes", "deployer:tags": base64.urlsafe_b64encode(hashlib.sha256(b"former").digest()).decode()[:5]}


def tag_mapping(made):
    made.functions.tag_resource(Resource=made.mappings()[0]["EventSourceMappingArn"], Tags=FORMER)


def tag_queue(made):
    made.sqs.tag_queue(QueueUrl=made.url(), Tags=FORMER)


DRIFTS = {
    "the queue's visibility timeout is changed": ("visibilityTimeout", change_attributes(VisibilityTimeout="5")),
    "the queue keeps its messages for less long": ("retention", change_attributes(MessageRetentionPeriod="60")),
    "the queue has no dead letters": ("deadLetters.queue", change_attributes(RedrivePolicy="")),
    "the queue gives up earlier": ("deadLetters.receives", lambda made: change_attributes(RedrivePolicy=json.dumps({
        "deadLetterTargetArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{FAILED}", "maxReceiveCount": 1}))(made)),
    "anybody may send to the queue": ("policy", lambda made: change_attributes(Policy=json.dumps({
        "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}]}))(made)),
    "the queue has lost its policy": ("policy", change_attributes(Policy="")),
    "the event source has smaller batches": ("batchSize", change_mapping(BatchSize=1)),
    "the event source ignores failures": ("reportsFailures", change_mapping(FunctionResponseTypes=[])),
    "the event source has a former tag": ("tags.former", tag_mapping),
    "the queue has a former tag": ("tags.former", tag_queue),
}


@pytest.mark.parametrize("drift", DRIFTS)
def test_what_was_changed_by_hand_is_shown_and_put_back(deployed, made, drift):
    word, by_hand = DRIFTS[drift]
    before = made.snapshot()
    by_hand(made)
    plan = deployed.plan().expect(CHANGES_PENDING).json
    changed = [step for step in plan["steps"] if step["action"] != "none"]
    assert word in json.dumps(changed) and len(changed) == 1, changed
    deployed.deploy().expect(DONE)
    assert made.snapshot() == before
    deployed.plan().expect(DONE)


def test_a_kind_is_refused_as_others_are_if_its_description_is_wrong(deployed):
    deployed.describe(("visibilityTimeoutSeconds: 60", "visibilityTimeoutSeconds: 90000"))
    try:
        result = deployed.program("plan")
    finally:
        deployed.describe()
    assert result.exit_code == 1
    assert "visibilityTimeout is \"90000 s\"; it must be 0 to 43200 s" in " ".join(result.stderr.split()), result


class JudgeOfQueues(Judge):
    """Decides each request by one policy and AWS's rules, also those for queues and event sources."""

    def __init__(self, policy: dict, made: Made):
        super().__init__(f"arn:aws:iam::{ACCOUNT}:user/ci")
        self.policy, self.made = policy, made

    def checks(self, call):
        return queue_rules.checks(call, {found["UUID"]: found["FunctionArn"] for found in self.made.mappings()})

    @property
    def refused(self) -> list[str]:
        """The actions that were checked and that the policy does not allow."""
        return [f"{check.action} on {check.resource}" for check in self.asked
                if not allows(statements(self.policy), check)]


def live(example, proxy, made, policy) -> JudgeOfQueues:
    """A stage's whole life under a policy."""
    judge = JudgeOfQueues(policy, made)
    with proxy.playing(judge):
        example.program("destroy", "--yes", "--delete-data")
        example.deploy()
        if made.mappings():
            change_attributes(VisibilityTimeout="5")(made)
            change_mapping(BatchSize=1)(made)
            tag_queue(made)
        example.deploy()
    assert judge.mistakes == []
    return judge


def test_the_printed_policy_suffices(deployed, proxy, made):
    policy = deployed.program("policy").expect(DONE).document
    judge = live(deployed, proxy, made, policy)
    assert judge.refused == []
    deployed.plan().expect(DONE)
    looking = deployed.program("policy", "--plan-only").expect(DONE).document
    with proxy.playing(only_reads := JudgeOfQueues(looking, made)):
        deployed.plan().expect(DONE)
    assert (only_reads.refused, only_reads.mistakes) == ([], [])


def test_the_printed_policy_has_nothing_for_these_kinds_that_is_not_needed(deployed, proxy, made):
    policy = deployed.program("policy").expect(DONE).document
    own = [action for action in actions(policy) if action.startswith(ACTIONS_OF_OWN_KINDS)]
    assert len(own) == 11
    for action in own:
        deployed.deploy().expect(DONE)
        judge = live(deployed, proxy, made, without(policy, action))
        assert any(refused.startswith(action) for refused in judge.refused), f"{action} is not needed"
    deployed.deploy().expect(DONE)


def test_a_refusal_names_the_statement_that_is_missing(deployed, proxy, made):
    policy = deployed.program("policy").expect(DONE).document
    with proxy.playing(JudgeOfQueues(without(policy, "sqs:GetQueueAttributes"), made)):
        result = deployed.program("plan")
    words = " ".join(result.stderr.split())
    assert '"Action":"sqs:GetQueueAttributes"' in words.replace(" ", "") or "sqs:GetQueueAttributes" in words, result


def test_what_left_the_program_is_removed(deployed, made):
    without_source = ("        EventSource(from: jobs, to: live)\n", "")
    deployed.describe(without_source)
    deployed.deploy().expect(DONE)
    assert made.mappings() == [] and made.queues() == [FAILED, QUEUE]
    # Now no queue is described at all: the program's own list of kinds finds them by their tags.
    use = '                .allow("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", on: jobs),\n'
    listed = [(f'        {name}.named(output: "{name}")\n', "") for name in ("failed", "jobs")]
    deployed.describe(without_source, (use, ""), *listed, ("        let jobs =", "        _ ="))
    deployed.deploy().expect(DONE)
    assert made.queues() == []
    deployed.describe()
    deployed.deploy().expect(DONE)
    assert len(made.mappings()) == 1 and made.queues() == [FAILED, QUEUE]
