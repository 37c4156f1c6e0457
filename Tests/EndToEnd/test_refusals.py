"""Errors that waiting does not cure end a deploy soon, with AWS's words and advice; the proxy simulates AWS."""

import time

import pytest

from aws_answers import refusal
from program import FAILED
from proxy import Answer, error_answer
from stage import REGION_KEY


def xml(status: int, code: str, message: str) -> Answer:
    """A refusal in IAM's form."""
    body = (f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>"
            "<RequestId>r-1</RequestId></ErrorResponse>")
    return Answer(status, [("Content-Type", "text/xml")], body.encode())


def refusing(proxy, action: str, answer: Answer):
    """Within the block, each call of the operation gets this answer."""
    return proxy.rule(lambda call: call.action == action, lambda call, forward: answer)


def said(run) -> str:
    """The text on standard error, without line breaks."""
    return " ".join(run.stderr.split())


@pytest.mark.parametrize("action, code, message, advice", [
    ("CreateTable", "LimitExceededException",
     "Subscriber limit exceeded: There is a limit of 256 tables per subscriber", "Service Quotas"),
    ("CreateTable", "LimitExceededException", "words that nobody has heard", "Service Quotas"),
    ("CreateLogGroup", "LimitExceededException", "Resource limit exceeded.", "Service Quotas"),
    ("CreateFunction", "CodeStorageExceededException", "Code storage limit exceeded.", "aws lambda delete-function"),
])
def test_a_quota_ends_a_deploy_at_once(counter, proxy, stage, action, code, message, advice):
    with proxy.recording() as calls, refusing(proxy, action, error_answer(400, code, message)):
        run = counter.deploy(stage).expect(FAILED)
    assert [call.action for call in calls].count(action) == 1
    assert message in said(run) and advice in said(run), run.stderr
    counter.destroy(stage, "--delete-data").expect(0)


def test_a_role_that_exists_in_other_capitals_ends_a_deploy_with_the_words_of_iam(counter, proxy, stage):
    taken = "Role with name Visitor-Counter already exists."
    began = time.monotonic()
    with proxy.recording() as calls, refusing(proxy, "CreateRole", xml(409, "EntityAlreadyExists", taken)):
        run = counter.deploy(stage).expect(FAILED)
    assert 20 <= time.monotonic() - began < 60
    assert [call.action for call in calls].count("CreateRole") >= 4
    assert taken in said(run) and "aws iam list-roles" in said(run), run.stderr
    counter.destroy(stage, "--delete-data").expect(0)


def test_a_region_without_function_urls_is_reported_as_that(counter, proxy, stage):
    message = "Unable to determine service/operation name to be authorized"
    body = f"<AccessDeniedException>\n  <Message>{message}</Message>\n</AccessDeniedException>\n".encode()
    answer = Answer(403, [("Content-Type", "application/xml")], body)
    with refusing(proxy, "GetFunctionUrlConfig", answer):
        run = counter.plan(stage).expect(FAILED)
    assert "Lambda has no function URLs in" in said(run) and message in said(run), run.stderr
    assert "lambda:GetFunctionUrlConfig" not in said(run) and "not allowed" not in said(run)


@pytest.mark.parametrize("accepting", [set(), {"sts", "iam"}], ids=["everywhere", "but not by STS and IAM"])
@pytest.mark.parametrize("region, may_need_enabling", [("eu-south-1", True), ("eu-west-1", False)])
def test_a_login_that_is_refused_where_a_region_must_be_enabled_first_names_that_possibility(
        counter, proxy, stage, region, may_need_enabling, accepting):
    def unknown_login(call, forward):
        if call.service in accepting:
            return forward()
        code = "InvalidClientTokenId" if call.service in ("iam", "sts") else "UnrecognizedClientException"
        return refusal(call, 403, code, "The security token included in the request is invalid.")

    stage.write(**{REGION_KEY: region})
    with proxy.playing(unknown_login):
        runs = [counter.plan(stage).expect(FAILED), counter.deploy(stage).expect(FAILED)]
    for run in runs:
        assert (f"aws account enable-region --region-name {region}" in said(run)) == may_need_enabling, run.stderr
        assert ("not enabled" in said(run)) == may_need_enabling
        assert "add this statement" not in said(run)
