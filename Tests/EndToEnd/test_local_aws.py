"""What the other tests rely on: the local AWS checks signatures, and the proxy sees every call."""

import botocore.exceptions
import pytest

import local_aws as local_aws_module
from local_aws import LocalAWS, LocalAWSError
from proxy import error_answer, times, writes


def test_a_call_with_a_wrong_secret_is_refused(local_aws):
    settings = {**local_aws.settings(), "AWS_SECRET_ACCESS_KEY": "wrong"}
    client = LocalAWS._client("dynamodb", local_aws.endpoint, settings)
    with pytest.raises(botocore.exceptions.ClientError, match="[Ss]ignature"):
        client.list_tables()


def test_the_keys_are_for_their_owner_alone(local_aws):
    assert local_aws.environment_file.stat().st_mode & 0o777 == 0o600


def test_the_keys_are_in_a_folder_that_nobody_else_can_look_into(local_aws):
    assert local_aws.folder.stat().st_mode & 0o777 == 0o700


def test_keys_are_not_written_where_somebody_else_put_a_link(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "aws").symlink_to("elsewhere")
    with pytest.raises(LocalAWSError, match="is a link"):
        LocalAWS(tmp_path / "aws").start(port=0)
    assert list((tmp_path / "elsewhere").iterdir()) == []

    aws = LocalAWS(tmp_path / "own")
    aws.folder.mkdir(mode=0o777)
    aws.environment_file.with_suffix(".new").symlink_to(tmp_path / "read-by-others")
    aws.start(port=0)
    try:
        assert not (tmp_path / "read-by-others").exists()
        assert aws.folder.stat().st_mode & 0o777 == 0o700
        assert aws.environment_file.stat().st_mode & 0o777 == 0o600
    finally:
        aws.stop()


def test_starting_what_runs_changes_nothing(local_aws):
    before = local_aws.state(), local_aws.settings()
    assert local_aws.start(port=0) is False
    assert (local_aws.state(), local_aws.settings()) == before


def test_a_port_in_use_is_named(local_aws, tmp_path):
    with pytest.raises(LocalAWSError, match=f"Port {local_aws.port} is in use"):
        LocalAWS(tmp_path / "other").start(port=local_aws.port)


def test_a_reset_empties_it_and_stop_ends_it(tmp_path):
    aws = LocalAWS(tmp_path / "aws")
    aws.start(port=0)
    try:
        aws.client("logs").create_log_group(logGroupName="a")
        before = aws.settings()
        aws.reset()
        assert aws.client("logs").describe_log_groups()["logGroups"] == []
        assert aws.settings()["AWS_ACCESS_KEY_ID"] != before["AWS_ACCESS_KEY_ID"]
    finally:
        pid = aws.state()["pid"]
        assert aws.stop() is True
    assert local_aws_module.processes.started(pid) is None
    assert aws.stop() is False
    assert not aws.environment_file.exists()


def test_the_proxy_names_each_call_and_distinguishes_reads_from_writes(local_aws, proxy):
    logs = local_aws.client("logs", proxy.endpoint)
    functions = local_aws.client("lambda", proxy.endpoint)
    iam = local_aws.client("iam", proxy.endpoint)
    with proxy.recording() as calls:
        logs.create_log_group(logGroupName="proxy-test")
        logs.delete_log_group(logGroupName="proxy-test")
        functions.list_functions()
        with pytest.raises(botocore.exceptions.ClientError):
            functions.get_function(FunctionName="arn:aws:lambda:us-east-1:000000000000:function:none")
        iam.list_roles()
    assert [(call.service, call.action, call.is_write) for call in calls] == [
        ("logs", "CreateLogGroup", True), ("logs", "DeleteLogGroup", True), ("lambda", "ListFunctions", False),
        ("lambda", "GetFunction", False), ("iam", "ListRoles", False)]
    assert len(writes(calls)) == 2
    assert calls[3].status == 404


def test_a_rule_answers_in_the_place_of_aws_as_often_as_it_should(local_aws, proxy):
    logs = local_aws.client("logs", proxy.endpoint)
    refuse = times(1, lambda call, forward: error_answer(400, "OperationAbortedException", "again"))
    with proxy.rule(lambda call: call.action == "CreateLogGroup", refuse):
        with pytest.raises(logs.exceptions.OperationAbortedException):
            logs.create_log_group(logGroupName="rule-test")
        logs.create_log_group(logGroupName="rule-test")
    logs.delete_log_group(logGroupName="rule-test")
