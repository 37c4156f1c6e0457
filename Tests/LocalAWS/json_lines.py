"""Checks the output of `--json` against the schema, and checks what a schema cannot say about several lines."""

import functools
import json
import pathlib
from collections.abc import Iterator

import jsonschema

SCHEMA = pathlib.Path(__file__).resolve().parents[2] / "docs" / "json.schema.json"
#: The commands that report events while they run; every other command writes one line.
REPORTING = {"deploy", "destroy", "rollback"}
#: The command whose output is a policy document for IAM.
DOCUMENT = "policy"
INTERRUPTED = {130, 143}
#: The kinds of resource of every stack, and those with an output.
KINDS = {"table", "logGroup", "role", "function", "release", "url"}
OUTPUTS = KINDS - {"release"}


@functools.cache
def schema() -> dict:
    """The schema that is published for users."""
    return json.loads(SCHEMA.read_text())


@functools.cache
def validator(event: str) -> jsonschema.protocols.Validator:
    """A validator for lines of one kind. Checked against all kinds at once, an error would not name the member."""
    return jsonschema.Draft202012Validator(schema() | {"oneOf": [{"$ref": f"#/$defs/{event}"}]})


def event_kinds() -> list[str]:
    """The kinds of lines that the schema allows."""
    return [choice["$ref"].rpartition("/")[2] for choice in schema()["oneOf"]]


def read(text: str) -> list[dict]:
    """The objects of a text in JSON Lines; the last line must end, too."""
    assert text == "" or text.endswith("\n"), f"the last line has no end: {text!r}"
    return [json.loads(line) for line in text.split("\n")[:-1]]


def check_line(line: dict, own_names: frozenset[str] = frozenset()) -> None:
    """Asserts that a line fits the schema, begins with its event and time, and names no unknown kind or output.

    `own_names` are the kinds and outputs that a stack has of its own.
    """
    assert line.get("event") in event_kinds(), line
    error = jsonschema.exceptions.best_match(validator(line["event"]).iter_errors(line))
    assert error is None, f"{error.message}\nin {json.dumps(line, indent=2)}"
    assert list(line)[:2] == ["event", "time"], line
    kinds = {part["kind"] for part in _objects(line) if "kind" in part}
    assert kinds <= KINDS | own_names, kinds
    outputs = {name.partition(".")[0] for name in line.get("outputs", {})}
    assert outputs <= OUTPUTS | own_names, outputs


def _objects(value: object) -> Iterator[dict]:
    """Every object in a JSON value."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from _objects(part)


def check(command: str, exit_code: int, text: str, own_names: frozenset[str] = frozenset()) -> None:
    """Asserts that the lines of a run fit together, and fit its exit code."""
    if exit_code < 0:
        # A signal ended it, perhaps in the middle of a line: there is no result.
        for line in read(text[:text.rfind("\n") + 1]):
            check_line(line, own_names)
        return
    if command == DOCUMENT and exit_code == 0:
        assert set(json.loads(text)) == {"Version", "Statement"}
        return
    lines = read(text)
    for line in lines:
        check_line(line, own_names)
    events = [line["event"] for line in lines]
    if command in REPORTING:
        assert events.count("result") == 1 and events[-1] == "result", events
        begun = [event for event in events if event != "warning"]
        assert begun == ["result"] or begun.index("plan") == 0 and events.count("plan") == 1, events
        assert not {"status", "whoami", "package", "record"} & set(events), events
    else:
        assert events in ([command], ["result"]), events
    if events[-1] == "result":
        result = lines[-1]["result"]
        assert (result in ("failed", "interrupted")) == (exit_code != 0), (result, exit_code)
        assert (result == "interrupted") == (exit_code in INTERRUPTED), (result, exit_code)
