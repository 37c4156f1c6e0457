"""Builds the reference of the library products into .build/documentation: `scripts/docs`.

Each module is converted three times. The first time shows nothing and only records what can be linked to. The second
time makes the reference: it can link to every other module, as ``/Deployer/Resource``, whichever of the two imports the
other. The third time includes what is not public, and only its links matter. Warnings are errors. The archives of the
reference are then merged into one.

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
from collections.abc import Callable

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILT = ROOT / ".build/documentation"
WORK = ROOT / ".build/documentation-parts"
#: The library products, in the order in which the reference lists them: what authors begin with comes first.
MODULES = ["AWSDeployer", "AWSResources", "FunctionRuntime", "Deployer", "DeployerCLI", "AWSClient"]
#: The group that DocC makes for extensions of other modules' types.
EXTENSIONS = "Extended Modules"
#: For pages that nobody reads.
PLAIN = ["--no-transform-for-static-hosting"]


class Unusable(Exception):
    """What is wrong, as it is shown."""


def catalogue(module: str) -> pathlib.Path:
    """The folder of a module's articles."""
    return ROOT / f"Sources/{module}/{module}.docc"


def symbols(access: str, module: str) -> pathlib.Path:
    """The folder of a module's symbols of at least that access."""
    return WORK / "symbols" / access / module


def archive(folder: str, module: str) -> pathlib.Path:
    """The folder of a module's converted pages."""
    return WORK / folder / f"{module}.doccarchive"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Runs a program in the package's folder."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def extract(access: str, options: list[str]) -> None:
    """Builds what is not built yet, and writes each module's symbols of at least that access into a folder."""
    result = run("swift", "package", *options, "dump-symbol-graph", "--minimum-access-level", access,
                 "--skip-synthesized-members", "--emit-extension-block-symbols")
    written = re.search(r"^Files written to (.+)$", result.stdout, re.MULTILINE)
    if result.returncode != 0 or not written:
        raise Unusable(result.stdout + result.stderr)
    for module in MODULES:
        graphs = symbols(access, module)
        graphs.mkdir(parents=True)
        for graph in pathlib.Path(written[1]).glob(f"{module}[.@]*symbols.json"):
            shutil.copy(graph, graphs)
    # SwiftPM leaves there what a module had once.
    shutil.rmtree(written[1])


def convert(folder: str, access: str, module: str, *options: str) -> str:
    """Converts one module's comments and articles; what DocC complains about, with paths from the package's folder."""
    result = run(
        "docc", "convert", str(catalogue(module)), "--additional-symbol-graph-dir", str(symbols(access, module)),
        "--output-dir", str(archive(folder, module)), "--fallback-display-name", module,
        "--fallback-bundle-identifier", module, "--fallback-default-module-kind", "Library",
        "--enable-experimental-external-link-support", *options)
    said = re.sub(r"(?m)^( *--> )(.+?)(:\d.*)?$", lambda place: place[1] + shown(place[2], module) + (place[3] or ""),
                  (result.stdout + result.stderr).strip())
    return said or (f"error: docc ended with {result.returncode}" if result.returncode else "")


def shown(path: str, module: str) -> str:
    """A path of DocC's, which begins in the catalogue or in the package's folder, from the package's folder."""
    found = (catalogue(module) / path).resolve()
    return str(found.relative_to(ROOT)) if found.exists() and found.is_relative_to(ROOT) else path


def others(module: str) -> list[str]:
    """The options by which a module can link to all others."""
    return [word for other in MODULES if other != module for word in ("--dependency", str(archive("links", other)))]


def convert_all(folder: str, access: str, options: Callable[[str], list[str]]) -> None:
    """Converts all modules, one for each processor at a time."""
    (WORK / folder).mkdir()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        said = list(pool.map(lambda module: convert(folder, access, module, *options(module)), MODULES))
    if any(said):
        raise Unusable("\n\n".join(filter(None, said)))


def check_topics(module: str) -> None:
    """Refuses what stands only in the groups that DocC makes of what no topic of the module's page names."""
    page = json.loads((archive("archives", module) / f"data/documentation/{module.lower()}.json").read_text())
    groups = [group for group in page.get("topicSections", [])
              if group.get("generated") and group["title"] != EXTENSIONS]
    names = [page["references"][name]["title"] for group in groups for name in group["identifiers"]]
    if names:
        page_file = f"{catalogue(module).relative_to(ROOT)}/{module}.md"
        raise Unusable(f"error: no topic of {page_file} names {', '.join(names)}")


def build(options: list[str]) -> None:
    """Builds the reference."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    for access in ("public", "private"):
        extract(access, options)
    convert_all("links", "public", lambda module: [*PLAIN, "--diagnostic-level", "error"])
    convert_all("archives", "public", lambda module: ["--warnings-as-errors", "--analyze", *others(module)])
    convert_all("internals", "private", lambda module: [
        *PLAIN, "--warnings-as-errors", "--disable-parameters-and-returns-validation", *others(module)])
    for module in MODULES:
        check_topics(module)
    result = run("docc", "merge", *(str(archive("archives", module)) for module in MODULES),
                 "--output-path", str(WORK / "merged"), "--synthesized-landing-page-name", "counter",
                 "--synthesized-landing-page-topics-style", "list")
    if result.returncode != 0:
        raise Unusable(result.stdout + result.stderr)
    shutil.rmtree(BUILT, ignore_errors=True)
    (WORK / "merged").rename(BUILT)
    shutil.rmtree(WORK)


def main() -> None:
    """Builds it and says where it is."""
    started = time.monotonic()
    try:
        build(sys.argv[1:])
    except Unusable as complaint:
        sys.exit(f"{str(complaint).rstrip()}\nerror: the reference was not built.")
    except FileNotFoundError as error:
        sys.exit(f"error: {error.filename} was not found on the PATH: it is a part of Swift's toolchain.")
    print(f"Built .build/documentation ({time.monotonic() - started:.0f} s). To read it:\n"
          "  python3 -m http.server --bind 127.0.0.1 --directory .build/documentation\n"
          "then open http://127.0.0.1:8000/documentation in a browser.")


if __name__ == "__main__":
    main()
