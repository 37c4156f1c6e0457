"""What a table's indexes, time to live and stream need: no more than any table, and the printed policy is enough."""

from identity_policy import actions, without
from program import CHANGES_PENDING, DONE, FAILED
from sample import Sample, SampleStage

FULL = {"indexes": ["byState state", "byOwner owner keys"], "timeToLive": "expiresAt", "stream": "NEW_AND_OLD_IMAGES"}
TABLE_ALONE = {"functions": [], "logGroups": [], "aliases": [], "urls": []}


def test_a_whole_life_of_a_full_table_passes_with_the_printed_policy_alone_which_is_that_of_any_table(
        of_sample, cloud, tmp_path):
    stage = SampleStage("leasttable", tmp_path)
    user = Sample(of_sample.counter)
    stage.write(**TABLE_ALONE)
    plain = of_sample.printed_policy(stage)
    stage.write(**TABLE_ALONE, **FULL)
    policy = of_sample.printed_policy(stage)
    assert policy == plain
    with of_sample.holding(policy) as checks:
        user(stage, "deploy").expect(DONE)
        user(stage, "plan", "--detailed-exitcode").expect(DONE)
        stage.write(**TABLE_ALONE, indexes=["byState state keys"])
        user(stage, "plan", "--detailed-exitcode").expect(CHANGES_PENDING)
        user(stage, "deploy").expect(DONE)
        user(stage, "plan", "--detailed-exitcode").expect(DONE)
    asked = {check.action for check in checks if check.action.startswith("dynamodb:")}
    assert {"dynamodb:UpdateTable", "dynamodb:UpdateTimeToLive", "dynamodb:DescribeTimeToLive"} <= asked
    assert asked <= set(actions(policy))
    Sample(of_sample.administrator)(stage, "destroy", "--delete-data").expect(DONE)


def test_a_login_that_may_not_switch_a_time_to_live_is_told_so_and_one_that_may_not_read_it_plans_nothing(
        of_sample, tmp_path):
    stage = SampleStage("leastttl", tmp_path)
    user = Sample(of_sample.counter)
    stage.write(**TABLE_ALONE)
    Sample(of_sample.administrator)(stage, "deploy").expect(DONE)
    stage.write(**TABLE_ALONE, timeToLive="expiresAt")
    policy = of_sample.printed_policy(stage)
    for action, command in [("dynamodb:UpdateTimeToLive", "deploy"), ("dynamodb:DescribeTimeToLive", "plan")]:
        with of_sample.holding(without(policy, action)):
            refused = user(stage, command).expect(FAILED)
        assert action in refused.stdout + refused.stderr
    with of_sample.holding(policy):
        user(stage, "deploy").expect(DONE)
    Sample(of_sample.administrator)(stage, "destroy", "--delete-data").expect(DONE)
