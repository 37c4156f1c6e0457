"""Deploy, plan, status and package: their output and their requests."""

import json
import zipfile

from kinds import TAGGED
from program import CHANGES_PENDING, DONE
from proxy import writes
from stage import ACCOUNT, REGION, RESOURCES, STACK
from visits import Visitor


def test_a_fresh_deploy_makes_everything_and_says_so_in_its_result(counter, cloud, stage):
    answer = counter.deploy(stage, "--json").expect(DONE).json
    assert set(answer) == {"event", "time", "result", "steps", "outputs"}
    assert answer["result"] == "applied"
    assert len(answer["steps"]) == RESOURCES
    for step in answer["steps"]:
        assert set(step) >= {"kind", "name", "action", "changes"}, step
        assert step["action"] == "create", step
    url = answer["outputs"].pop("url")
    assert answer["outputs"] == stage.outputs
    assert ".lambda-url." in url and url.endswith("/")
    assert set(cloud.left(stage)) == {"table", "role", "function", "url", "log group"}


def test_a_fresh_deploy_makes_what_its_stage_describes(counter, cloud, stage):
    counter.deploy(stage).expect(DONE)
    left = cloud.left(stage)
    assert left["table"]["KeySchema"] == [{"AttributeName": "id", "KeyType": "HASH"}]
    assert left["table"]["AttributeDefinitions"] == [{"AttributeName": "id", "AttributeType": "S"}]
    assert left["table"]["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert left["function"]["MemorySize"] == 128
    assert left["function"]["Timeout"] == 10
    assert left["function"]["Runtime"] == "provided.al2023"
    environment = left["function"]["Environment"]["Variables"]
    assert environment["TABLE_NAME"] == stage.table
    assert environment["PAGES"] == "main_page,about"
    assert left["log group"]["retentionInDays"] == 14
    assert left["url"]["AuthType"] == "NONE"
    assert left["url"]["Cors"]["AllowMethods"] == ["GET"]
    trust = left["role"]["AssumeRolePolicyDocument"]["Statement"]
    assert [statement["Principal"] for statement in trust] == [{"Service": "lambda.amazonaws.com"}]


def test_the_role_may_do_no_more_than_count_and_write_its_log(counter, cloud, stage):
    counter.deploy(stage).expect(DONE)
    names = cloud.iam.list_role_policies(RoleName=stage.role)["PolicyNames"]
    assert len(names) == 1
    assert cloud.iam.list_attached_role_policies(RoleName=stage.role)["AttachedPolicies"] == []
    document = cloud.iam.get_role_policy(RoleName=stage.role, PolicyName=names[0])["PolicyDocument"]
    allowed: dict[str, set[str]] = {}
    for statement in document["Statement"]:
        assert statement["Effect"] == "Allow"
        resources = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        for action in actions:
            allowed.setdefault(action, set()).update(resources)
        if "dynamodb:UpdateItem" in actions:
            assert "dynamodb:LeadingKeys" in json.dumps(statement["Condition"])
            assert "main_page" in json.dumps(statement["Condition"])
    assert set(allowed) == {"dynamodb:UpdateItem", "logs:CreateLogStream", "logs:PutLogEvents"}
    assert allowed["dynamodb:UpdateItem"] == {stage.table_arn}
    # The ARN of a stream starts with its group's ARN and a colon; no other group's ARN does.
    assert all(resource.startswith(stage.log_group_arn + ":") for resource in allowed["logs:PutLogEvents"])


def test_the_url_is_open_through_both_statements_and_no_other_way(counter, cloud, stage):
    counter.deploy(stage).expect(DONE)
    statements = {statement["Action"]: statement for statement in cloud.statements(stage)}
    assert set(statements) == {"lambda:InvokeFunctionUrl", "lambda:InvokeFunction"}
    assert "lambda:InvokedViaFunctionUrl" in json.dumps(statements["lambda:InvokeFunction"]["Condition"])
    assert "lambda:FunctionUrlAuthType" not in json.dumps(statements["lambda:InvokeFunction"])


def test_everything_carries_the_owners_mark(counter, cloud, stage):
    counter.deploy(stage).expect(DONE)
    snapshot = cloud.snapshot(stage)
    for kind in TAGGED:
        assert snapshot[kind.title]["tags"].items() >= stage.tags.items(), kind.title


def test_a_second_deploy_writes_nothing(counter, proxy, stage):
    first = counter.deploy(stage, "--json").expect(DONE).json
    with proxy.recording() as calls:
        second = counter.deploy(stage, "--json").expect(DONE).json
    assert writes(calls) == []
    assert calls, "the second deploy looked at nothing"
    assert second["result"] == "unchanged"
    assert second["outputs"] == first["outputs"]
    assert [step["action"] for step in second["steps"]] == ["none"] * RESOURCES


def test_a_plan_is_pending_before_a_deploy_and_empty_after_it(counter, proxy, stage):
    with proxy.recording() as calls:
        before = counter.plan(stage, "--detailed-exitcode", "--json").expect(CHANGES_PENDING).json
        counter.plan(stage, "--json").expect(DONE)
    assert writes(calls) == []
    assert {name: before[name] for name in ("stack", "stage", "account", "region")} == {
        "stack": STACK, "stage": stage.name, "account": ACCOUNT, "region": REGION}
    assert before["summary"] == {"create": RESOURCES, "update": 0, "delete": 0, "none": 0}
    assert {step["action"] for step in before["steps"]} == {"create"}
    for step in before["steps"]:
        assert all(set(change) >= {"property", "from", "to"} for change in step["changes"]), step
    counter.deploy(stage).expect(DONE)
    after = counter.plan(stage, "--detailed-exitcode", "--json").expect(DONE).json
    assert after["summary"] == {"create": 0, "update": 0, "delete": 0, "none": RESOURCES}


def test_a_change_of_the_settings_is_planned_and_applied(counter, cloud, stage):
    counter.deploy(stage).expect(DONE)
    stage.write(memoryMiB=256)
    plan = counter.plan(stage, "--detailed-exitcode", "--json").expect(CHANGES_PENDING).json
    changed = {step["name"] for step in plan["steps"] if step["action"] == "update"}
    assert stage.function in changed
    answer = counter.deploy(stage, "--json").expect(DONE).json
    assert answer["result"] == "applied"
    served = cloud.function.get_function_configuration(FunctionName=stage.function, Qualifier="live")
    assert served["MemorySize"] == 256
    counter.plan(stage, "--detailed-exitcode").expect(DONE)


def test_a_plan_for_people_names_the_stage_and_counts_the_changes(counter, stage):
    text = counter.plan(stage).expect(DONE).stdout
    for word in (STACK, stage.name, ACCOUNT, REGION, stage.table, stage.role, f"{RESOURCES} to create"):
        assert word in text, text
    assert max(len(line) for line in text.splitlines()) <= 100


def test_status_says_what_exists_and_whether_it_drifted(counter, cloud, stage):
    url = counter.deploy(stage, "--json").expect(DONE).json["outputs"]["url"]
    text = counter("status", *stage.arguments).expect(DONE).stdout
    assert url in text
    status = counter("status", *stage.arguments, "--json").expect(DONE).json
    assert status["outputs"] == {**stage.outputs, "url": url}


def test_a_package_is_small_and_the_same_each_time_and_needs_no_credentials(counter, tmp_path):
    archives = []
    for name in ("first.zip", "second.zip"):
        counter("package", "--function", str(counter.function), "--output", str(tmp_path / name),
                AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None, AWS_ENDPOINT_URL=None).expect(DONE)
        archives.append((tmp_path / name).read_bytes())
    assert archives[0] == archives[1]
    assert len(archives[0]) <= 5 * 1024 * 1024
    with zipfile.ZipFile(tmp_path / "first.zip") as archive:
        assert archive.getinfo("bootstrap").external_attr >> 16 == 0o100755
        assert archive.testzip() is None


def test_help_is_there_for_the_program_and_each_command(counter):
    for arguments in ([], ["plan"], ["deploy"], ["destroy"], ["status"], ["package"]):
        text = counter(*arguments, "--help").expect(DONE).stdout
        assert len(text.splitlines()) > 5
        assert max(len(line) for line in text.splitlines()) <= 100, text


def test_two_stages_do_not_touch_each_other(counter, cloud, new_stage):
    one, other = new_stage(), new_stage()
    urls = [counter.deploy(stage, "--json").expect(DONE).json["outputs"]["url"] for stage in (one, other)]
    assert urls[0] != urls[1]
    assert Visitor(urls[0]).visit() == 1
    counter.destroy(one, "--delete-data").expect(DONE)
    assert cloud.left(one) == {}
    assert Visitor(urls[1]).visit() == 1


def test_on_a_terminal_it_asks_and_takes_no_for_an_answer(counter, cloud, proxy, stage):
    with proxy.recording() as calls:
        run = counter.on_terminal("no", "deploy", *stage.arguments, "--function", str(counter.function))
    assert writes(calls) == [], str(run)
    assert stage.table in run.stdout, "the plan was not shown before the question"
    assert cloud.left(stage) == {}


def test_on_a_terminal_it_asks_and_takes_yes_for_an_answer(counter, cloud, stage):
    counter.on_terminal("yes", "deploy", *stage.arguments, "--function", str(counter.function)).expect(DONE)
    assert "function" in cloud.left(stage)
    counter.on_terminal("yes", "destroy", *stage.arguments).expect(DONE)
    assert set(cloud.left(stage)) == {"table"}
