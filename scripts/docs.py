"""Builds the reference of the library products into .build/documentation: `scripts/docs`.

Each module is converted twice. The first time shows nothing and only records what can be linked to; the second time can
link to every other module, as ``/Deployer/Resource``, whichever of the two imports the other. Its warnings are errors.
The archives are then merged into one.

It fails, too, if a public type is in no topic of its module's page (Sources/MODULE/MODULE.docc/MODULE.md).
"""

import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILT = ROOT / ".build/documentation"
WORK = ROOT / ".build/documentation-parts"
#: The library products, in the order in which the reference lists them: what authors begin with comes first.
MODULES = ["AWSDeployer", "AWSResources", "FunctionRuntime", "Deployer", "DeployerCLI", "AWSClient"]
#: The group that DocC makes for extensions of other modules' types.
EXTENSIONS = "Extended Modules"


def catalogue(module: str) -> pathlib.Path:
    """The folder of a module's articles."""
    return ROOT / f"Sources/{module}/{module}.docc"


def archive(folder: str, module: str) -> pathlib.Path:
    """The folder of a module's converted pages."""
    return WORK / folder / f"{module}.doccarchive"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Runs a program in the package's folder."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def extract(options: list[str]) -> str:
    """Builds what is not built yet, and writes the symbols of each module into a folder; the reason if it cannot."""
    result = run("swift", "package", *options, "dump-symbol-graph", "--minimum-access-level", "public",
                 "--skip-synthesized-members", "--emit-extension-block-symbols")
    written = re.search(r"^Files written to (.+)$", result.stdout, re.MULTILINE)
    if result.returncode != 0 or not written:
        return result.stdout + result.stderr
    for module in MODULES:
        graphs = WORK / "symbols" / module
        graphs.mkdir(parents=True)
        for graph in pathlib.Path(written[1]).glob(f"{module}[.@]*symbols.json"):
            shutil.copy(graph, graphs)
    return ""


def convert(module: str, folder: str, *options: str) -> str:
    """Converts one module's comments and articles; what DocC complains about, with paths from the package's folder."""
    result = run(
        "docc", "convert", str(catalogue(module)), "--additional-symbol-graph-dir", str(WORK / "symbols" / module),
        "--output-dir", str(archive(folder, module)), "--fallback-display-name", module,
        "--fallback-bundle-identifier", module, "--fallback-default-module-kind", "Library",
        "--enable-experimental-external-link-support", *options)
    said = re.sub(r"(?m)^( *--> )(.+?)(:\d.*)?$", lambda place: place[1] + shown(place[2], module) + (place[3] or ""),
                  result.stdout + result.stderr)
    return said if result.returncode != 0 or said.strip() else ""


def shown(path: str, module: str) -> str:
    """A path of DocC's, which begins in the catalogue or in the package's folder, from the package's folder."""
    found = (catalogue(module) / path).resolve()
    return str(found.relative_to(ROOT)) if found.exists() and found.is_relative_to(ROOT) else path


def convert_all(folder: str, options: dict[str, list[str]]) -> str:
    """Converts all modules, one for each processor at a time; all that is complained about."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        (WORK / folder).mkdir()
        return "".join(pool.map(lambda module: convert(module, folder, *options[module]), MODULES))


def uncurated(module: str) -> list[str]:
    """What stands only in the groups that DocC makes of what no topic of the module's page names."""
    page = json.loads((archive("archives", module) / f"data/documentation/{module.lower()}.json").read_text())
    groups = [group for group in page.get("topicSections", [])
              if group.get("generated") and group["title"] != EXTENSIONS]
    return [page["references"][name]["title"] for group in groups for name in group["identifiers"]]


def build(options: list[str]) -> str:
    """Builds the reference; all that is wrong with it, or nothing."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    complaints = extract(options)
    complaints = complaints or convert_all("links", {module: ["--diagnostic-level", "error"] for module in MODULES})
    complaints = complaints or convert_all("archives", {module: [
        "--warnings-as-errors", "--analyze", *(word for other in MODULES if other != module
                                  for word in ("--dependency", str(archive("links", other))))] for module in MODULES})
    if complaints:
        return complaints
    missing = {module: names for module in MODULES if (names := uncurated(module))}
    if missing:
        return "".join(f"error: no topic of Sources/{module}/{module}.docc/{module}.md names {', '.join(names)}\n"
                       for module, names in missing.items())
    result = run("docc", "merge", *(str(archive("archives", module)) for module in MODULES),
                 "--output-path", str(WORK / "merged"), "--synthesized-landing-page-name", "counter")
    if result.returncode != 0:
        return result.stdout + result.stderr
    shutil.rmtree(BUILT, ignore_errors=True)
    (WORK / "merged").rename(BUILT)
    return ""


def main() -> None:
    """Builds it and says where it is."""
    started = time.monotonic()
    try:
        complaints = build(sys.argv[1:])
    except FileNotFoundError as error:
        sys.exit(f"error: {error.filename} was not found on the PATH: it is a part of Swift's toolchain.")
    if complaints:
        sys.exit(f"{complaints.rstrip()}\nerror: the reference could not be built.")
    print(f"Built .build/documentation ({time.monotonic() - started:.0f} s). To read it:\n"
          "  python3 -m http.server --bind 127.0.0.1 --directory .build/documentation\n"
          "then open http://127.0.0.1:8000/documentation in a browser.")


main()
