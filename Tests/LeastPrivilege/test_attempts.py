"""Tests who judges an attempt: the local AWS if it judges as AWS does, otherwise the proxy."""

import pytest

from attempts import LOCAL_AWS, PROXY, AWSInFront
from policy_rules import Need
from proxy import Answer, Call

NEED = Need("lambda:GetAlias", "*")
ALLOWING = [{"Effect": "Allow", "Action": "lambda:*", "Resource": "*"}]
KEYS = {"AWS_ACCESS_KEY_ID": "AKIAADMINISTRATOR", "AWS_SECRET_ACCESS_KEY": "secret"}
DONE = Answer(200, [], b"{}")
UNKNOWN = Answer(404, [], b'{"__type": "ResourceNotFoundException", "message": "Function not found"}')


def refused(action: str, code: str = "AccessDeniedException") -> Answer:
    message = f"User: R is not authorized to perform: {action} because no identity-based policy allows it"
    return Answer(403, [], f'{{"__type": "{code}", "message": "{message}"}}'.encode())


def call() -> Call:
    headers = {"host": "127.0.0.1", "authorization": "AWS4-HMAC-SHA256 Credential=ASIAFUNCTION"}
    return Call("GET", "/2015-03-31/functions/F/aliases/live", "", headers, b"", "lambda", "GetAlias")


def test_a_refusal_that_names_the_action_is_the_local_aws_s():
    front, refusal = AWSInFront([NEED], [], KEYS), refused("lambda:GetAlias")
    assert front(call(), lambda: refusal) is refusal
    assert front.judge == LOCAL_AWS


@pytest.mark.parametrize("answer", [
    refused("lambda:ListAliases"), refused("lambda:GetAlias", "AccessDenied"), DONE, UNKNOWN,
], ids=["by another name", "by another code", "done", "unknown"])
def test_whatever_else_is_answered_to_what_is_not_allowed_the_proxy_refuses(answer):
    front = AWSInFront([NEED], [], KEYS)
    played = front(call(), lambda: answer)
    assert front.judge == PROXY and not front.overruled
    assert played.status == 403 and b"AccessDeniedException" in played.body and b"lambda:GetAlias" in played.body


def test_what_is_allowed_and_done_is_judged_by_the_local_aws():
    front = AWSInFront([NEED], ALLOWING, KEYS)
    assert front(call(), lambda: DONE) is DONE
    assert (front.judge, front.overruled) == (LOCAL_AWS, False)


def test_what_is_allowed_and_refused_is_sent_again_in_the_administrator_s_name():
    front, sent, asked = AWSInFront([NEED], ALLOWING, KEYS), [], call()

    def forward() -> Answer:
        sent.append(asked.headers["authorization"])
        return refused("lambda:GetAlias") if len(sent) == 1 else DONE

    assert front(asked, forward) is DONE
    assert (front.judge, front.overruled) == (PROXY, True)
    assert ["FUNCTION" in sent[0], "ADMINISTRATOR" in sent[1]] == [True, True]


def test_all_that_a_request_needs_must_be_allowed():
    front = AWSInFront([NEED, Need("iam:PassRole", "*")], ALLOWING, KEYS)
    assert front(call(), lambda: DONE).status == 403
