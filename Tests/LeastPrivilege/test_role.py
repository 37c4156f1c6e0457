"""The function's role may do what the function does, and nothing else; tested with the function's own credentials."""

import collections
import contextlib
import dataclasses
import json

import pytest

from attempts import LOCAL_AWS, PASSED, PROXY, REFUSED, SERVICES, Caller, environment_of
from aws_answers import content
from grants import grants, not_granted, statements_of, unused
from minimal_requests import BUCKET, OBJECT, MinimalRequests
from needed_permissions import BEYOND_POLICIES, PARTITION_KEY, needed
from policy_rules import Need
from proxy import error_answer
from record import record
from stage import PAGES_KEY, SETTINGS, Stage
from visits import Visitor

PAGES = SETTINGS[PAGES_KEY]
#: Lambda writes the function's output to its log group with the function's role; the function itself calls no log API.
#: <https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html>, "Required IAM permissions".
DONE_BY_LAMBDA = ("CreateLogStream", "PutLogEvents")
OTHER_KEYS = ["other", "Main_page", "main_page ", "main_pag", "main_page,about", "*"]


@dataclasses.dataclass
class Role:
    """The role in use: its stage, its caller, its policy statements on AWS, and what was done with it."""

    stage: Stage
    caller: Caller
    statements: list[dict]
    uses: list[Need]

    def outcome(self, service: str, operation: str, **parameters) -> str:
        """The outcome of a request with the function's credentials."""
        return self.caller.attempt(service, operation, parameters, self.statements).outcome

    def update(self, page: str, table: str | None = None) -> dict:
        """The parameters of an update of a page's item."""
        return {**MinimalRequests(self.stage, page).update, "TableName": table or self.stage.table}


@pytest.fixture(scope="module")
def role(deployed, local_aws, proxy, cloud):
    """The role of a function, after visits of every kind."""
    stage, url = deployed
    calls = []

    def keep(call, forward):
        calls.append(call)
        return forward()

    with proxy.rule(lambda call: call.service != "visit", keep):
        visit_in_every_way(url)
        visit_while_dynamodb_fails(url, proxy)
    environment = environment_of(local_aws, stage.function)
    strangers = [call for call in calls if environment["AWS_ACCESS_KEY_ID"] not in call.headers.get("authorization", "")]
    assert not strangers, f"not signed with the function's own credentials: {[*map(str, strangers)]}"
    stream = {"logGroupName": stage.log_group, "logStreamName": environment["AWS_LAMBDA_LOG_STREAM_NAME"]}
    uses = [need for call in calls for need in needed(call.service, call.action, content(call))]
    uses += [need for operation in DONE_BY_LAMBDA for need in needed("logs", operation, stream)]
    caller = Caller(environment, proxy, local_aws.settings())
    return Role(stage, caller, statements_of(cloud, stage.role), uses)


def visit_in_every_way(url: str) -> None:
    """Visits each page, the default page and an unknown page, with several methods."""
    visitor = Visitor(url)
    for method in ("GET", "HEAD", "POST", "OPTIONS"):
        for target in ("/", "/?page=unknown", *(f"/?page={page}" for page in PAGES)):
            response, _ = visitor.ask(method, target)
            assert response.status < 500, f"{method} {target} is answered {response.status}"


def visit_while_dynamodb_fails(url: str, proxy) -> None:
    """Visits while DynamoDB refuses or fails: that needs no other permission."""
    for failure in ((400, "ProvisionedThroughputExceededException"), (400, "AccessDeniedException"),
                    (500, "InternalServerError")):
        with proxy.rule(lambda call: call.service == "dynamodb", lambda call, forward: error_answer(*failure, "")):
            response, _ = Visitor(url).ask()
            assert response.status in (502, 503), f"{failure} is answered {response.status}"


@pytest.fixture(scope="module")
def attempts(role, local_aws):
    """The attempts at every operation of the six services."""
    storage = local_aws.client("s3")
    storage.create_bucket(Bucket=BUCKET)
    storage.put_object(Bucket=BUCKET, Key=OBJECT, Body=b"")
    return tried(role, SERVICES)


def tried(role: Role, services) -> list:
    """The attempts at every operation of the services, except those that no policy decides."""
    requests = MinimalRequests(role.stage, PAGES[0])
    return [role.caller.attempt(service, operation.name, parameters, role.statements)
            for service in services for operation in role.caller.operations(service)
            if (service, operation.name) not in BEYOND_POLICIES for parameters in requests.of(operation)]


def test_of_all_operations_exactly_those_that_the_role_is_granted_pass(role, attempts):
    granted = {grant.action for grant in grants(role.statements)}
    passed = [attempt for attempt in attempts if attempt.outcome == PASSED]
    refused = [attempt for attempt in attempts if attempt.outcome == REFUSED]
    operations = {(attempt.service, attempt.operation) for attempt in attempts}
    judges = collections.Counter(attempt.judge for attempt in attempts)
    record("least_privilege_of_the_function", operations_tried=len(operations), requests=len(attempts),
           refused=len(refused), passed=len(passed), judged_by_the_local_aws=judges[LOCAL_AWS],
           judged_by_the_proxy=judges[PROXY], beyond_any_policy=len(BEYOND_POLICIES))
    assert [str(attempt) for attempt in attempts if attempt.outcome not in (PASSED, REFUSED)] == []
    assert {need.action for attempt in passed for need in attempt.needs} == granted
    assert [str(attempt) for attempt in refused if {need.action for need in attempt.needs} <= granted] == []
    assert len(operations) + len(BEYOND_POLICIES) == sum(len(role.caller.operations(service)) for service in SERVICES)


def test_the_local_aws_judges_most_of_them_itself_and_is_overruled_only_about_logs(attempts):
    """It expects a log group's ARN without the `:*` that AWS needs; the proxy overrules these refusals."""
    overruled = {(attempt.service, attempt.operation) for attempt in attempts if attempt.overruled}
    assert overruled == {("logs", operation) for operation in DONE_BY_LAMBDA}
    judges = collections.Counter(attempt.judge for attempt in attempts)
    assert judges[LOCAL_AWS] > 2 * judges[PROXY]


def test_what_no_policy_decides_answers_as_aws_says(role):
    models = {service: {operation.name: operation for operation in role.caller.operations(service)}
              for service in SERVICES}
    unsigned = {(service, name) for service in SERVICES for name, operation in models[service].items()
                if operation.auth_type == "none"}
    requests = MinimalRequests(role.stage, PAGES[0])
    outcomes = {(service, name): role.caller.send(service, name, requests.of(models[service][name])[0])
                for service, name in BEYOND_POLICIES}
    assert outcomes.pop(("sts", "GetCallerIdentity")) == PASSED
    assert outcomes.pop(("sts", "GetSessionToken")) == REFUSED
    assert set(outcomes) == unsigned
    assert PASSED not in outcomes.values()


@pytest.mark.parametrize("page", PAGES)
def test_a_configured_page_is_updated(role, page):
    assert role.outcome("dynamodb", "UpdateItem", **role.update(page)) == PASSED


@pytest.mark.parametrize("key", OTHER_KEYS)
def test_any_other_key_is_refused(role, key):
    assert role.outcome("dynamodb", "UpdateItem", **role.update(key)) == REFUSED


@pytest.fixture(scope="module")
def others(role, cloud):
    """Another existing table and log group, which are not the function's."""
    others = dataclasses.replace(role.stage, name=f"{role.stage.name}-2")
    cloud.dynamodb.create_table(
        TableName=others.table, KeySchema=[{"AttributeName": PARTITION_KEY, "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": PARTITION_KEY, "AttributeType": "S"}], BillingMode="PAY_PER_REQUEST")
    cloud.logs.create_log_group(logGroupName=others.log_group)
    yield others
    cloud.dynamodb.delete_table(TableName=others.table)
    cloud.logs.delete_log_group(logGroupName=others.log_group)


def test_any_other_table_is_refused_by_the_local_aws_itself(role, others):
    attempt = role.caller.attempt("dynamodb", "UpdateItem", role.update(PAGES[0], others.table), role.statements)
    assert (attempt.outcome, attempt.judge) == (REFUSED, LOCAL_AWS)


def test_a_transaction_passes_only_if_all_of_it_would(role, others):
    def outcome(*parts: dict) -> str:
        return role.outcome("dynamodb", "TransactWriteItems", TransactItems=[*parts])

    first, second = ({"Update": role.update(page)} for page in PAGES)
    assert outcome(first, second) == PASSED
    assert outcome(first, {"Update": role.update("other")}) == REFUSED
    assert outcome(first, {"Update": role.update(PAGES[1], others.table)}) == REFUSED
    key = {PARTITION_KEY: {"S": PAGES[1]}}
    assert outcome(first, {"Put": {"TableName": role.stage.table, "Item": key}}) == REFUSED
    assert outcome(first, {"Delete": {"TableName": role.stage.table, "Key": key}}) == REFUSED


@pytest.mark.parametrize("operation", DONE_BY_LAMBDA)
def test_no_other_log_group_is_written_to(role, others, operation):
    events = {"logEvents": [{"timestamp": 0, "message": "a line"}]} if operation == "PutLogEvents" else {}
    stream = {"logGroupName": others.log_group, "logStreamName": "sample"}
    assert role.outcome("logs", operation, **stream, **events) == REFUSED


def test_the_function_uses_exactly_what_its_role_is_granted(role):
    assert unused(role.statements, role.uses) == []
    assert not_granted(role.statements, role.uses) == []


def test_each_configured_page_is_written_under_its_own_key_and_nothing_else_is(role):
    assert {key for use in role.uses for key in use.keys} == {*PAGES}


@contextlib.contextmanager
def by_hand(iam, role: str, document: str, attached: bool):
    """Within the block, the role has an additional policy."""
    with contextlib.ExitStack() as undo:
        if attached:
            policy = iam.create_policy(PolicyName="by-hand", PolicyDocument=document)["Policy"]["Arn"]
            undo.callback(iam.delete_policy, PolicyArn=policy)
            iam.attach_role_policy(RoleName=role, PolicyArn=policy)
            undo.callback(iam.detach_role_policy, RoleName=role, PolicyArn=policy)
        else:
            iam.put_role_policy(RoleName=role, PolicyName="by-hand", PolicyDocument=document)
            undo.callback(iam.delete_role_policy, RoleName=role, PolicyName="by-hand")
        yield


@pytest.mark.parametrize("attached", [False, True], ids=["inline", "attached"])
def test_a_permission_that_was_added_by_hand_passes_is_found_and_is_gone_again(role, cloud, attached):
    document = json.dumps({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": role.stage.table_arn}})
    with by_hand(cloud.iam, role.stage.role, document, attached):
        more = dataclasses.replace(role, statements=statements_of(cloud, role.stage.role))
        passed = {attempt.operation for attempt in tried(more, ["dynamodb"]) if attempt.outcome == PASSED}
        assert passed == {"GetItem", "TransactGetItems", "UpdateItem", "TransactWriteItems"}
        assert unused(more.statements, role.uses) == [
            f"granted and not used: dynamodb:GetItem on {role.stage.table_arn}"]
    assert statements_of(cloud, role.stage.role) == role.statements
