"""What a visitor of the deployed URL sees."""

import json

import pytest

from program import DONE
from stage import ALIAS, ORIGIN
from visits import Visitor, visit_in_parallel

CLIENTS, VISITS = 32, 200


@pytest.fixture
def visitor(deployed):
    """A client of the deployed URL."""
    return Visitor(deployed[1])


def test_each_visit_counts_one(visitor, deployed, cloud):
    before = cloud.views(deployed[0]) or 0
    assert [visitor.visit() for _ in range(3)] == [before + 1, before + 2, before + 3]
    assert cloud.views(deployed[0]) == before + 3


def test_a_configured_page_has_a_count_of_its_own(visitor, deployed, cloud):
    visits = cloud.views(deployed[0]) or 0
    about = cloud.views(deployed[0], "about") or 0
    assert visitor.visit("/?page=about") == about + 1
    assert (cloud.views(deployed[0]) or 0) == visits


@pytest.mark.parametrize("page", ["other", "", "main_page%00", "MAIN_PAGE", "x" * 3000])
def test_an_unknown_page_is_not_found_and_fills_nothing(visitor, deployed, cloud, page):
    visitor.visit()
    items = cloud.items(deployed[0])
    response, body = visitor.ask(target=f"/?page={page}")
    assert response.status == 404, body
    assert cloud.items(deployed[0]) == items


def test_a_head_request_counts_nothing(visitor, deployed, cloud):
    before = cloud.views(deployed[0])
    response, _ = visitor.ask("HEAD")
    assert response.status == 200
    assert cloud.views(deployed[0]) == before


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_any_other_method_is_refused(visitor, deployed, cloud, method):
    before = cloud.views(deployed[0])
    response, _ = visitor.ask(method)
    assert response.status == 405
    assert cloud.views(deployed[0]) == before


def test_the_answer_is_json_that_nobody_keeps(visitor):
    response, body = visitor.ask()
    assert response.getheader("Content-Type").split(";")[0] == "application/json"
    assert response.getheader("Cache-Control") == "no-store"
    assert list(json.loads(body)) == ["count"]


def test_the_configured_origin_may_read_the_answer_and_no_other(visitor):
    response, _ = visitor.ask(headers={"Origin": ORIGIN})
    assert response.msg.get_all("Access-Control-Allow-Origin") == [ORIGIN]
    response, _ = visitor.ask(headers={"Origin": "https://elsewhere.example"})
    assert response.getheader("Access-Control-Allow-Origin") is None


def test_the_function_itself_sends_no_cors_header(deployed, cloud):
    event = {"version": "2.0", "rawPath": "/", "rawQueryString": "", "headers": {"origin": ORIGIN},
             "requestContext": {"http": {"method": "GET", "path": "/"}}, "isBase64Encoded": False}
    answer = cloud.function.invoke(
        FunctionName=deployed[0].function, Qualifier=ALIAS, Payload=json.dumps(event))["Payload"].read()
    headers = json.loads(answer)["headers"]
    assert [name for name in headers if name.lower().startswith("access-control-")] == []


def test_visits_of_many_at_once_are_all_counted(counter, cloud, local_aws, stage):
    answer = counter.deploy(stage, "--json", AWS_ENDPOINT_URL=local_aws.endpoint).expect(DONE).json
    before = Visitor(answer["outputs"]["url"], local_aws.port).visit()
    seen = visit_in_parallel(answer["outputs"]["url"], local_aws.port, CLIENTS, VISITS)
    assert cloud.views(stage) == before + CLIENTS * VISITS
    assert sorted(seen) == list(range(before + 1, before + CLIENTS * VISITS + 1))
