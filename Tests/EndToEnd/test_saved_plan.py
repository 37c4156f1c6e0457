"""A saved plan is applied exactly or not at all: if a fact changed since, it is reported, and nothing is written."""

import json
import pathlib
import shutil
import stat
import subprocess

import pytest

from kinds.function import change_code, configure, set_variable
from kinds.kind import leave_former_tags
from kinds.log_group import keep_logs_longer
from kinds.release import move_alias, remove_alias_and_url
from kinds.role import trust_another_service, widen_inline_policy
from kinds.table import protect_table
from kinds.url import cors, remove_statement
from local_aws import REGION
from program import BAD_USAGE, CHANGES_PENDING, DONE, FAILED
from proxy import writes
from stage import ACCOUNT_KEY, MEMORY_KEY, PAGES_KEY, REGION_KEY, RESOURCES, RETENTION_KEY
from test_ownership import foreign_table

STALE = 3


@pytest.fixture
def file(tmp_path) -> pathlib.Path:
    """The path of the saved plan."""
    return tmp_path / "saved.plan"


def save(counter, stage, file, *arguments, **changes):
    """Plans a stage and saves the plan."""
    return counter.plan(stage, "--out", str(file), *arguments, **changes)


def apply(counter, stage, file, *arguments, function=None, **changes):
    """Applies a saved plan, without `--yes` and without a question."""
    return counter(
        "deploy", "--plan", str(file), "--config", str(stage.folder), "--function", str(function or counter.function),
        *arguments, **changes)


def expect_stale(counter, proxy, stage, file, **changes):
    """Applies the plan; asserts that it is stale and that nothing was written; returns the changed facts."""
    with proxy.recording() as calls:
        run = apply(counter, stage, file, "--json", **changes).expect(STALE)
    assert writes(calls) == []
    assert "no longer fits, and nothing was changed" in " ".join(run.stderr.split())
    (error,) = run.json["errors"]
    for moved in error["moved"]:
        assert moved["fact"] is None or moved["fact"] in run.stderr, run.stderr
    return error["moved"]


def facts(moved, side):
    """The changed facts of one side, as kind and fact."""
    return {(fact["kind"], fact["fact"]) for fact in moved if fact["side"] == side}


def test_a_saved_plan_is_applied_without_a_question(counter, cloud, stage, file):
    run = save(counter, stage, file, "--detailed-exitcode").expect(CHANGES_PENDING)
    assert run.stdout.endswith(f"Saved to {file}. Apply exactly this with: {counter.program.resolve()} deploy --plan {file}\n")
    answer = apply(counter, stage, file, "--json").expect(DONE).json
    assert answer["result"] == "applied" and len(answer["steps"]) == RESOURCES
    assert set(cloud.left(stage)) == {"table", "role", "function", "url", "log group"}
    counter.plan(stage, "--detailed-exitcode").expect(DONE)


def test_a_plan_without_changes_is_saved_and_applied_and_writes_nothing(counter, proxy, deployed, file):
    stage, url = deployed
    with proxy.recording() as calls:
        save(counter, stage, file, "--detailed-exitcode", "--json").expect(DONE)
        answer = apply(counter, stage, file, "--json").expect(DONE).json
    assert writes(calls) == []
    assert answer["result"] == "unchanged" and answer["outputs"]["url"] == url


def test_a_plan_is_stale_once_it_was_applied(counter, proxy, stage, file):
    save(counter, stage, file).expect(DONE)
    apply(counter, stage, file).expect(DONE)
    moved = expect_stale(counter, proxy, stage, file)
    assert ("table", None) in facts(moved, "observed")
    assert {fact["move"] for fact in moved} == {"appeared"}


#: A title; the kind and the fact that must be reported; the change by hand.
MOVES = [
    ("the table's protection", "table", "deletionProtection", protect_table),
    ("the table's tags", "table", "tags.former", leave_former_tags),
    ("the log group's retention", "logGroup", "retention", keep_logs_longer),
    ("the role's trust", "role", "trust", trust_another_service),
    ("the role's policy", "role", "permissions", widen_inline_policy),
    ("the function's memory", "function", "memory", configure(MemorySize=256)),
    ("the function's code", "function", "code", change_code),
    ("the function's tags", "function", "tags.former", leave_former_tags),
    ("the function's variables", "function", "environment.BY_HAND", set_variable("BY_HAND", "yes")),
    ("the alias's version", "release", "memory", move_alias),
    ("the alias", "release", None, remove_alias_and_url),
    ("the URL's origins", "url", "cors.origins", cors(AllowOrigins=["*"])),
    ("the URL's permissions", "url", "permissions", remove_statement("lambda:InvokeFunction")),
]


@pytest.mark.parametrize("kind, fact, by_hand", [move[1:] for move in MOVES], ids=[move[0] for move in MOVES])
def test_what_moved_on_aws_is_named_and_nothing_is_written(counter, cloud, proxy, deployed, file, kind, fact, by_hand):
    stage, _ = deployed
    save(counter, stage, file).expect(DONE)
    try:
        by_hand(cloud, stage)
        moved = expect_stale(counter, proxy, stage, file)
    finally:
        counter.deploy(stage).expect(DONE)
    assert (kind, fact) in facts(moved, "observed"), moved
    assert facts(moved, "described") == set()


def test_a_value_that_no_plan_shows_is_a_fact_all_the_same(counter, cloud, proxy, deployed, file):
    stage, _ = deployed
    set_variable("BY_HAND", "hunter2")(cloud, stage)
    try:
        save(counter, stage, file).expect(DONE)
        set_variable("BY_HAND", "swordfish")(cloud, stage)
        assert ("function", "environment.BY_HAND") in facts(expect_stale(counter, proxy, stage, file), "observed")
    finally:
        counter.deploy(stage).expect(DONE)


def test_what_became_someone_elses_is_stale_and_not_refused(counter, cloud, proxy, stage, file):
    save(counter, stage, file).expect(DONE)
    foreign_table(cloud, stage, {"team": "web"})
    assert ("table", None) in facts(expect_stale(counter, proxy, stage, file), "observed")


@pytest.mark.parametrize("key, value, kind, fact", [
    (MEMORY_KEY, 256, "function", "memory"),
    (RETENTION_KEY, 30, "logGroup", "retention"),
    (PAGES_KEY, ["main_page"], "role", "permissions"),
])
def test_settings_that_changed_are_named(counter, proxy, stage, file, key, value, kind, fact):
    save(counter, stage, file).expect(DONE)
    stage.write(**{key: value})
    moved = expect_stale(counter, proxy, stage, file)
    assert (kind, fact) in facts(moved, "described"), moved
    assert facts(moved, "observed") == set()


def test_another_binary_is_named(counter, proxy, stage, file, tmp_path):
    other = tmp_path / "other"
    shutil.copy(counter.function, other)
    counter("plan", *stage.arguments, "--function", str(other), "--out", str(file)).expect(DONE)
    with other.open("ab") as binary:
        binary.write(b"\0")
    moved = expect_stale(counter, proxy, stage, file, function=other)
    assert facts(moved, "described") == {("function", "code"), ("release", "code")}


def test_another_region_in_the_settings_is_named_alone(counter, proxy, stage, file):
    stage.write(**{REGION_KEY: REGION, ACCOUNT_KEY: None})
    save(counter, stage, file).expect(DONE)
    stage.write(**{REGION_KEY: "eu-west-1", ACCOUNT_KEY: None})
    with proxy.recording() as calls:
        run = apply(counter, stage, file, "--json").expect(STALE)
    assert writes(calls) == []
    assert run.json["errors"][0]["moved"] == [
        {"side": "place", "fact": "region", "planned": REGION, "now": "eu-west-1"}]


def test_a_plan_is_applied_in_the_region_that_it_was_made_for_and_no_other(counter, proxy, stage, file):
    stage.write(**{REGION_KEY: None, ACCOUNT_KEY: None})
    save(counter, stage, file, "--region", REGION).expect(DONE)
    with proxy.recording() as calls:
        run = apply(counter, stage, file, "--region", "eu-west-1").expect(BAD_USAGE)
    assert writes(calls) == []
    assert f"made with --region {REGION}, and --region says eu-west-1" in " ".join(run.stderr.split())
    apply(counter, stage, file, "--region", REGION).expect(DONE)


def test_the_printed_command_applies_the_plan_from_any_folder(counter, cloud, stage, tmp_path):
    """Runs the printed command in a shell, from another folder; the plan was made with relative paths."""
    work, elsewhere = tmp_path / "it's here", tmp_path / "elsewhere"
    work.mkdir()
    elsewhere.mkdir()
    shutil.copytree(stage.folder, work / "stages")
    shutil.copy(counter.function, work / "program")
    stage.write(**{REGION_KEY: None})
    shutil.copy(stage.file, work / "stages" / stage.file.name)
    made = subprocess.run(
        [str(counter.program), "plan", "--stage", stage.name, "--config", "stages", "--function", "program",
         "--out", "a plan"], cwd=work, env={**counter.environment, "AWS_REGION": REGION}, capture_output=True, text=True)
    assert made.returncode == DONE, made.stderr
    command = made.stdout.splitlines()[-1].partition("Apply exactly this with: ")[2]
    environment = {**counter.environment, "AWS_REGION": "eu-west-1"}
    applied = subprocess.run(
        command, shell=True, cwd=elsewhere, env=environment, capture_output=True, text=True, check=False)
    assert applied.returncode == DONE, applied.stderr
    assert set(cloud.left(stage)) == {"table", "role", "function", "url", "log group"}


@pytest.mark.parametrize("member", ["stack", "stage", "account", "region", "options", "adopting", "salt", "digest"])
def test_a_plan_that_was_changed_by_hand_is_refused(counter, proxy, stage, file, member):
    save(counter, stage, file).expect(DONE)
    plan = json.loads(file.read_text())
    changed = {"options": {**plan["options"], "found-region": ["eu-west-1"]},
               "adopting": [{"kind": "table", "name": stage.table}]}.get(member, "b")
    if member == "stage":
        changed = stage.name[:-1] + ("1" if stage.name.endswith("0") else "0")
        shutil.copy(stage.file, stage.file.with_name(f"{changed}.json"))
    file.write_text(json.dumps({**plan, member: changed}))
    refuse(counter, proxy, lambda: counter("deploy", "--plan", str(file)), FAILED, "was changed after it was saved")


def test_the_file_is_its_owners_alone_and_holds_no_secret_and_no_value(counter, cloud, deployed, file):
    stage, _ = deployed
    file.write_text("what was there before")
    file.chmod(0o644)
    set_variable("BY_HAND", "hunter2")(cloud, stage)
    try:
        save(counter, stage, file).expect(DONE)
    finally:
        counter.deploy(stage).expect(DONE)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    text = file.read_text()
    assert "environment.BY_HAND" in text
    secrets = [value for name, value in counter.environment.items() if name.startswith("AWS_") and "KEY" in name]
    assert len(secrets) >= 2
    environment = cloud.function.get_function_configuration(FunctionName=stage.function)["Environment"]["Variables"]
    pages = {"about", environment["PAGES"], environment["AWS_ENDPOINT_URL"]}
    for value in {*secrets, "hunter2", *pages}:
        assert value not in text, value


def refuse(counter, proxy, run, exit_code, *words):
    """Asserts the exit code and the words in the error, and that nothing was sent to AWS."""
    with proxy.recording() as calls:
        result = run().expect(exit_code)
    assert calls == []
    text = " ".join(result.stderr.split())
    for word in words:
        assert word in text, text


def test_another_stages_plan_is_refused(counter, proxy, new_stage, file):
    one, other = new_stage(), new_stage()
    save(counter, one, file).expect(DONE)
    refuse(counter, proxy, lambda: apply(counter, other, file, "--stage", other.name), BAD_USAGE,
           f"the plan is of stage {one.name}", f"--stage says {other.name}")
    refuse(counter, proxy, lambda: apply(counter, one, file, "--adopt", one.table), BAD_USAGE, "--adopt")


def test_another_stacks_plan_and_what_is_no_plan_are_refused(counter, proxy, stage, file):
    save(counter, stage, file).expect(DONE)
    text = file.read_text()
    plan = json.loads(text)
    for contents, exit_code, words in [
        (json.dumps({**plan, "stack": "guestbook"}), FAILED, "was changed after it was saved"),
        (json.dumps({**plan, "version": 99}), FAILED, "another version"),
        (text[:len(text) // 2], FAILED, "not a saved plan"),
        ("", FAILED, "is empty"),
        ("\0" * 100, FAILED, "not a saved plan"),
    ]:
        file.write_text(contents)
        refuse(counter, proxy, lambda: apply(counter, stage, file), exit_code, words)
    file.unlink()
    refuse(counter, proxy, lambda: apply(counter, stage, file), FAILED, "cannot be read")


def test_a_path_that_cannot_be_written_to_is_refused_first(counter, proxy, stage, tmp_path):
    for place in (tmp_path, tmp_path / "none" / "saved.plan", pathlib.Path("/dev/null")):
        refuse(counter, proxy, lambda place=place: save(counter, stage, place), FAILED, "could not be written")
    assert list(tmp_path.iterdir()) == []
