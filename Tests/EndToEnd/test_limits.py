"""The settings can limit a stage's cost: the concurrent visits and the writes per second."""

import json

import pytest

from program import CHANGES_PENDING, DONE, FAILED
from proxy import Answer, error_answer, times, writes
from stage import CONCURRENCY_KEY, WRITES_KEY
from visits import Visitor

LIMITS = {CONCURRENCY_KEY: 5, WRITES_KEY: 100}
#: The limits of a new account.
SMALL_ACCOUNT = {"ConcurrentExecutions": 10, "UnreservedConcurrentExecutions": 10}


def reserved(cloud, stage) -> int | None:
    """The function's reserved concurrency."""
    answer = cloud.function.get_function_concurrency(FunctionName=stage.function)
    return answer.get("ReservedConcurrentExecutions")


def most_writes(cloud, stage) -> int | None:
    """The table's maximum of writes per second."""
    table = cloud.dynamodb.describe_table(TableName=stage.table)["Table"]
    units = table.get("OnDemandThroughput", {}).get("MaxWriteRequestUnits", -1)
    return None if units == -1 else units


def account_of(limits: dict):
    """A handler of the proxy that answers with these account limits."""
    def handler(call, forward):
        if call.action != "GetAccountSettings":
            return forward()
        return Answer(200, [("Content-Type", "application/json")], json.dumps(
            {"AccountLimit": limits, "AccountUsage": {"FunctionCount": 0, "TotalCodeSize": 0}}).encode())

    return handler


def said(run) -> str:
    """The text on standard error, without line breaks."""
    return " ".join(run.stderr.split())


def shown(run) -> str:
    """The text on standard output, without line breaks."""
    return " ".join(run.stdout.split())


def changed(run) -> dict[str, list[str]]:
    """The changed properties in a plan's JSON, by kind."""
    return {step["kind"]: [change["property"] for change in step["changes"]]
            for step in run.json["steps"] if step["action"] != "none"}


def test_limits_are_set_put_back_changed_and_taken_away_with_their_keys(counter, cloud, proxy, stage):
    stage.write(**LIMITS)
    counter.deploy(stage).expect(DONE)
    assert (reserved(cloud, stage), most_writes(cloud, stage)) == (5, 100)
    with proxy.recording() as calls:
        counter.plan(stage, "--detailed-exitcode").expect(DONE)
        counter.deploy(stage).expect(DONE)
    assert writes(calls) == []

    cloud.function.put_function_concurrency(FunctionName=stage.function, ReservedConcurrentExecutions=0)
    cloud.dynamodb.update_table(TableName=stage.table, OnDemandThroughput={"MaxWriteRequestUnits": 1})
    plan = counter.plan(stage, "--detailed-exitcode", "--json").expect(CHANGES_PENDING)
    assert changed(plan) == {"table": ["maxWriteUnits"], "function": ["reservedConcurrency"]}
    assert "runs again, which someone has switched off" in shown(counter.plan(stage).expect(DONE))
    with proxy.recording() as calls:
        counter.deploy(stage).expect(DONE)
    assert sorted(call.action for call in calls if call.is_write) == ["PutFunctionConcurrency", "UpdateTable"]
    assert (reserved(cloud, stage), most_writes(cloud, stage)) == (5, 100)

    stage.write(**{CONCURRENCY_KEY: 3})
    assert "no longer bounded in what its writes cost" in shown(counter.plan(stage).expect(DONE))
    counter.deploy(stage).expect(DONE)
    assert (reserved(cloud, stage), most_writes(cloud, stage)) == (3, None)
    stage.write()
    counter.deploy(stage).expect(DONE)
    assert (reserved(cloud, stage), most_writes(cloud, stage)) == (None, None)
    counter.plan(stage, "--detailed-exitcode").expect(DONE)
    counter.destroy(stage, "--delete-data").expect(DONE)


def test_an_account_that_is_too_small_is_refused_before_anything_is_made(counter, cloud, proxy, stage):
    stage.write(**LIMITS)
    with proxy.playing(account_of(SMALL_ACCOUNT)), proxy.recording() as calls:
        runs = [counter.plan(stage).expect(FAILED), counter.deploy(stage).expect(FAILED)]
    assert writes(calls) == [] and cloud.left(stage) == {}
    for run in runs:
        assert f"too little concurrency to reserve 5 for function {stage.function}" in said(run), run.stderr
        assert "may run 10 calls at once" in said(run) and "nothing can be reserved" in said(run)
        assert "aws service-quotas request-service-quota-increase --service-code lambda" in said(run)
        assert "--desired-value 105" in said(run)
    # Without the setting, a deploy succeeds. Status and destroy do not need the account's limits.
    stage.write(**{WRITES_KEY: 100})
    with proxy.playing(account_of(SMALL_ACCOUNT)):
        counter.deploy(stage).expect(DONE)
        stage.write(**LIMITS)
        assert counter("status", *stage.arguments, "--json").expect(DONE).json["drifted"] is True
        counter.destroy(stage, "--delete-data").expect(DONE)


def test_a_reservation_that_aws_refuses_all_the_same_ends_with_its_words_and_what_to_do(counter, proxy, stage):
    """For example, another function reserved the rest between the plan and the write."""
    stage.write(**LIMITS)
    words = ("Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution "
             "below its minimum value of [100].")
    refusal = error_answer(400, "InvalidParameterValueException", words)
    with proxy.rule(lambda call: call.action == "PutFunctionConcurrency", lambda call, forward: refusal):
        run = counter.deploy(stage).expect(FAILED)
    assert words in said(run) and "quota of concurrent executions (Service Quotas, L-B99A9384)" in said(run)
    counter.deploy(stage).expect(DONE)
    counter.destroy(stage, "--delete-data").expect(DONE)


@pytest.mark.parametrize("key", [CONCURRENCY_KEY, WRITES_KEY])
@pytest.mark.parametrize("value", [0, -1, 2.5, "10"])
def test_a_limit_that_is_none_is_refused_before_anything_is_sent(counter, proxy, stage, key, value):
    stage.write(**{key: value})
    with proxy.recording() as calls:
        run = counter.deploy(stage).expect(FAILED)
    assert calls == []
    assert f"{key} " in said(run) and "a whole number from 1 to 1000000, or null" in said(run), run.stderr


@pytest.mark.parametrize("code", ["ThrottlingException", "ProvisionedThroughputExceededException"])
def test_a_visit_beyond_the_tables_maximum_is_answered_in_time_and_not_counted(counter, cloud, proxy, deployed, code):
    stage, url = deployed
    before = cloud.views(stage)
    asked = []

    def throttled(call, forward):
        asked.append(call)
        return error_answer(400, code, "Throughput exceeds the maximum OnDemandThroughput of the table")

    with proxy.rule(lambda call: call.action == "UpdateItem", throttled):
        response, body = Visitor(url).ask()
    assert (response.status, response.getheader("Retry-After")) == (503, "5"), body
    # It ends after four attempts, not at the function's timeout.
    assert len(asked) == 4 and cloud.views(stage) == before
    # A visit that is throttled only once is counted, once.
    with proxy.rule(lambda call: call.action == "UpdateItem", times(1, throttled)):
        count = Visitor(url).visit()
    assert count == cloud.views(stage) == (before or 0) + 1
