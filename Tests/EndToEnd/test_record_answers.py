"""Records the answers to a stack's life cycle, in AWS's real shapes, as seeds for the fuzzer `answers`.

Run it by hand when the program sends new requests:

    COUNTER_RECORD_ANSWERS=1 scripts/test end-to-end -k record_answers

It writes Tests/Fuzz/answers, with one file for each command: the command line, the settings, and the answers in order.
"""

import contextlib
import json
import os
import pathlib
import time
import urllib.parse

import pytest

from program import CHANGES_PENDING, DONE
from stage import MEMORY_KEY, ORIGINS_KEY, PAGES_KEY, PROTECTION_KEY, RETENTION_KEY, TAGS_KEY, Stage
from test_real_shapes import as_on_aws

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "Fuzz" / "answers"
#: Stands for the digest of the fuzzer's function, which differs between machines.
CODE = "{{CodeSha256}}"
KEPT_HEADERS = {"content-type", "x-amzn-requestid", "x-amzn-errortype", "date"}

pytestmark = pytest.mark.skipif("COUNTER_RECORD_ANSWERS" not in os.environ, reason="it is run by hand")


def name(call) -> str:
    """The fuzzer's name of a request: the operation, or the method, path and query if the request names none."""
    if target := call.headers.get("x-amz-target"):
        return target.rpartition(".")[2]
    form = urllib.parse.parse_qs(call.body.decode(errors="replace"))
    if "Action" in form:
        return form["Action"][0]
    return f"{call.method} {call.path}" + (f"?{call.query}" if call.query else "")


class Tape:
    """The answers to one command, in order; a repeated answer to requests of the same name is only counted."""

    def __init__(self):
        self.answers: list[dict] = []

    def __call__(self, call, forward):
        answer = forward()
        headers = [[key, value] for key, value in answer.headers if key.lower() in KEPT_HEADERS]
        found = {"call": name(call), "status": answer.status, "headers": headers, "body": answer.body.decode(), "times": 1}
        last = [known for known in self.answers if known["call"] == found["call"]][-1:]
        if last and (last[0]["status"], last[0]["body"]) == (found["status"], found["body"]):
            last[0]["times"] += 1
        else:
            self.answers.append(found)
        return answer


@contextlib.contextmanager
def recorded(proxy, stage, title: str, words: list[str], code: int):
    """Records the answers within the block, and writes them with the exit code."""
    tape = Tape()
    with proxy.playing(tape):
        yield
    document = {
        "arguments": words, "exitCode": code, "endpoint": proxy.endpoint, "time": int(time.time()),
        "settings": json.loads(stage.file.read_text()), "answers": tape.answers}
    text = json.dumps(document, indent=1, ensure_ascii=False)
    (FOLDER / f"{title}.json").write_text(text + "\n", encoding="utf-8")


def small_binary(path: pathlib.Path) -> pathlib.Path:
    """The smallest file that counts as a fully static x86-64 program: an ELF header and one segment."""
    content = bytearray(120)
    content[0:7] = b"\x7fELF\x02\x01\x01"
    for offset, value in ((16, 2), (18, 62), (20, 1), (32, 64), (52, 64), (54, 56), (56, 1), (64, 1), (96, 120), (104, 120)):
        content[offset] = value
    path.write_bytes(content)
    path.chmod(0o755)
    return path


def test_record_answers(counter, cloud, proxy, tmp_path):
    FOLDER.mkdir(exist_ok=True)
    binary = small_binary(tmp_path / "bootstrap")
    stage = Stage("fuzz", tmp_path)

    def run(title: str, *words: str, code: int = DONE):
        function = ["--function", str(binary)] if words[0] in ("plan", "deploy", "status") else []
        # The tape is the outermost handler, so that it records the answers that the program gets.
        with recorded(proxy, stage, title, list(words), code), as_on_aws(proxy, cloud):
            counter(*words, *stage.arguments, *function).expect(code)

    run("plan-of-nothing", "plan")
    run("deploy", "deploy", "--yes")
    with as_on_aws(proxy, cloud):
        configuration = cloud.function.get_function(FunctionName=stage.function)["Configuration"]
    run("plan-of-no-change", "plan", "--detailed-exitcode")
    stage.write(**{
        MEMORY_KEY: 256, PAGES_KEY: ["main_page", "contact"], RETENTION_KEY: 30, ORIGINS_KEY: ["https://other.example"],
        PROTECTION_KEY: True, TAGS_KEY: {"CostCenter": "42"}})
    cloud.function.update_function_configuration(FunctionName=stage.function, Timeout=99)
    run("plan-of-drift", "plan", "--detailed-exitcode", code=CHANGES_PENDING)
    run("update", "deploy", "--yes")
    run("status", "status", "--json")
    run("rollback", "rollback", "--yes")
    run("deploy-after-rollback", "deploy", "--yes", "--json")
    # A destroy refuses a protected table.
    stage.write()
    counter("deploy", *stage.arguments, "--function", str(binary), "--yes").expect(DONE)
    run("destroy", "destroy", "--yes", "--delete-data")
    for file in FOLDER.glob("*.json"):
        text = file.read_text(encoding="utf-8").replace(configuration["CodeSha256"], CODE)
        file.write_text(text, encoding="utf-8")
