"""The program's environment: a working folder that is gone, and streams that are closed or accept no output."""

import subprocess

import pytest

from program import CHANGES_PENDING, DONE, FAILED, TIMEOUT_SECONDS, Run

NOWHERE = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'


def in_shell(counter, script: str, *arguments: str) -> Run:
    """Runs a shell script, in which `"$@"` is the program with its arguments."""
    result = subprocess.run(
        ["sh", "-c", script, "sh", str(counter.program), *arguments], env=counter.environment, cwd=counter.home,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TIMEOUT_SECONDS)
    return Run([*arguments], result.returncode, result.stdout, result.stderr)


def with_function(counter, command: str, stage) -> list[str]:
    return [command, *stage.arguments, "--function", str(counter.function)]


@pytest.mark.parametrize("command", ["plan", "deploy", "status", "destroy", "policy"])
def test_a_folder_that_is_gone_is_said_at_once(counter, stage, command):
    yes = ["--yes"] if command in ("deploy", "destroy") else []
    run = in_shell(counter, NOWHERE, command, *stage.arguments, *yes).expect(FAILED)
    assert "the folder that this was started in is gone" in " ".join(run.stderr.split()) and run.stdout == ""


@pytest.mark.parametrize("arguments", [["--help"], ["help", "deploy"], ["--version"]])
def test_help_needs_no_folder(counter, arguments):
    assert in_shell(counter, NOWHERE, *arguments).expect(DONE).stdout != ""


def test_no_file_is_written_that_others_may_change(counter, stage, tmp_path):
    zip_file, plan, dotenv = tmp_path / "function.zip", tmp_path / "saved.plan", tmp_path / "job.env"
    script = 'umask 0; exec "$@"'
    in_shell(counter, script, *with_function(counter, "package", stage), "--output", str(zip_file)).expect(DONE)
    in_shell(counter, script, *with_function(counter, "plan", stage), "--out", str(plan)).expect(DONE)
    in_shell(counter, script, *with_function(counter, "deploy", stage), "--yes", "--dotenv", str(dotenv)).expect(DONE)
    modes = {file.name: oct(file.stat().st_mode & 0o777) for file in (zip_file, plan, dotenv)}
    assert modes == {"function.zip": "0o644", "saved.plan": "0o600", "job.env": "0o644"}


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_are_done_without(counter, stage, closed):
    """Otherwise the next opened files, such as a connection to AWS, would get their descriptors and the output."""
    script = f'exec "$@" {closed}'
    run = in_shell(counter, script, *with_function(counter, "deploy", stage), "--yes").expect(DONE)
    assert run.stderr == ""
    counter.plan(stage, "--detailed-exitcode").expect(DONE)


@pytest.mark.parametrize("option", ["--json", ""], ids=["with JSON", "in words"])
def test_an_output_that_takes_nothing_is_said_once_and_the_deploy_goes_on(counter, stage, option):
    # The option is in the script, so that `Run` does not check the output, which is lost, as JSON.
    script = f'exec "$@" {option} >/dev/full'
    run = in_shell(counter, script, *with_function(counter, "deploy", stage), "--yes").expect(FAILED)
    said = " ".join(run.stderr.split())
    assert said.count("standard output cannot be written to. No space left on device.") == 1, said
    counter.plan(stage, "--detailed-exitcode").expect(DONE)


@pytest.mark.parametrize("options", [[], ["--json"], ["--markdown"], ["--detailed-exitcode"]], ids=" ".join)
def test_a_plan_that_cannot_be_written_is_no_success(counter, stage, options):
    script = f'exec "$@" {" ".join(options)} >/dev/full'
    in_shell(counter, script, *with_function(counter, "plan", stage)).expect(FAILED)
    counter.plan(stage, "--detailed-exitcode").expect(CHANGES_PENDING)
