"""Names, paths and settings are only data: none of them reaches a shell, another folder or another file."""

import os
import pathlib
import re
import shutil
import stat

import pytest

from program import BAD_USAGE, FAILED

ROOT = pathlib.Path(__file__).resolve().parents[2]
#: Texts that would make a file named `injected` in the working folder, if a shell ran them.
INJECTIONS = ["$(touch injected)", "`touch injected`", "a; touch injected", "a\ntouch injected",
              "a' ; touch injected '", 'a" ; touch injected "', "a b & touch injected"]
#: Texts that would be more than a page's name, if a policy or a list contained them unchecked.
POLICY_PARTS = ['"]},{"Effect":"Allow","Action":"*","Resource":"*"', "a,b", "${aws:x}", "*"]


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_function_s_path_is_a_path(counter, stage, tmp_path, text):
    path = tmp_path / text
    shutil.copy(counter.function, path)
    output = tmp_path / "function.zip"
    result = counter("package", *stage.arguments, "--function", str(path), "--output", str(output))
    assert result.exit_code == 0, str(result)
    assert output.stat().st_size > 0
    assert not injected(counter, tmp_path)


@pytest.mark.parametrize("text", INJECTIONS)
def test_an_output_s_path_is_a_path(counter, stage, tmp_path, text):
    result = counter("package", *stage.arguments, "--function", str(counter.function), "--output", str(tmp_path / text))
    assert result.exit_code == 0, str(result)
    assert [path.name for path in tmp_path.iterdir()] == [text]
    assert not injected(counter, tmp_path)


@pytest.mark.parametrize("name", [*INJECTIONS, "../../x", "..", "/etc/passwd", "a/b", "a%00", "-x", "é"])
def test_a_stage_s_name_leads_nowhere_else(counter, stage, name):
    result = counter("plan", f"--stage={name}", "--config", str(stage.folder), "--function", str(counter.function))
    assert result.exit_code == BAD_USAGE, str(result)
    assert not injected(counter, stage.folder)


@pytest.mark.parametrize("text", [*INJECTIONS, *POLICY_PARTS])
def test_a_page_s_name_becomes_no_part_of_a_policy(counter, stage, text):
    stage.write(pages=["main_page", text])
    result = counter.plan(stage)
    assert result.exit_code == FAILED, str(result)
    assert "pages" in result.stderr
    assert not injected(counter, stage.folder)


@pytest.mark.parametrize("key", ["allowedOrigins", "region", "account"])
@pytest.mark.parametrize("text", INJECTIONS)
def test_a_setting_is_data(counter, stage, key, text):
    stage.write(**{key: [text] if key == "allowedOrigins" else text})
    result = counter.plan(stage)
    assert result.exit_code == FAILED, str(result)
    assert not injected(counter, stage.folder)


def test_what_a_terminal_obeys_is_written_out(counter, stage):
    result = counter("plan", "--stage", "\x1b]0;title\x07\x1b[31m", "--config", str(stage.folder))
    assert result.exit_code == BAD_USAGE
    assert "\x1b" not in result.stdout + result.stderr


def test_a_zip_replaces_a_link_and_not_what_the_link_points_at(counter, stage, tmp_path):
    """In a folder that others can write to, somebody may have put a link at the path."""
    target = tmp_path / "someone-s-file"
    target.write_text("precious")
    output = tmp_path / "function.zip"
    output.symlink_to(target)
    result = counter("package", *stage.arguments, "--function", str(counter.function), "--output", str(output))
    assert target.read_text() == "precious", str(result)


def test_nothing_is_left_or_looked_for_in_the_temporary_folder(counter, stage, tmp_path):
    """A build writes to the package's own folder, and uses no predictable name in a shared folder."""
    shared = tmp_path / "tmp"
    shared.mkdir(mode=0o777)
    result = counter("package", *stage.arguments, "--function", str(counter.function), "--output",
                     str(tmp_path / "function.zip"), TMPDIR=str(shared))
    assert result.exit_code == 0, str(result)
    assert list(shared.iterdir()) == []


def test_the_build_folder_is_not_writable_for_everyone(counter):
    """What is built there runs with the function's role."""
    folders = [counter.function.parent, *counter.function.resolve().parents[:3]]
    for folder in folders:
        assert not folder.stat().st_mode & stat.S_IWOTH, f"{folder} can be written to by everyone"


def test_nothing_goes_through_a_shell():
    """Programs are started with a list of arguments; no source names a shell."""
    shell = re.compile(r'"(/bin/|/usr/bin/)?(ba|z|da)?sh"|\bsystem\(|\bpopen\(|"-c",')
    for path in (ROOT / "Sources").rglob("*.swift"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.lstrip().startswith("//") and not ('"swift", "build"' in line):
                assert not shell.search(line), f"{path}:{number}: {line.strip()}"


def test_the_local_aws_s_keys_are_private_whatever_the_umask(local_aws):
    file = local_aws.environment_file
    if not file.exists():
        pytest.skip("no environment file was written")
    assert file.stat().st_mode & 0o077 == 0


def injected(counter, *folders: pathlib.Path) -> bool:
    """Whether a shell has run any of the texts."""
    return any(os.path.lexists(folder / "injected") for folder in (counter.home, *folders, pathlib.Path.cwd()))
