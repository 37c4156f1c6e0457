"""`--json`: events are written as they happen, the result last; `Run` checks every line against the schema."""

import json
import pathlib
import re
import signal
import subprocess
import threading

import pytest

import json_lines
from aws_answers import refusal
from deployers import Running
from program import BAD_USAGE, CHANGES_PENDING, DONE, FAILED, TIMEOUT_SECONDS
from proxy import times
from stage import ACCOUNT_KEY, MEMORY_KEY, ORIGINS_KEY, RESOURCES, Stage
from test_ownership import foreign_table

NOT_ASSUMABLE = "The role defined for the function cannot be assumed by Lambda."
NOTICE_SECONDS = 20


def events(run) -> list[str]:
    return [line["event"] for line in run.lines]


def reported(run, event: str) -> list[dict]:
    """The lines of one event."""
    return [line for line in run.lines if line["event"] == event]


def kinds(lines: list[dict]) -> list[str]:
    """The kinds of resources of the lines."""
    return [line["kind"] for line in lines]


def action(name: str):
    return lambda call: call.action == name


def denied(call, forward):
    return refusal(call, 403, "AccessDeniedException", "User is not authorized to perform: lambda:CreateFunction")


def not_assumable(call, forward):
    return refusal(call, 400, "InvalidParameterValueException", NOT_ASSUMABLE)


def conflict_once(cloud, stage):
    """Someone else changes the function just before the deploy: refuses the write by its revision, as AWS would."""
    def conflict(call, forward):
        cloud.function.update_function_configuration(FunctionName=stage.function, Description="theirs")
        return refusal(call, 412, "PreconditionFailedException", "The Revision Id provided does not match the latest one.")

    return times(1, conflict)


def interrupted(counter, proxy, stage, *arguments: str):
    """Interrupts a deploy while it waits for the role."""
    refused = []

    def interrupt(call, forward):
        refused.append(call)
        if len(refused) == 2:
            running.signal(signal.SIGINT)
        return not_assumable(call, forward)

    with proxy.rule(action("CreateFunction"), interrupt):
        running = Running(counter, "deploy", *stage.arguments, "--function", str(counter.function), "--yes", *arguments)
        return running.finish().expect(130)


def test_a_fresh_deploy_reports_the_plan_each_resource_and_the_result(counter, stage):
    run = counter.deploy(stage, "--json").expect(DONE)
    assert events(run)[0] == "plan" and events(run)[-1] == "result"
    (plan,) = reported(run, "plan")
    assert plan["summary"] == {"create": RESOURCES, "update": 0, "delete": 0, "none": 0}
    planned = sorted((step["kind"], step["name"], "create") for step in plan["steps"])
    for event in ("started", "finished"):
        assert sorted((line["kind"], line["name"], line["action"]) for line in reported(run, event)) == planned
    assert run.json["result"] == "applied" and list(run.json["outputs"])[0] == "url"
    assert all(line["seconds"] < TIMEOUT_SECONDS for line in reported(run, "finished"))
    moments = [line["time"] for line in run.lines]
    assert moments == sorted(moments)


def test_a_deploy_that_changes_nothing_reports_the_plan_and_the_result(counter, stage):
    counter.deploy(stage).expect(DONE)
    run = counter.deploy(stage, "--json").expect(DONE)
    assert events(run) == ["plan", "result"] and run.json["result"] == "unchanged"
    assert run.json["steps"] == run.lines[0]["steps"]


def test_an_update_reports_what_is_changed_alone(counter, stage):
    counter.deploy(stage).expect(DONE)
    stage.write(**{MEMORY_KEY: 256})
    run = counter.deploy(stage, "--json").expect(DONE)
    assert kinds(reported(run, "started")) == kinds(reported(run, "finished")) == ["function", "release"]
    (change,) = next(step["changes"] for step in run.lines[0]["steps"] if step["kind"] == "function")
    assert change == {"property": "memory", "from": 128, "to": 256}


def test_a_failure_is_reported_where_it_happens_and_again_in_the_result(counter, proxy, stage):
    with proxy.rule(action("CreateFunction"), denied):
        run = counter.deploy(stage, "--json").expect(FAILED)
    (failed,) = reported(run, "failed")
    assert (failed["kind"], failed["name"]) == ("function", stage.function)
    (error,) = run.json["errors"]
    assert {name: failed[name] for name in error} == error
    assert "lambda:CreateFunction" in error["why"]
    assert sorted(kinds(reported(run, "skipped"))) == ["release", "url"]
    assert all(line["because"] == {"kind": "function", "name": stage.function} for line in reported(run, "skipped"))
    assert sorted(kinds(run.json["notBegun"])) == ["release", "url"]
    assert sorted(kinds(run.json["steps"])) == sorted(kinds(reported(run, "finished"))) == ["logGroup", "role", "table"]


def test_a_wait_is_reported_once_for_each_reason(counter, proxy, stage):
    with proxy.rule(action("CreateFunction"), times(4, not_assumable)):
        run = counter.deploy(stage, "--json").expect(DONE)
    reasons = [line["reason"] for line in reported(run, "waiting") if line["kind"] == "function"]
    assert reasons.count("role not assumable yet") == 1, reasons


def test_what_someone_else_changed_meanwhile_is_reported(counter, cloud, proxy, stage):
    counter.deploy(stage).expect(DONE)
    stage.write(**{MEMORY_KEY: 256})
    with proxy.rule(action("UpdateFunctionConfiguration"), conflict_once(cloud, stage)):
        run = counter.deploy(stage, "--json").expect(DONE)
    (replanned,) = reported(run, "replanned")
    assert (replanned["kind"], replanned["name"]) == ("function", stage.function)
    assert "someone else" in replanned["reason"]


def test_an_interruption_is_reported_with_what_it_left_and_the_result_is_still_last(counter, proxy, stage):
    run = interrupted(counter, proxy, stage, "--json")
    assert len(reported(run, "stopping")) == 1
    (unfinished,) = reported(run, "unfinished")
    assert (unfinished["kind"], unfinished["reason"]) == ("function", "role not assumable yet")
    assert sorted(kinds(reported(run, "notBegun"))) == sorted(kinds(run.json["notBegun"])) == ["release", "url"]
    assert run.json["result"] == "interrupted" and kinds(run.json["unfinished"]) == ["function"]


def test_a_removal_reports_the_plan_each_resource_and_the_result(counter, stage):
    counter.deploy(stage).expect(DONE)
    run = counter.destroy(stage, "--delete-data", "--json").expect(DONE)
    assert run.lines[0]["summary"]["delete"] == RESOURCES == len(reported(run, "finished"))
    assert {line["action"] for line in reported(run, "started")} == {"delete"}
    assert run.json["result"] == "destroyed"
    again = counter.destroy(stage, "--delete-data", "--json").expect(DONE)
    assert events(again) == ["plan", "result"] and again.json["result"] == "unchanged"


def refused(counter, cloud, stage):
    foreign_table(cloud, stage, {"owner": "someone-else"})
    return counter.deploy(stage, "--json").expect(FAILED)


def with_bad_settings(counter, cloud, stage):
    stage.write(**{MEMORY_KEY: 1})
    return counter.deploy(stage, "--json").expect(FAILED)


def to_another_account(counter, cloud, stage):
    stage.write(**{ACCOUNT_KEY: "999999999999"})
    return counter.deploy(stage, "--json").expect(FAILED)


def without_a_login(counter, cloud, stage):
    return counter.deploy(stage, "--json", AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None,
                          AWS_EC2_METADATA_DISABLED="true").expect(FAILED)


def with_an_option_that_there_is_not(counter, cloud, stage):
    return counter.deploy(stage, "--json", "--stgae", "x").expect(BAD_USAGE)


def without_a_yes(counter, cloud, stage):
    return counter("destroy", *stage.arguments, "--json").expect(BAD_USAGE)


@pytest.mark.parametrize("start", [
    refused, with_bad_settings, to_another_account, without_a_login, with_an_option_that_there_is_not, without_a_yes,
], ids=lambda start: start.__name__.replace("_", " "))
def test_a_failure_before_the_plan_is_the_result_alone(counter, cloud, stage, start):
    run = start(counter, cloud, stage)
    assert events(run) == ["result"] and run.json["result"] == "failed"
    assert [bool(error["what"]) for error in run.json["errors"]] == [True]


def test_a_warning_is_reported_and_goes_before_the_plan_that_it_is_about(counter, tmp_path):
    stage = Stage("prod", tmp_path)
    stage.write(**{ORIGINS_KEY: ["*"]})
    try:
        run = counter.deploy(stage, "--json").expect(DONE)
        assert events(run)[:2] == ["warning", "plan"]
        assert "any web site" in run.lines[0]["what"] and run.stderr.count("Warning: ") == 1
        # Other commands write one line, so they warn only on standard error.
        assert events(counter.plan(stage, "--json").expect(DONE)) == ["plan"]
    finally:
        counter.destroy(stage, "--delete-data", "--json").expect(DONE)


def test_every_other_command_writes_one_line(counter, stage, tmp_path):
    plan = counter.plan(stage, "--json", "--detailed-exitcode").expect(CHANGES_PENDING)
    begun = counter.deploy(stage, "--json").expect(DONE).lines[0]
    assert {**plan.json, "time": begun["time"]} == begun
    assert events(counter("status", *stage.arguments, "--json").expect(DONE)) == ["status"]
    assert events(counter("whoami", "--json").expect(DONE)) == ["whoami"]
    zip_file = tmp_path / "function.zip"
    package = counter("package", *stage.arguments, "--function", str(counter.function), "--output", str(zip_file),
                      "--json").expect(DONE)
    assert events(package) == ["package"] and package.json["bytes"] == zip_file.stat().st_size
    recording = tmp_path / "recording.json"
    record = counter("record", *stage.arguments, "--out", str(recording), "--json").expect(DONE)
    assert events(record) == ["record"] and record.json["resources"] == len(begun["steps"])
    answers = json.loads(recording.read_text())["answers"]
    assert {answer["request"]["service"] for answer in answers} == {"dynamodb", "iam", "lambda", "logs", "tagging"}
    bodies = [answer["answer"]["body"] for answer in answers]
    functions = [json.loads(body) for body in bodies if body.startswith("{") and '"Code"' in body]
    assert functions and all(function["Code"]["Location"] == "not recorded" for function in functions), functions
    assert events(counter("plan", "--stage", "nowhere", "--json").expect(BAD_USAGE)) == ["result"]
    assert events(counter("whoami", "--profile", "nobody", "--json").expect(FAILED)) == ["result"]


def test_each_event_is_met(counter, cloud, proxy, stage, tmp_path):
    """One life cycle of a stage causes every event."""
    runs = [interrupted(counter, proxy, stage, "--json")]
    with proxy.rule(action("CreateFunction"), denied):
        runs.append(counter.deploy(stage, "--json").expect(FAILED))
    with proxy.rule(action("CreateFunction"), times(1, not_assumable)):
        runs.append(counter.deploy(stage, "--json").expect(DONE))
    stage.write(**{MEMORY_KEY: 256})
    with proxy.rule(action("UpdateFunctionConfiguration"), conflict_once(cloud, stage)):
        runs.append(counter.deploy(stage, "--json").expect(DONE))
    runs.append(counter("status", *stage.arguments, "--json").expect(DONE))
    runs.append(counter("whoami", "--json").expect(DONE))
    runs.append(counter("package", *stage.arguments, "--function", str(counter.function), "--output",
                        str(tmp_path / "function.zip"), "--json").expect(DONE))
    runs.append(counter("record", *stage.arguments, "--out", str(tmp_path / "recording.json"), "--json").expect(DONE))
    # Warnings have their own test.
    assert {event for run in runs for event in events(run)} == set(json_lines.event_kinds()) - {"warning"}


def test_lines_come_while_the_deploy_goes_on(counter, proxy, stage):
    read, awaited = threading.Event(), []

    def hold(call, forward):
        awaited.append(read.wait(NOTICE_SECONDS))
        return forward()

    with proxy.rule(action("CreateFunction"), hold):
        running = Running(counter, "deploy", *stage.arguments, "--function", str(counter.function), "--yes", "--json")
        for line in running.read_lines():
            if '"started", ' in line and '"function"' in line:
                read.set()
        run = running.finish().expect(DONE)
    assert awaited == [True], f"nothing was written before the function was made\n{run}"


@pytest.mark.parametrize("options", [["--json"], []], ids=["with JSON", "in words"])
def test_a_reader_that_goes_away_does_not_end_the_deploy(counter, proxy, stage, options):
    gone = threading.Event()

    def hold(call, forward):
        gone.wait(NOTICE_SECONDS)
        return forward()

    with proxy.rule(action("CreateFunction"), hold):
        process = subprocess.Popen(
            [str(counter.program), "deploy", *stage.arguments, "--function", str(counter.function), "--yes", *options],
            env=counter.environment, cwd=counter.home, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True)
        try:
            assert process.stdout.readline() != ""
            process.stdout.close()
            gone.set()
            said = process.stderr.read()
            assert process.wait(TIMEOUT_SECONDS) == DONE, said
        finally:
            process.kill()
            process.wait()
    assert "rror" not in said and "pipe" not in said
    counter.plan(stage, "--detailed-exitcode").expect(DONE)


def test_the_schema_says_what_each_member_is_and_its_examples_are_right():
    def properties(part):
        if isinstance(part, dict):
            yield from part.get("properties", {}).items()
            for value in part.values():
                yield from properties(value)
        elif isinstance(part, list):
            for value in part:
                yield from properties(value)

    schema = json_lines.schema()
    json_lines.validator("plan").check_schema(schema)
    for name, value in properties(schema["$defs"]):
        assert "description" in value or "description" in schema["$defs"][value["$ref"].rpartition("/")[2]], name
    examples = [example for kind in schema["$defs"].values() for example in kind.get("examples", [])]
    for example in examples:
        json_lines.check_line(example)
    assert {example["event"] for example in examples} == set(json_lines.event_kinds())


def test_the_page_for_programs_reports_each_event():
    page = (pathlib.Path(__file__).resolve().parents[2] / "docs" / "programs.md").read_text()
    table = page.partition("### Events")[2].partition("\n## ")[0]
    assert sorted(re.findall(r"^\| `(\w+)` ", table, re.MULTILINE)) == sorted(json_lines.event_kinds())
