"""Stores the numbers that the suites count, and prints them as one table.

A suite calls `record("schedules", tried=100, converged=100)`, which replaces the row of that name.

    python record.py            prints the table
    python record.py clear      forgets all numbers
    python record.py NAME KEY=NUMBER …   writes one row, for suites that are no Python
"""

import json
import os
import pathlib
import sys
import textwrap

FOLDER = pathlib.Path(__file__).resolve().parents[2] / ".build" / "survival"


def record(name: str, **numbers: int) -> None:
    """Writes the numbers of one row."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    temporary = FOLDER / f".{name}.{os.getpid()}"
    temporary.write_text(json.dumps(numbers))
    temporary.replace(FOLDER / f"{name}.json")


def rows() -> list[tuple[str, dict[str, int]]]:
    """All rows, by name."""
    return [(file.stem, json.loads(file.read_text())) for file in sorted(FOLDER.glob("*.json"))]


def table() -> str:
    """The numbers as a table, one row per name."""
    found = rows()
    if not found:
        return "No numbers were written."
    width = max(len(name) for name, _ in found)
    lines = []
    for name, numbers in found:
        # Keeps a number and its name on one line.
        words = " · ".join(f"{number:,}~{key.replace('_', '~')}" for key, number in numbers.items())
        lines += textwrap.wrap(
            words, 120, initial_indent=f"  {name.replace('_', ' '):{width}}  ", subsequent_indent=" " * (width + 4),
            break_on_hyphens=False)
    return "\n".join(lines).replace("~", " ")


def main(arguments: list[str]) -> None:
    """Runs the command line."""
    if not arguments:
        print(table())
    elif arguments == ["clear"]:
        for file in FOLDER.glob("*.json"):
            file.unlink()
    else:
        record(arguments[0], **{key: int(number) for key, _, number in
                                (argument.partition("=") for argument in arguments[1:])})


if __name__ == "__main__":
    main(sys.argv[1:])
