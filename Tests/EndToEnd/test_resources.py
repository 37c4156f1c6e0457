"""A function's zip has the resource bundles that SwiftPM builds for its target and for its dependencies."""

import json
import os
import shutil
import subprocess
import zipfile

import pytest

from program import BAD_USAGE, DONE

#: The time limit for the build of a program with Foundation, on a busy machine.
BUILD_SECONDS = 600

LIBRARY = """// swift-tools-version: 6.0
import PackageDescription
let package = Package(
    name: "Words", products: [.library(name: "Words", targets: ["Words"])],
    targets: [.target(name: "Words", resources: [.copy("Data")])])
"""

PACKAGE = """// swift-tools-version: 6.0
import PackageDescription
let package = Package(
    name: "My App",
    products: [.executable(name: "CounterFunction", targets: ["Main"]), .executable(name: "Tool", targets: ["Tool"])],
    dependencies: [.package(path: "../words")],
    targets: [
        .executableTarget(
            name: "Main", dependencies: ["Page", .product(name: "Words", package: "words")],
            resources: [.process("Data")]),
        .target(name: "Page", resources: [.copy("Data")]),
        .executableTarget(name: "Tool", resources: [.copy("Data")]),
    ])
"""

READING = """import Foundation

{access}func {name}() -> String {{
    let url = Bundle.module.bundleURL.appendingPathComponent("{file}")
    return (try? String(contentsOf: url, encoding: .utf8)) ?? "nothing in \\(url.path)"
}}
"""

#: The entries of the function's zip.
ENTRIES = ["bootstrap", "My App_Main.resources/main.txt", "My App_Page.resources/Data/page.txt",
           "Words_Words.resources/Data/words.txt"]


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A package with a function that prints its resources, and with resources that are not the function's."""
    folder = tmp_path_factory.mktemp("resources")
    write(folder / "words/Package.swift", LIBRARY)
    write(folder / "words/Sources/Words/Words.swift",
          READING.format(access="public ", name="words", file="Data/words.txt"))
    write(folder / "words/Sources/Words/Data/words.txt", "words")
    app = folder / "app"
    write(app / "Package.swift", PACKAGE)
    write(app / "config/dev.json", json.dumps({"region": "eu-west-1", "allowedOrigins": ["*"]}))
    write(app / "Sources/Page/Page.swift", READING.format(access="public ", name="page", file="Data/page.txt"))
    write(app / "Sources/Page/Data/page.txt", "page")
    write(app / "Sources/Main/Own.swift", READING.format(access="", name="own", file="main.txt"))
    write(app / "Sources/Main/main.swift", "import Page\nimport Words\nprint(own(), page(), words())\n")
    write(app / "Sources/Main/Data/main.txt", "own")
    write(app / "Sources/Tool/main.swift", "print(1)\n")
    write(app / "Sources/Tool/Data/tool.txt", "tool")
    return app


def packed(counter, package, name, *arguments):
    """Packs the package's function, and builds it if no binary is given; returns the path of the zip."""
    result = subprocess.run(
        [str(counter.program), "package", "--output", str(package / name), *arguments], cwd=package,
        env={**counter.environment, "AWS_ENDPOINT_URL": ""}, capture_output=True, text=True, timeout=BUILD_SECONDS)
    assert result.returncode == DONE, result.stderr
    return package / name


def entries(archive):
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in opened.infolist())
        modes = [entry.external_attr >> 16 for entry in opened.infolist()]
        assert modes == [0o100755] + [0o100644] * (len(modes) - 1)
        return opened.namelist()


def test_a_function_finds_its_resources_where_nothing_of_its_build_is(counter, package, tmp_path):
    archive = packed(counter, package, "built.zip")
    assert entries(archive) == ENTRIES
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path)
    os.chmod(tmp_path / "bootstrap", 0o755)
    away = package.with_name("away")
    package.rename(away)
    try:
        answer = subprocess.run([str(tmp_path / "bootstrap")], capture_output=True, text=True, timeout=60)
    finally:
        away.rename(package)
    assert answer.stdout == "own page words\n", answer


def test_what_other_targets_and_earlier_builds_left_is_not_packed(counter, package):
    packed(counter, package, "before.zip")
    products = package / ".build/lambda/release"
    subprocess.run(["swift", "build", "-c", "release", "--product", "Tool", "--scratch-path", ".build/lambda",
                    "-Xswiftc", "-static-executable", "-Xlinker", "-s", "-debug-info-format", "none"],
                   cwd=package, env=counter.environment, check=True, capture_output=True, timeout=BUILD_SECONDS)
    (products / "My App_Gone.resources").mkdir()
    (products / "My App_Gone.resources/gone.txt").write_text("gone")
    (products / "My App_Main.resources/older.txt").write_text("older")
    assert (products / "My App_Tool.resources/Data/tool.txt").exists()
    built = packed(counter, package, "after.zip")
    assert entries(built) == ENTRIES
    assert built.read_bytes() == (package / "before.zip").read_bytes()
    named = packed(counter, package, "named.zip", "--function", str(products / "CounterFunction"))
    assert named.read_bytes() == built.read_bytes()


def test_a_resource_that_changed_is_another_code(counter, package):
    before = packed(counter, package, "one.zip").read_bytes()
    (package / "Sources/Page/Data/page.txt").write_text("another page")
    assert packed(counter, package, "two.zip").read_bytes() != before


def test_a_binary_is_deployed_with_the_bundles_beside_it(counter, cloud, stage, tmp_path):
    program = tmp_path / "CounterFunction"
    shutil.copy(counter.function, program)
    plain = counter("package", *stage.arguments, "--function", str(program), "--output", str(tmp_path / "plain.zip"),
                    "--json").expect(DONE).json
    write(tmp_path / "P_T.resources/data.txt", "data")
    package = counter("package", *stage.arguments, "--function", str(program), "--output", str(tmp_path / "full.zip"),
                      "--json").expect(DONE).json
    assert package["sha256"] != plain["sha256"]
    counter("deploy", *stage.arguments, "--function", str(program), "--yes").expect(DONE)
    assert cloud.left(stage)["function"]["CodeSha256"] == package["sha256"]
    counter("plan", *stage.arguments, "--function", str(program), "--detailed-exitcode").expect(DONE)


def test_the_function_s_name_may_come_before_its_binary(counter, stage):
    named = f"{stage.function}={counter.function}"
    counter("deploy", *stage.arguments, "--function", named, "--yes").expect(DONE)
    counter("plan", *stage.arguments, "--function", str(counter.function), "--detailed-exitcode").expect(DONE)
    status = counter("status", *stage.arguments, "--function", named, "--json").expect(DONE).json
    assert not status["drifted"]
    for value, words in ((f"another={counter.function}", "there is no function \"another\""),
                         (f"{stage.function}=", "has no path")):
        for command in (["plan"], ["deploy", "--yes"], ["status"], ["package", "--output", "unused.zip"]):
            run = counter(*command, *stage.arguments, "--function", value).expect(BAD_USAGE)
            assert words in " ".join(run.stderr.split()), run.stderr
            assert stage.function in run.stderr, run.stderr
