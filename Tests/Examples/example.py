"""The package in `Examples/` as its author has it: in a folder of its own, beside this one."""

import pathlib
import shutil
import subprocess

from program import Counter, Run

#: The time limit for a build, on a busy machine.
BUILD_SECONDS = 900


class Example:
    """One of its stacks: the program that deploys it, and its function."""

    def __init__(self, root: pathlib.Path, folder: pathlib.Path, settings: dict[str, str], product: str,
                 own_names: frozenset[str] = frozenset()):
        self.product = product
        self.folder = folder / "package"
        shutil.copytree(root / "Examples", self.folder, ignore=shutil.ignore_patterns(".build"))
        manifest = self.folder / "Package.swift"
        manifest.write_text(manifest.read_text().replace('path: ".."', f'path: "{root}"'))
        # Kept from one run to the next, since it also holds the built library.
        self._scratch = root / ".build" / "examples"
        # SwiftPM does not look for new files of a package beside the one that it builds, unless it plans anew.
        (self._scratch / "debug.yaml").unlink(missing_ok=True)
        self.source = self.folder / "Sources" / product / f"{product}.swift"
        self.described = self.source.read_text()
        self.program = Counter(self._scratch / "debug" / product, self.folder, settings, self.folder, own_names)

    def build(self) -> None:
        """Builds the program; a warning is an error."""
        self._run("swift", "build", "--product", self.product, "--scratch-path", str(self._scratch),
                  "-Xswiftc", "-warnings-as-errors")

    def describe(self, *changes: tuple[str, str]) -> None:
        """Describes the stack with these texts replaced, and builds it again."""
        text = self.described
        for before, after in changes:
            assert before in text, before
            text = text.replace(before, after)
        self.source.write_text(text)
        self.build()

    def deploy(self, *arguments: str, **environment: str) -> Run:
        """Deploys the stage without a question; the first time, this builds the function."""
        return self.program("deploy", "--yes", "--json", *arguments, **environment)

    def plan(self, *arguments: str, **environment: str) -> Run:
        """Plans the stage."""
        return self.program("plan", "--detailed-exitcode", "--json", *arguments, **environment)

    def _run(self, *command: str) -> None:
        result = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, timeout=BUILD_SECONDS, stdin=subprocess.DEVNULL)
        assert result.returncode == 0, result.stdout + result.stderr
