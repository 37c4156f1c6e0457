"""Fuzzes the parsers, each in its own process, one per processor at a time; then fuzzes whole commands.

New inputs are kept in .build/fuzz/PARSER/corpus, and the next run uses them. An input that breaks a parser is written
to .build/fuzz/PARSER: replay it, fix the parser, and keep the input in Tests/Fuzz/corpus/PARSER under a name that
says what it did.

The fuzzer `answers` runs the commands of a stack's life cycle on recorded answers (Tests/Fuzz/answers), some of which
it changes at random. The seed decides the command and the changes: `scripts/fuzz answers --seed N --executions 1`
repeats one execution and shows the command's output.
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
ANSWERS = "answers"
ANSWERS_RECORD = ROOT / ".build/survival/fuzz_answers.json"
# How many of the last output lines of a broken parser's process are shown.
SHOWN_LINES = 40
# The extra time for a process: to start, to load its inputs, and to finish its last input.
GRACE_SECONDS = 60
# The time limit for one command; its process itself checks the limit.
COMMAND_SECONDS = 60


@dataclasses.dataclass
class Run:
    """The result of fuzzing one parser."""

    parser: str
    executions: int
    # Empty if no input broke the parser.
    complaint: str
    breaking_input: pathlib.Path | None


def start(parser: str, settings: dict[str, str], seconds: int) -> subprocess.CompletedProcess[str]:
    """Runs the test that fuzzes one parser."""
    return run_test("FuzzRunTests", {"FUZZ_PARSER": parser, "FUZZ_SECONDS": str(seconds), **settings}, seconds)


def run_test(name: str, settings: dict[str, str], seconds: int) -> subprocess.CompletedProcess[str]:
    """Runs one test, with its settings as environment variables."""
    command = [str(PROGRAM), "--testing-library", "swift-testing", "--filter", name]
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=seconds + GRACE_SECONDS,
    )


def fuzz(parser: str, seconds: int, seed: int) -> Run:
    """Fuzzes one parser for a number of seconds."""
    folder = WORK / parser
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    # libFuzzer names an input that broke the parser by its kind, a hyphen and a digest.
    before = set(folder.glob("*-*"))
    try:
        result = start(parser, {"FUZZ_FOLDER": str(folder), "FUZZ_SEED": str(seed)}, seconds)
    except subprocess.TimeoutExpired:
        return Run(parser, 0, "it did not end", None)
    count = re.search(r"number_of_executed_units: (\d+)", result.stdout)
    executions = int(count[1]) if count else 0
    if result.returncode == 0 and executions > 0:
        return Run(parser, executions, "", None)
    # After a trap in Swift, libFuzzer cannot report how many inputs it tried.
    found = [path for path in folder.glob("*-*") if path not in before]
    lines = [line for line in result.stdout.splitlines() if not line.startswith(('"', "#", "    #", "◇"))]
    return Run(parser, executions, "\n".join(lines[-SHOWN_LINES:]), found[0] if found else None)


def replay(parser: str, path: pathlib.Path) -> int:
    """Gives one input to a parser again, and shows the whole output."""
    result = start(parser, {"FUZZ_INPUT": str(path.resolve())}, 0)
    print(result.stdout, end="")
    return 0 if result.returncode == 0 else 1


def fuzz_answers(seed: int, executions: int) -> bool:
    """Runs commands on changed answers, with consecutive seeds; continues after a crash or a hang."""
    commands, crashes, hangs, end = 0, 0, 0, seed + executions
    while seed < end:
        settings = {"FUZZ_ANSWERS_SEED": str(seed), "FUZZ_ANSWERS_COUNT": str(end - seed)}
        result = run_test("AnswersTests/changed", settings, (end - seed) * COMMAND_SECONDS)
        if executions == 1:
            print(result.stdout, end="")
        if result.returncode == 0 and (total := re.search(r"^commands: (\d+), executions: \d+$", result.stdout, re.M)):
            commands = int(total[1])
            break
        # The last started seed is the one that broke.
        begun = [int(number) for number in re.findall(r"^seed (\d+):", result.stdout, re.M)]
        hangs += "Fatal error: hang:" in result.stdout
        crashes += "Fatal error: hang:" not in result.stdout
        print("\n".join(result.stdout.splitlines()[-SHOWN_LINES:]))
        print(f"again: scripts/fuzz {ANSWERS} --seed {begun[-1] if begun else seed} --executions 1")
        seed = begun[-1] + 1 if begun else end
    verdict = "ok" if crashes + hangs == 0 else "BROKEN"
    print(f"  {ANSWERS:22}{executions:>12,} executions  of {commands} commands  {crashes} crashes  {hangs} hangs  {verdict}")
    totals = {"commands_of_a_life": commands, "executions": executions, "crashes": crashes, "hangs": hangs}
    ANSWERS_RECORD.parent.mkdir(parents=True, exist_ok=True)
    ANSWERS_RECORD.write_text(json.dumps(totals) + "\n", encoding="utf-8")
    return crashes + hangs == 0


def report(run: Run, seconds: int) -> None:
    """Prints one line, and the details if the parser broke."""
    verdict = "BROKEN" if run.complaint else "ok"
    print(f"  {run.parser:22}{run.executions:>12,} executions  {run.executions // seconds:>8,} a second  {verdict}")
    if not run.complaint:
        return
    print(run.complaint)
    if run.breaking_input:
        path = run.breaking_input.relative_to(ROOT)
        print(f"the input: {path}\nagain:     scripts/fuzz --replay {path} {run.parser}")


def record(runs: list[Run]) -> None:
    """Writes the totals where scripts/test collects its numbers."""
    crashes = sum(1 for run in runs if run.complaint)
    executions = sum(run.executions for run in runs)
    RECORD.parent.mkdir(parents=True, exist_ok=True)
    totals = {"parsers": len(runs), "executions": executions, "crashes": crashes}
    RECORD.write_text(json.dumps(totals) + "\n", encoding="utf-8")
    print(f"{len(runs)} parsers, {executions:,} executions, {crashes} broken")


def main() -> int:
    """Runs the command line."""
    known = sorted(path.name for path in CORPUS.iterdir())
    options = argparse.ArgumentParser(prog="scripts/fuzz", description="Fuzzes the parsers.")
    options.add_argument("--seconds", type=int, default=8, help="how long for each parser (8)")
    options.add_argument("--seed", type=int, help="what chance begins with (any; 1 for answers)")
    options.add_argument("--executions", type=int, default=150, help=f"how many commands {ANSWERS} runs (150)")
    options.add_argument("--replay", type=pathlib.Path, metavar="FILE", help="give this one input to the parser")
    names = [*known, ANSWERS]
    options.add_argument("parsers", nargs="*", metavar="PARSER", help=f"all of them, or some of {', '.join(names)}")
    chosen = options.parse_args()
    unknown = set(chosen.parsers) - set(names)
    if unknown:
        options.error(f"there is no parser {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    if chosen.seconds < 1 or chosen.executions < 1:
        options.error("--seconds and --executions take a number of 1 or more")
    if chosen.replay:
        if len(chosen.parsers) != 1 or chosen.parsers == [ANSWERS] or not chosen.replay.is_file():
            options.error("--replay takes a file, and one parser behind it")
        return replay(chosen.parsers[0], chosen.replay)
    parsers = [name for name in chosen.parsers or names if name != ANSWERS]
    is_whole = not parsers or fuzz_parsers(parsers, chosen.seconds, chosen.seed or secrets.randbelow(2**31) + 1)
    if ANSWERS in (chosen.parsers or names):
        is_whole &= fuzz_answers(chosen.seed or 1, chosen.executions)
    return 0 if is_whole else 1


def fuzz_parsers(parsers: list[str], seconds: int, seed: int) -> bool:
    """Fuzzes each parser; reports and records the results."""
    print(f"Fuzzing with seed {seed}, {seconds} s each", flush=True)
    runs: list[Run] = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for run in pool.map(lambda name: fuzz(name, seconds, seed), parsers):
            report(run, seconds)
            sys.stdout.flush()
            runs.append(run)
    record(runs)
    return not any(run.complaint for run in runs)


if __name__ == "__main__":
    sys.exit(main())
