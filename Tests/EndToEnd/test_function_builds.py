"""What the build of a function leaves out is nothing that a function needs."""

import json
import os
import subprocess
import zipfile

from program import DONE

#: The time limit for a build, on a busy machine.
BUILD_SECONDS = 600

FILES = {
    "Package.swift": """// swift-tools-version: 6.0
import PackageDescription
let package = Package(
    name: "App", products: [.executable(name: "CounterFunction", targets: ["Main"])],
    targets: [.executableTarget(name: "Main", dependencies: ["Throwing"]), .target(name: "Throwing")])
""",
    "config/dev.json": json.dumps({"region": "eu-west-1", "allowedOrigins": ["*"]}),
    "Sources/Main/main.swift": "import Throwing\nprint(String(cString: caught()))\n",
    "Sources/Throwing/include/Throwing.h": """#pragma once
#ifdef __cplusplus
extern "C"
#endif
const char *caught(void);
""",
    "Sources/Throwing/Throwing.cpp": """#include "Throwing.h"
#include <stdexcept>
#include <string>
#include <thread>

static std::string text;

static int thrower(int depth) {
    if (depth == 0) throw std::runtime_error("caught");
    return thrower(depth - 1) + 1;
}

const char *caught(void) {
    auto attempt = [] {
        try {
            thrower(9);
        } catch (const std::exception &error) {
            text += error.what();
        }
    };
    attempt();
    std::thread(attempt).join();
    return text.c_str();
}
""",
}


def test_a_function_catches_what_its_cpp_throws_on_every_thread(counter, tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    built = subprocess.run(
        [str(counter.program), "package", "--output", "function.zip"], cwd=tmp_path,
        env={**counter.environment, "AWS_ENDPOINT_URL": ""}, capture_output=True, text=True, timeout=BUILD_SECONDS)
    assert built.returncode == DONE, built.stderr
    with zipfile.ZipFile(tmp_path / "function.zip") as archive:
        archive.extract("bootstrap", tmp_path)
    os.chmod(tmp_path / "bootstrap", 0o755)
    answer = subprocess.run([str(tmp_path / "bootstrap")], capture_output=True, text=True, timeout=60)
    assert (answer.returncode, answer.stdout) == (0, "caughtcaught\n"), answer
