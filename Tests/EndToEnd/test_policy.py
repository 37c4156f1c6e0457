"""`counter policy` prints a policy for IAM, and needs no login if the settings name the account."""

import json
import pathlib

import pytest

from local_aws import ACCOUNT, REGION
from program import BAD_USAGE, DONE, FAILED
from proxy import error_answer

#: An environment without a login and without any place to get one.
NO_LOGIN = {
    "AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None, "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9"}


def policy(counter, stage, *arguments, warning="", **changes):
    """The statements that are printed for a stage, by their ids; asserts that there is no message but the warning."""
    run = counter("policy", *stage.arguments, *arguments, **changes).expect(DONE)
    document = run.document
    assert list(document) == ["Version", "Statement"] and document["Version"] == "2012-10-17"
    assert warning in " ".join(run.stderr.split()) and (warning or not run.stderr)
    return {statement["Sid"]: statement for statement in document["Statement"]}


def actions(statements):
    """Every action of the statements."""
    return {action for statement in statements.values() for action in as_list(statement["Action"])}


def as_list(value):
    """A value of a policy as a list: a single value means a list of one."""
    return value if isinstance(value, list) else [value]


def expect_refusal(counter, *arguments):
    """Runs it without a login; asserts that the command line is refused, and returns the message."""
    run = counter("policy", *arguments, **NO_LOGIN).expect(BAD_USAGE)
    assert run.stdout == ""
    return " ".join(run.stderr.split())


def test_a_policy_needs_no_login_and_no_network_where_the_settings_name_the_account(counter, proxy, stage):
    with proxy.recording() as calls:
        statements = policy(counter, stage, **NO_LOGIN)
    assert calls == []
    assert statements["Table"]["Resource"] == f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{stage.table}"
    assert statements["PassRole"]["Condition"] == {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}
    assert statements["TagSearch"] == {
        "Sid": "TagSearch", "Effect": "Allow", "Action": "tag:GetResources", "Resource": "*"}
    named = [arn for name, statement in statements.items() if name != "TagSearch"
             for arn in as_list(statement["Resource"])]
    assert all(arn.startswith("arn:aws:") for arn in named)


def test_a_policy_asks_whose_the_login_is_where_the_settings_do_not_say(counter, proxy, stage):
    stage.write(account=None)
    with proxy.recording() as calls:
        statements = policy(counter, stage)
    assert [call.action for call in calls] == ["GetCallerIdentity"]
    assert f":{ACCOUNT}:" in statements["Table"]["Resource"]
    run = counter("policy", *stage.arguments, **NO_LOGIN).expect(FAILED)
    assert "There are no AWS credentials" in run.stderr


def test_a_policy_for_a_reviewer_only_looks(counter, stage):
    looking = actions(policy(counter, stage, "--plan-only"))
    assert looking < actions(policy(counter, stage))
    assert all(action.split(":")[1].startswith(("Get", "List", "Describe")) for action in looking)


def test_the_stages_of_all_pull_requests_share_a_policy_and_a_settings_file(counter, stage):
    shared = ["--config", str(stage.file)]
    run = counter("policy", "--stage", "pr-*", *shared, **NO_LOGIN).expect(DONE)
    assert "table/VisitorCount-pr-*\"" in run.stdout
    one = counter("policy", "--stage", "pr-12", *shared, **NO_LOGIN).expect(DONE)
    assert one.stdout == run.stdout.replace("pr-*", "pr-12")
    assert "--config" in expect_refusal(counter, "--stage", "pr-*", "--config", str(stage.folder))


def test_a_pull_requests_stage_is_planned_from_the_shared_file(counter, stage):
    run = counter("plan", "--stage", "pr-12", "--config", str(stage.file), "--function", str(counter.function), "--json")
    plan = run.expect(DONE).json
    assert plan["stage"] == "pr-12"
    assert {step["name"] for step in plan["steps"]} >= {"VisitorCount-pr-12", "visitor-counter-pr-12"}


def test_a_star_is_the_name_of_a_stage_for_no_other_command(counter, proxy, stage):
    with proxy.recording() as calls:
        for command in (["plan"], ["deploy", "--yes"], ["status"], ["destroy", "--yes"]):
            run = counter(*command, "--stage", "pr-*", "--config", str(stage.file)).expect(BAD_USAGE)
            assert "cannot be the name of a stage" in run.stderr
    assert calls == []


@pytest.mark.parametrize("name", ["*", "-*", "pr-*-x", "p*r", "Pr-*", "../*"])
def test_a_star_must_follow_the_beginning_of_a_name(counter, stage, name):
    assert "cannot be the name of a stage" in expect_refusal(counter, "--stage", name, "--config", str(stage.file))


def test_a_trust_policy_is_for_one_repository(counter, stage):
    repository = "github:octocat@583231/hello@1296269"
    trust = policy(counter, stage, "--trust", repository, **NO_LOGIN)["GitHub"]
    assert trust["Principal"] == {
        "Federated": f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com"}
    assert trust["Condition"] == {"StringEquals": {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": "repo:octocat@583231/hello@1296269:ref:refs/heads/main"}}
    reviewer = policy(counter, stage, "--trust", repository, "--plan-only", **NO_LOGIN)["GitHub"]
    assert "repo:octocat@583231/hello@1296269:pull_request" in json.dumps(reviewer)


def test_an_older_repository_is_trusted_without_ids_and_warned_of_it(counter, stage):
    for options, runs in [((), "ref:refs/heads/main"), (("--plan-only",), "pull_request")]:
        trust = policy(
            counter, stage, "--trust", "github:octocat/hello", *options, warning="--jq '.owner.id, .id'", **NO_LOGIN)
        assert f'"repo:octocat/hello:{runs}"' in json.dumps(trust["GitHub"])


@pytest.mark.parametrize("trusted", ["octocat/hello", "github:octocat", "github:*/*", "github:o/r:*", "github:o/${r}",
                                      "github:o@1/r", "github:o@1/r@*"])
def test_a_trust_that_is_none_is_refused(counter, stage, trusted):
    assert "--trust takes no" in expect_refusal(counter, *stage.arguments, "--trust", trusted)


def refusing(proxy, action: str, table_arn: str):
    """Within the block, DynamoDB refuses an action for lack of permission."""
    message = (f"User: arn:aws:iam::{ACCOUNT}:user/ci is not authorized to perform: dynamodb:{action} on resource: "
               f"{table_arn} because no identity-based policy allows the dynamodb:{action} action")
    return proxy.rule(lambda call: call.action == action,
                      lambda call, forward: error_answer(400, "AccessDeniedException", message))


def test_a_refusal_ends_with_the_statement_that_was_missing(counter, proxy, stage):
    with refusing(proxy, "DescribeTable", stage.table_arn):
        run = counter.plan(stage, "--json").expect(FAILED)
    statement = {"Effect": "Allow", "Action": "dynamodb:DescribeTable", "Resource": stage.table_arn}
    assert json.loads(run.stderr.splitlines()[-1]) == statement
    assert run.json["errors"][0]["statements"] == [statement]


def test_a_refusal_in_the_middle_of_a_deploy_is_reported_to_programs_with_its_statement_too(counter, proxy, stage):
    with refusing(proxy, "CreateTable", stage.table_arn):
        run = counter.deploy(stage, "--json").expect(FAILED)
    [failed] = [line for line in run.lines if line["event"] == "failed"]
    statement = {"Effect": "Allow", "Action": "dynamodb:CreateTable", "Resource": stage.table_arn}
    assert failed["statements"] == run.json["errors"][0]["statements"] == [statement]


def test_a_policy_is_printed_into_a_file_as_it_is_given_to_iam(counter, stage, tmp_path):
    file = pathlib.Path(tmp_path / "deploy.json")
    file.write_text(counter("policy", *stage.arguments, "--json", **NO_LOGIN).expect(DONE).stdout)
    document = json.loads(file.read_text())
    assert len("".join(json.dumps(document, separators=(",", ":")).split())) <= 6144
