"""Settings that decide who has access and whether it works: described ones are reverted, others are reported."""

import json

import pytest

from program import CHANGES_PENDING, DONE, FAILED
from proxy import Answer, error_answer, writes
from stage import ALIAS

KEY = "arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab"


def in_answer(change):
    """A handler that changes the local AWS's answer to AWS's; a refusal stays as it is."""
    def handler(call, forward):
        answer = forward()
        if answer.status != 200:
            return answer
        value = json.loads(answer.body)
        change(value)
        headers = [(name, text) for name, text in answer.headers if name.lower() != "content-length"]
        return Answer(answer.status, headers, json.dumps(value).encode())

    return handler


def is_about(call, qualifier):
    """Whether a request is about that alias, or, without a qualifier, about the function itself."""
    return (f"Qualifier={qualifier}" in call.query) if qualifier else "Qualifier=" not in call.query


class Foreign:
    """A statement that someone wrote with PutResourcePolicy, which the local AWS does not know.

    A handler of the proxy, which adds the statement to the policy until it is removed.
    """

    def __init__(self, qualifier, **members):
        self.qualifier = qualifier
        self.statement = {"Effect": "Allow", "Principal": "*", "Action": "lambda:InvokeFunction", **members}
        self.exists = True

    def __call__(self, call, forward):
        if call.action == "RemovePermission" and call.path.endswith(f"/{self.statement.get('Sid')}"):
            assert is_about(call, self.qualifier)
            self.exists = False
            return Answer(204, [], b"")
        if call.action != "GetPolicy" or not self.exists or not is_about(call, self.qualifier):
            return forward()
        return in_answer(self._add)(call, forward)

    def _add(self, value):
        policy = json.loads(value["Policy"])
        policy["Statement"].append(self.statement)
        value["Policy"] = json.dumps(policy)


def reported(run, kind):
    """The notices about the resource of a kind, in a plan's JSON."""
    return next(step for step in run.json["steps"] if step["kind"] == kind).get("notices", [])


def open_table(cloud, stage):
    cloud.dynamodb.put_resource_policy(ResourceArn=stage.table_arn, Policy=json.dumps({
        "Version": "2012-10-17", "Statement": [{
            "Sid": "by-hand", "Effect": "Allow", "Principal": {"AWS": "999999999999"}, "Action": "dynamodb:GetItem",
            "Resource": stage.table_arn}]}))


def close_table(cloud, stage):
    cloud.dynamodb.delete_resource_policy(ResourceArn=stage.table_arn)


def limit_reads(units):
    """Sets the table's maximum of on-demand reads; -1 for no limit."""
    def change(cloud, stage):
        cloud.dynamodb.update_table(TableName=stage.table, OnDemandThroughput={"MaxReadRequestUnits": units})
    return change


def keep_ready(cloud, stage):
    cloud.function.put_provisioned_concurrency_config(
        FunctionName=stage.function, Qualifier=ALIAS, ProvisionedConcurrentExecutions=3)


def keep_none_ready(cloud, stage):
    cloud.function.delete_provisioned_concurrency_config(FunctionName=stage.function, Qualifier=ALIAS)


def configure(**changes):
    """Changes the function's configuration."""
    def change(cloud, stage):
        cloud.function.update_function_configuration(FunctionName=stage.function, **changes)
        cloud.wait_for_function(stage)
    return change


#: A title; the resource and the words that must be reported; the change by hand, and how to undo it.
UNDESCRIBED = [
    ("the table lets another account in", "table", "resource policy: dynamodb:GetItem for AWS: 999999999999",
     open_table, close_table),
    ("the table takes one read a second", "table", "the most units that it lets be read a second: 1", limit_reads(1),
     limit_reads(-1)),
    ("the alias is kept ready", "release", "provisioned concurrency of 3", keep_ready, keep_none_ready),
    ("the function has a key", "function", KEY, configure(KMSKeyArn=KEY), configure(KMSKeyArn="")),
    ("the function has a dead-letter queue", "function", "arn:aws:sqs:us-east-1:000000000000:dead",
     configure(DeadLetterConfig={"TargetArn": "arn:aws:sqs:us-east-1:000000000000:dead"}),
     configure(DeadLetterConfig={"TargetArn": ""})),
]


@pytest.mark.parametrize(
    "kind, words, by_hand, undone", [case[1:] for case in UNDESCRIBED], ids=[case[0] for case in UNDESCRIBED])
def test_what_no_description_has_a_word_for_is_reported_and_left(
        counter, cloud, proxy, deployed, kind, words, by_hand, undone):
    stage, _ = deployed
    by_hand(cloud, stage)
    try:
        with proxy.recording() as calls:
            plan = counter.plan(stage, "--detailed-exitcode", "--json").expect(DONE)
            text = counter.plan(stage).expect(DONE).stdout
            status = counter("status", *stage.arguments).expect(DONE).stdout
            counter.deploy(stage).expect(DONE)
    finally:
        undone(cloud, stage)
    assert writes(calls) == []
    assert any(words in notice for notice in reported(plan, kind)), plan.json
    for shown in (text, status):
        assert "not described: " in shown and words in " ".join(shown.split())
    assert reported(counter.plan(stage, "--json").expect(DONE), kind) == []


@pytest.mark.parametrize("kind, qualifier, effect, end", [
    ("function", None, "Allow", ":*"), ("function", None, "Allow", "*"), ("url", ALIAS, "Allow", ":*"),
    ("url", ALIAS, "Allow", "*"), ("url", ALIAS, "Deny", ":*")])
def test_a_statement_on_a_pattern_is_shown_and_removed_where_it_opens_or_closes_what_is_described(
        counter, proxy, deployed, kind, qualifier, effect, end):
    stage, _ = deployed
    foreign = Foreign(qualifier, Sid="by-hand", Effect=effect, Resource=stage.function_arn + end)
    with proxy.playing(foreign):
        plan = counter.plan(stage, "--detailed-exitcode", "--json").expect(CHANGES_PENDING).json
        changed = {step["kind"]: step["changes"] for step in plan["steps"] if step["action"] != "none"}
        assert list(changed) == [kind] and f"on {stage.function_arn}{end} (statement by-hand)" in json.dumps(changed)
        counter.deploy(stage).expect(DONE)
        assert not foreign.exists
        counter.plan(stage, "--detailed-exitcode").expect(DONE)


def test_a_denial_in_the_functions_own_policy_is_reported(counter, proxy, deployed):
    stage, _ = deployed
    denial = Foreign(None, Sid="by-hand", Effect="Deny", Resource=f"{stage.function_arn}:*")
    with proxy.playing(denial):
        plan = counter.plan(stage, "--detailed-exitcode", "--json").expect(DONE)
    notice, = reported(plan, "function")
    assert "not described: lambda:InvokeFunction denied to everyone on" in notice


@pytest.mark.parametrize("qualifier, name", [(None, ""), (ALIAS, f":{ALIAS}")])
def test_a_public_statement_without_a_sid_is_refused_before_anything_is_changed(
        counter, proxy, deployed, qualifier, name):
    stage, _ = deployed
    arn = stage.function_arn + name
    with proxy.playing(Foreign(qualifier, Resource=arn)), proxy.recording() as calls:
        refused = [counter.plan(stage).expect(FAILED), counter.deploy(stage).expect(FAILED)]
        status = counter("status", *stage.arguments, "--json").expect(DONE).json
    assert writes(calls) == []
    for run in refused:
        text = " ".join((run.stdout + run.stderr).split())
        assert "lambda:InvokeFunction for everyone (a statement without Sid)" in text
        assert f"put-resource-policy --region us-east-1 --resource-arn {arn} --policy file://policy.json" in text
    assert status["drifted"] is True


def test_a_login_that_may_not_look_and_an_aws_that_does_not_know_the_looks_plan_and_say_so(counter, proxy, deployed):
    stage, _ = deployed
    looks = ("GetResourcePolicy", "GetProvisionedConcurrencyConfig")
    for status, code, words in [
            (400, "AccessDeniedException", "this login may not "), (501, "InternalFailure", " is not known here")]:
        answer = error_answer(status, code, "as AWS says")
        with proxy.rule(lambda call: call.action in looks, lambda call, forward: answer):
            plan = counter.plan(stage, "--detailed-exitcode", "--json").expect(DONE)
            counter.deploy(stage).expect(DONE)
        for kind in ("table", "release"):
            notice, = reported(plan, kind)
            assert notice.startswith("not looked at: ") and words in notice


def test_an_accounts_retention_policy_is_reported_with_its_name_and_number(counter, proxy, deployed):
    stage, _ = deployed

    def masked(value):
        for group in value["logGroups"]:
            group.update(retentionInDays=90, retentionPolicyName="everywhere")

    with proxy.rule(lambda call: call.action == "DescribeLogGroups", in_answer(masked)):
        plan = counter.plan(stage, "--detailed-exitcode", "--json").expect(DONE)
        status = " ".join(counter("status", *stage.arguments).expect(DONE).stdout.split())
    notice, = reported(plan, "logGroup")
    assert "retention policy everywhere is in force: it keeps events 90 days" in notice and notice in status
