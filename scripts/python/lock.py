"""Writes a lock file (requirements.txt from requirements.in): every version, with the hash of each of its files.

Run it with a Python that has `pip-tools`, once with the newest Python and once with the oldest (3.10):

    python3.13 lock.py requirements new.txt
    python3.10 lock.py requirements old.txt
    python3.13 lock.py --merge requirements new.txt old.txt > requirements.txt

Do the same with `browser` for the browser tests. A package that only the oldest Python needs gets a marker. The hashes
are those of all files of a release, so that the lock file is valid on every platform. pip's settings select the
registry; no file names it.
"""

import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
HEADER = """\
# Made by lock.py from {name}.in; do not edit. Installed by environment.py with `pip install --require-hashes`.
# Every file of every release is listed, so it holds on CPython 3.10 and later, whatever the platform.
"""


def compile_lock(name: str, output: str) -> None:
    """Resolves the versions for the Python that runs this."""
    subprocess.run(
        [sys.executable, "-m", "piptools", "compile", "--quiet", "--generate-hashes", "--allow-unsafe",
         "--strip-extras",
         "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host",
         "--output-file", output, str(HERE / f"{name}.in")],
        check=True)


def blocks(path: str) -> dict[str, str]:
    """The lines of each package, by its name."""
    text = re.sub(r"^#.*\n", "", pathlib.Path(path).read_text(), flags=re.MULTILINE)
    parts = re.findall(r"^(?:\S.*\\\n)(?:    --hash.*\n)+", text, flags=re.MULTILINE)
    return {part.split("==")[0]: part for part in parts}


def merge(name: str, newest: str, oldest: str) -> str:
    """Merges both lock files; a package that only the oldest Python needs gets a marker."""
    new, old = blocks(newest), blocks(oldest)
    merged = dict(new)
    for package, block in old.items():
        if package not in new:
            merged[package] = block.replace(" \\\n", ' ; python_version < "3.11" \\\n', 1)
        elif block != new[package]:
            raise SystemExit(f"{package} resolves differently on the two Pythons: pin it in {name}.in")
    return HEADER.format(name=name) + "".join(merged[package] for package in sorted(merged))


if __name__ == "__main__":
    if sys.argv[1] == "--merge":
        sys.stdout.write(merge(*sys.argv[2:5]))
    else:
        compile_lock(*sys.argv[1:3])
