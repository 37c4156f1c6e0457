"""Fuzzes the parsers, each in a process of its own, as many at once as there are processors.

Inputs that are new are kept in .build/fuzz/PARSER/corpus and used by the next run. One that breaks a parser is written
to .build/fuzz/PARSER: replay it, mend the parser, and keep it in Tests/Fuzz/corpus/PARSER under a name that tells what
it did.
"""

import argparse
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import re
import secrets
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPUS = ROOT / "Tests/Fuzz/corpus"
WORK = ROOT / ".build/fuzz"
PROGRAM = ROOT / ".build/sanitized/address/debug/counterPackageTests.xctest"
RECORD = ROOT / ".build/survival/fuzz.json"
# Of what a broken parser's process said, that many last lines are shown.
SHOWN_LINES = 40
# What a process may take beyond its time: to start, to load its inputs, and for one input at its end.
GRACE_SECONDS = 60


@dataclasses.dataclass
class Run:
    """What fuzzing one parser came to."""

    parser: str
    executions: int
    # Empty where nothing was found.
    complaint: str
    breaking_input: pathlib.Path | None


def start(parser: str, settings: dict[str, str], seconds: int) -> subprocess.CompletedProcess[str]:
    """Runs the test that fuzzes one parser."""
    environment = {**os.environ, "FUZZ_PARSER": parser, "FUZZ_SECONDS": str(seconds), **settings}
    command = [str(PROGRAM), "--testing-library", "swift-testing", "--filter", "FuzzRunTests"]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=seconds + GRACE_SECONDS,
    )


def fuzz(parser: str, seconds: int, seed: int) -> Run:
    """Fuzzes one parser for that long."""
    folder = WORK / parser
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    # The engine's names for an input that broke something: its kind, a hyphen, a digest.
    before = set(folder.glob("*-*"))
    try:
        result = start(parser, {"FUZZ_FOLDER": str(folder), "FUZZ_SEED": str(seed)}, seconds)
    except subprocess.TimeoutExpired:
        return Run(parser, 0, "it did not end", None)
    count = re.search(r"number_of_executed_units: (\d+)", result.stdout)
    executions = int(count[1]) if count else 0
    if result.returncode == 0 and executions > 0:
        return Run(parser, executions, "", None)
    # A trap in Swift ends before the engine can say how many inputs it tried.
    found = [path for path in folder.glob("*-*") if path not in before]
    lines = [line for line in result.stdout.splitlines() if not line.startswith(('"', "#", "    #", "◇"))]
    return Run(parser, executions, "\n".join(lines[-SHOWN_LINES:]), found[0] if found else None)


def replay(parser: str, path: pathlib.Path) -> int:
    """Gives one input to a parser again; shows all that is said of it."""
    result = start(parser, {"FUZZ_INPUT": str(path.resolve())}, 0)
    print(result.stdout, end="")
    return 0 if result.returncode == 0 else 1


def report(run: Run, seconds: int) -> None:
    """One line, and where a parser broke what is known of it."""
    verdict = "BROKEN" if run.complaint else "ok"
    print(f"  {run.parser:22}{run.executions:>12,} executions  {run.executions // seconds:>8,} a second  {verdict}")
    if not run.complaint:
        return
    print(run.complaint)
    if run.breaking_input:
        path = run.breaking_input.relative_to(ROOT)
        print(f"the input: {path}\nagain:     scripts/fuzz --replay {path} {run.parser}")


def record(runs: list[Run]) -> None:
    """Writes the totals where scripts/test gathers its figures."""
    crashes = sum(1 for run in runs if run.complaint)
    executions = sum(run.executions for run in runs)
    RECORD.parent.mkdir(parents=True, exist_ok=True)
    totals = {"parsers": len(runs), "executions": executions, "crashes": crashes}
    RECORD.write_text(json.dumps(totals) + "\n", encoding="utf-8")
    print(f"{len(runs)} parsers, {executions:,} executions, {crashes} broken")


def main() -> int:
    """Reads the command line and runs what it asks for."""
    known = sorted(path.name for path in CORPUS.iterdir())
    options = argparse.ArgumentParser(prog="scripts/fuzz", description="Fuzzes the parsers.")
    options.add_argument("--seconds", type=int, default=8, help="how long for each parser (8)")
    options.add_argument("--seed", type=int, default=secrets.randbelow(2**31) + 1, help="what chance begins with")
    options.add_argument("--replay", type=pathlib.Path, metavar="FILE", help="give this one input to the parser")
    options.add_argument("parsers", nargs="*", metavar="PARSER", help=f"all of them, or some of {', '.join(known)}")
    chosen = options.parse_args()
    unknown = set(chosen.parsers) - set(known)
    if unknown:
        options.error(f"there is no parser {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    if chosen.seconds < 1:
        options.error("--seconds takes a number of 1 or more")
    if chosen.replay:
        if len(chosen.parsers) != 1 or not chosen.replay.is_file():
            options.error("--replay takes a file, and one parser behind it")
        return replay(chosen.parsers[0], chosen.replay)
    print(f"Fuzzing with seed {chosen.seed}, {chosen.seconds} s each", flush=True)
    runs: list[Run] = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for run in pool.map(lambda name: fuzz(name, chosen.seconds, chosen.seed), chosen.parsers or known):
            report(run, chosen.seconds)
            sys.stdout.flush()
            runs.append(run)
    record(runs)
    return 1 if any(run.complaint for run in runs) else 0


if __name__ == "__main__":
    sys.exit(main())
