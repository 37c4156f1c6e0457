"""In CI: what a job's files say about plans, deploys, failures and interruptions, and what they never contain."""

import re
import signal
import stat
import subprocess
import threading

import pytest

from aws_answers import refusal
from job import Job, read_dotenv
from kinds.function import set_variable
from program import BAD_USAGE, CHANGES_PENDING, DONE, FAILED, TIMEOUT_SECONDS
from stage import RESOURCES
from test_ownership import foreign_table


@pytest.fixture
def job(tmp_path) -> Job:
    """The files of a step; none of them exists yet."""
    return Job(tmp_path)


def refuse_functions(call, forward):
    return refusal(call, 400, "InvalidParameterValueException", "No <b>function</b> for @everyone.")


def is_creation_of_function(call):
    return call.action == "CreateFunction"


def test_a_deploy_reports_to_github_the_plan_the_result_and_the_outputs(counter, stage, job):
    run = counter.deploy(stage, **job.environment).expect(DONE)
    url = run.stdout.splitlines()[-1]
    assert job.outputs == {"result": "applied", "has-changes": "true", "url": url, **stage.outputs}
    plan, _, result = job.summary.partition("**Deployed: 6 created.**")
    assert f"### Plan for `visitor-counter` · `{stage.name}`" in plan
    assert f"+ function {stage.function}" in plan and plan.count("<details>") == RESOURCES
    assert f"- `url`: <{url}>" in result and f"- `table`: `{stage.table}`" in result


def test_what_was_in_githubs_files_stays(counter, deployed, job):
    stage, url = deployed
    job.output_file.write_text("before=1")
    job.summary_file.write_text("Before")
    counter.deploy(stage, **job.environment).expect(DONE)
    counter.plan(stage, "--detailed-exitcode", **job.environment).expect(DONE)
    assert job.output_file.read_text().startswith("before=1\nresult=unchanged\nhas-changes=false\n")
    assert job.outputs == {
        "before": "1", "result": "planned", "has-changes": "false", "url": url, **stage.outputs}
    assert job.summary.startswith("Before\n\n`visitor-counter`")
    assert job.summary.count("No changes. Everything is as described.") == 2


def test_status_and_destroy_report_to_github_too(counter, stage, job, tmp_path):
    counter("status", *stage.arguments, **job.environment).expect(DONE)
    assert job.outputs == {"result": "not-deployed", "has-changes": "false"}
    counter.deploy(stage).expect(DONE)
    counter("status", *stage.arguments, **job.environment).expect(DONE)
    assert job.outputs["result"] == "deployed" and job.outputs["table"] == stage.table
    assert not job.summary_file.exists()
    gone = Job(tmp_path / "gone")
    gone.folder.mkdir()
    counter.destroy(stage, "--delete-data", **gone.environment).expect(DONE)
    assert gone.outputs == {"result": "destroyed", "has-changes": "true"}
    assert "### Plan to remove" in gone.summary and "its data is lost" in gone.summary
    assert gone.summary.endswith("**Destroyed: 6 removed.**\n")
    counter.destroy(stage, **gone.environment).expect(DONE)
    assert gone.outputs == {"result": "unchanged", "has-changes": "false"}


def test_a_deploy_that_fails_reports_what_failed_and_what_exists(counter, proxy, stage, job, tmp_path):
    dotenv = tmp_path / "deploy.env"
    dotenv.write_text("COUNTER_RESULT=applied\n")
    with proxy.rule(is_creation_of_function, refuse_functions):
        run = counter.deploy(stage, "--dotenv", str(dotenv), **job.environment).expect(FAILED)
    reported = job.outputs
    assert reported["result"] == "failed" and reported["has-changes"] == "true"
    assert reported["table"] == stage.table and "url" not in reported
    assert read_dotenv(dotenv)["COUNTER_RESULT"] == "failed"
    assert "COUNTER_URL" not in read_dotenv(dotenv)
    plan, _, failure = job.summary.partition("### Failed\n\n```\n")
    assert "### Plan for" in plan
    paragraph, _, outputs = failure.partition("\n```\n")
    assert paragraph in run.stderr and "No <b>function</b> for @everyone." in " ".join(paragraph.split())
    assert f"- `table`: `{stage.table}`" in outputs and "@everyone" not in outputs


@pytest.mark.parametrize("number, exit_code", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_deploy_that_is_interrupted_reports_so(counter, proxy, stage, job, number, exit_code):
    started, running = threading.Event(), []

    def interrupt(call, forward):
        assert started.wait(TIMEOUT_SECONDS)
        running[0].send_signal(number)
        return forward()

    with proxy.rule(is_creation_of_function, interrupt):
        process = subprocess.Popen(
            [str(counter.program), "deploy", *stage.arguments, "--function", str(counter.function), "--yes"],
            env={**counter.environment, **job.environment}, cwd=counter.home, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            running.append(process)
            started.set()
            assert process.wait(TIMEOUT_SECONDS) == exit_code
        finally:
            process.kill()
            process.wait()
    assert job.outputs["result"] == "interrupted" and job.outputs["has-changes"] == "true"
    assert "### Interrupted\n" in job.summary and "Not begun:" in job.summary


def test_a_command_line_that_is_wrong_is_reported_as_well(counter, job):
    counter("deploy", "--no-such", **job.environment).expect(BAD_USAGE)
    assert job.outputs == {"result": "failed"}
    assert "### Failed" in job.summary and "--no-such" in job.summary


def test_files_of_githubs_that_cannot_be_written_are_warnings(counter, stage, tmp_path):
    missing = str(tmp_path / "none" / "file")
    run = counter.deploy(stage, GITHUB_OUTPUT=missing, GITHUB_STEP_SUMMARY=str(tmp_path)).expect(DONE)
    said = " ".join(run.stderr.split())
    assert f"Warning: {missing} could not be written." in said and "GITHUB_OUTPUT names it." in said
    assert f"Warning: {tmp_path} could not be written." in said and "GITHUB_STEP_SUMMARY names it." in said
    assert run.stdout.splitlines()[-1].startswith("http")
    assert list(tmp_path.iterdir()) == []


def test_a_plan_as_markdown_has_standard_output_for_itself(counter, stage, job, tmp_path):
    saved = tmp_path / "saved.plan"
    run = counter.plan(
        stage, "--markdown", "--detailed-exitcode", "--out", str(saved), **job.environment).expect(CHANGES_PENDING)
    marker, text = run.stdout.split("\n", 1)
    assert marker == f"<!-- counter plan: {stage.name} -->"
    assert text.startswith("### Plan for ") and text == job.summary[1:]
    assert f"Saved to {saved}" in run.stderr
    counter("deploy", "--plan", str(saved), "--config", str(stage.folder), "--function",
            str(counter.function)).expect(DONE)
    run = counter.plan(stage, "--markdown", "--detailed-exitcode").expect(DONE)
    assert run.stdout.splitlines() == [
        marker, f"`visitor-counter` · `{stage.name}`: No changes. Everything is as described."]


def test_a_plan_that_is_refused_is_reported_as_markdown_too(counter, cloud, stage):
    foreign_table(cloud, stage, {"team": "@everyone"})
    run = counter.plan(stage, "--markdown").expect(FAILED)
    marker, title, *_ = run.stdout.splitlines()
    assert (marker, title) == (f"<!-- counter plan: {stage.name} -->", "### Failed")
    assert "does not belong to this stack" in " ".join(run.stdout.split())
    paragraph = run.stdout.split("```\n")[1].rstrip("\n")
    assert "team=@everyone" in paragraph and run.stdout.count("@everyone") == paragraph.count("@everyone")


def test_json_and_markdown_together_are_refused(counter, proxy, stage):
    with proxy.recording() as calls:
        run = counter.plan(stage, "--json", "--markdown").expect(BAD_USAGE)
    assert calls == [] and "--markdown" in run.stderr


def test_hidden_values_and_secrets_are_in_none_of_the_files(counter, cloud, deployed, job, tmp_path):
    stage, _ = deployed
    dotenv = tmp_path / "deploy.env"
    set_variable("BY_HAND", "hunter2")(cloud, stage)
    try:
        shown = counter.plan(stage, "--markdown", **job.environment).expect(DONE).stdout
    finally:
        counter.deploy(stage, "--dotenv", str(dotenv), **job.environment).expect(DONE)
    assert "- environment.BY_HAND: (hidden)" in shown
    for text in (shown, job.summary, job.output_file.read_text(), dotenv.read_text()):
        assert "hunter2" not in text and counter.environment["AWS_SECRET_ACCESS_KEY"] not in text


def test_a_dotenv_report_is_written_also_where_nothing_changed(counter, deployed, tmp_path):
    stage, url = deployed
    dotenv = tmp_path / "deploy.env"
    for command in (counter.deploy, counter.plan):
        dotenv.unlink(missing_ok=True)
        command(stage, "--dotenv", str(dotenv)).expect(DONE)
        assert read_dotenv(dotenv) == {
            "COUNTER_RESULT": "unchanged" if command == counter.deploy else "planned", "COUNTER_HAS_CHANGES": "false",
            "COUNTER_URL": url, "COUNTER_TABLE": stage.table, "COUNTER_FUNCTION": stage.function,
            "COUNTER_ROLE": stage.role, "COUNTER_LOG_GROUP": stage.log_group}
        assert re.fullmatch(r"([A-Z_]+=\S+\n)+", dotenv.read_text())
        assert stat.S_IMODE(dotenv.stat().st_mode) & 0o444 == 0o444


def test_a_dotenv_report_that_cannot_be_written_is_refused_first(counter, proxy, stage, tmp_path):
    with proxy.recording() as calls:
        for place in (tmp_path, tmp_path / "none" / "deploy.env"):
            for run in (counter.deploy, counter.plan, counter.destroy):
                said = run(stage, "--dotenv", str(place)).expect(FAILED).stderr
                assert "could not be written" in " ".join(said.split())
    assert calls == []


def test_without_a_terminal_there_are_plain_lines_and_no_question(counter, proxy, stage):
    with proxy.recording() as calls:
        for command in ("deploy", "destroy"):
            run = counter(command, *stage.arguments, TERM="xterm-256color").expect(BAD_USAGE)
            assert "give --yes" in " ".join(run.stderr.split()) and "Only" not in run.stderr
    assert calls == []
    runs = [
        counter.deploy(stage, TERM="xterm-256color"), counter.plan(stage, TERM="xterm-256color"),
        counter("status", *stage.arguments, TERM="xterm-256color"),
        counter.destroy(stage, "--delete-data", TERM="xterm-256color"),
    ]
    for run in runs:
        text = run.expect(DONE).stdout + run.stderr
        assert "\x1b" not in text and "\r" not in text
    progress = runs[0].stdout.splitlines()
    assert f"function {stage.function}: creating…" in progress
    with proxy.rule(is_creation_of_function, refuse_functions):
        failed = counter.deploy(stage, TERM="xterm-256color").expect(FAILED)
    assert "\x1b" not in failed.stdout + failed.stderr
