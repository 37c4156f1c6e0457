"""The workflow in docs/ci.md is the repository's own, fits the schemas, and has only valid `counter` commands."""

import json
import pathlib
import re
import shlex
import subprocess
import sys

import pytest
from ruamel.yaml import YAML

from deployment import PROGRAM, ROOT, built
from program import BAD_USAGE

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
DEPLOY = ROOT / ".github" / "workflows" / "deploy.yml"
PAGE = (ROOT / "docs" / "ci.md").read_text()
YAML_BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
(GITLAB,) = [block for block in YAML_BLOCKS if "id_tokens:" in block]


def read(text: str):
    """Reads YAML as GitHub does: `on` is a string."""
    return YAML(typ="safe", pure=True).load(text)


def check(schema: str, file: pathlib.Path) -> str:
    """The errors that check-jsonschema finds in a file, with its built-in schemas; it fetches nothing."""
    result = subprocess.run(
        [sys.executable, "-I", "-m", "check_jsonschema", "--builtin-schema", schema, "--output-format", "json",
         *(["--data-transform", "gitlab-ci"] if schema == "vendor.gitlab-ci" else []), str(file)],
        capture_output=True, text=True)
    answer = json.loads(result.stdout)
    assert (answer["status"] == "ok") == (result.returncode == 0), result.stdout + result.stderr
    return "" if answer["status"] == "ok" else result.stdout


def steps(workflow: pathlib.Path) -> list[dict]:
    """The steps of all jobs of a workflow."""
    return [step for job in read(workflow.read_text())["jobs"].values() for step in job["steps"]]


def unpinned(text: str) -> list[str]:
    """The parts of jobs with an AWS login that somebody else could replace: actions, images, and what scripts fetch."""
    document = read(text)
    found = []
    for job in document["jobs"].values():
        if (job.get("permissions") or document.get("permissions", {})).get("id-token") != "write":
            continue
        images = [job.get("container")] + list(job.get("services", {}).values())
        names = [image["image"] if isinstance(image, dict) else image for image in images if image]
        found += [name for name in names if not re.fullmatch(r"[a-z0-9./_-]+(:[\w.-]+)?@sha256:[0-9a-f]{64}", name)]
        uses = [job.get("uses")] + [step.get("uses") for step in job.get("steps", [])]
        found += [name for name in uses if name and not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name)]
        for step in job.get("steps", []):
            found += re.findall(FETCHING, step.get("run", "") + step.get("with", {}).get("script", ""))
    return found


#: Commands that run or install unpinned downloads; not those for Debian's and Ubuntu's packages, which are signed.
FETCHING = r"(?m)^.*\b(?:curl|wget|pipx?3? install|npx|npm (?:i|ci|install)|gem install|go install|brew|docker run)\b.*$"


def scripts() -> list[str]:
    """All shell scripts of the workflows and of the page's GitLab job."""
    runs = [step["run"] for workflow in WORKFLOWS for step in steps(workflow) if "run" in step]
    return runs + [line for job in read(GITLAB).values() for line in job["script"]]


def command_lines() -> list[list[str]]:
    """The arguments of `counter` in those scripts, without redirections."""
    lines = []
    for script in scripts():
        for line in script.splitlines():
            words = shlex.split(line.removeprefix("swift run "))
            if words[:1] == ["counter"]:
                lines.append(words[1:words.index(">")] if ">" in words else words[1:])
    return lines


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_each_workflow_fits_githubs_schema(workflow):
    assert check("vendor.github-workflows", workflow) == ""
    assert check("custom.github-workflows-require-timeout", workflow) == ""


def test_a_workflow_that_does_not_fit_is_found(tmp_path):
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(DEPLOY.read_text().replace("runs-on:", "run-on:"))
    assert "run-on" in check("vendor.github-workflows", wrong)


def test_the_page_on_ci_shows_the_workflow_as_it_is():
    assert DEPLOY.read_text() in YAML_BLOCKS
    assert all(block in (DEPLOY.read_text(), GITLAB) for block in YAML_BLOCKS)


def test_the_gitlab_job_fits_gitlabs_schema(tmp_path):
    file = tmp_path / ".gitlab-ci.yml"
    file.write_text(GITLAB)
    assert check("vendor.gitlab-ci", file) == ""
    file.write_text(GITLAB.replace("id_tokens", "id_token"))
    assert check("vendor.gitlab-ci", file) != ""


def test_counter_understands_each_of_their_command_lines():
    lines = command_lines()
    assert {line[0] for line in lines} == {"plan", "deploy", "destroy"} and len(lines) == 5
    for line in lines:
        # The options are read in order, so that an earlier wrong word would be refused instead.
        result = subprocess.run([str(built(PROGRAM)), *line, "--is-refused"], capture_output=True, text=True)
        said = " ".join(result.stderr.split())
        assert result.returncode == BAD_USAGE and f'{line[0]} has no option "--is-refused"' in said, said


def test_they_install_what_the_set_up_does():
    names = set(re.search(r"for pair in (.*); do", (ROOT / "scripts" / "lib.sh").read_text()).group(1).split())
    wanted = {pair.split(":")[1] for pair in names} | {"pkg-config"}
    installs = [line for script in scripts() for line in script.splitlines() if "apt-get -qq install" in line]
    assert len(installs) == 4
    for line in installs:
        assert {word for word in shlex.split(line)[3:] if not word.startswith("-")} == wanted


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_from_outside_is_put_into_a_script_and_no_third_party_runs(workflow):
    for step in steps(workflow):
        for script in (step.get("run", ""), step.get("with", {}).get("script", "")):
            assert "${{" not in script, script
        if "uses" in step:
            assert re.fullmatch(r"(actions|aws-actions)/[a-z-]+@[0-9a-f]{40}", step["uses"]), step["uses"]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_no_job_that_may_log_in_runs_anything_that_is_not_pinned(workflow):
    assert unpinned(workflow.read_text()) == []
    for line in workflow.read_text().splitlines():
        # The comment says which version a commit is, for readers and for update tools.
        assert "uses:" not in line or re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_the_gitlab_job_runs_a_pinned_image():
    assert all(re.search(r"@sha256:[0-9a-f]{64}$", job["image"]) for job in read(GITLAB).values())


@pytest.mark.parametrize("pinned, loose", [
    (r"actions/checkout@[0-9a-f]{40} # v[\d.]+", "actions/checkout@v6"),
    (r"aws-credentials@[0-9a-f]{40} # v[\d.]+", "aws-credentials@main"),
    (r"(noble)@sha256:[0-9a-f]{64}", r"\1"),
    ("apt-get -qq update", "curl -fsS https://setup.example | sh"),
    ("run: counter deploy --stage prod --yes", "run: pip install awscli"),
])
def test_what_is_not_pinned_is_found(pinned, loose):
    text, count = re.subn(pinned, loose, DEPLOY.read_text())
    assert count > 0 and len(unpinned(text)) == count


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_fork_gets_no_credentials_and_only_main_deploys(workflow):
    document = read(workflow.read_text())
    assert set(document["on"]) <= {"push", "pull_request"} and document["on"]["push"]["branches"] == ["main"]
    for job in document["jobs"].values():
        condition = " ".join(job["if"].split())
        assert "github.event_name == 'push'" in condition or (
            "github.event_name == 'pull_request'" in condition
            and "github.event.pull_request.head.repo.full_name == github.repository" in condition)
        assert "concurrency" in job and "timeout-minutes" in job
