"""The fixtures of the browser tests: one Chromium, its web on this machine, and a function on a local AWS."""

import dataclasses
import itertools
import os
import pathlib
import signal
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
for folder in ("scripts", "Tests/Wire", "Tests/LocalAWS", "Tests/Browser"):
    sys.path.insert(0, str(ROOT / folder))

pytest.register_assert_rewrite("cloud", "program", "visits", "counter_page")

from playwright.sync_api import sync_playwright  # noqa: E402

import browsers  # noqa: E402
from console_log import ConsoleLog  # noqa: E402
from deployment import cloud, counter, local_aws, new_stage, proxy  # noqa: E402, F401
from loopback_web import LoopbackWeb  # noqa: E402
from scripted_counter import ScriptedCounter  # noqa: E402
from stage import ORIGINS_KEY, Stage  # noqa: E402

#: Screenshots for people.
ARTEFACTS = ROOT / ".build" / "browser"

_numbers = itertools.count(1)

# SIGTERM acts like Ctrl-C, so that the started processes are ended first.
signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def artefacts() -> pathlib.Path:
    """The folder for screenshots."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    return ARTEFACTS


@pytest.fixture(scope="session")
def web():
    """The hosts that the browser can reach."""
    web = LoopbackWeb()
    yield web
    web.close()


@pytest.fixture(scope="session")
def driver():
    """Playwright, without its own browsers."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def launch(driver, web, tmp_path_factory):
    """Starts the system's Chromium, with or without its back/forward cache."""
    try:
        path = browsers.CHROMIUM.find()
    except browsers.NoBrowser as error:
        pytest.fail(str(error), pytrace=False)
    home = tmp_path_factory.mktemp("chromium-home")
    started = []

    def launch(keeps_pages: bool = True):
        browser = driver.chromium.launch(
            executable_path=path, headless=True, env={**os.environ, "HOME": str(home)},
            # Chromium does not run as root with its sandbox.
            chromium_sandbox=os.geteuid() != 0,
            ignore_default_args=["--disable-back-forward-cache"] if keeps_pages else None,
            args=[f"--host-resolver-rules={web.resolver_rules}", "--no-proxy-server"])
        started.append(browser)
        return browser

    yield launch
    for browser in started:
        browser.close()


@pytest.fixture(scope="session")
def chromium(launch):
    """The one Chromium of the run."""
    return launch()


@pytest.fixture
def new_context(chromium):
    """Makes contexts, each a separate reader with an empty storage. A context's `log` is its console.

    A test fails if a script of a page logs a warning or an error, or throws one.
    """
    made = []

    def new_context(browser=chromium, **options):
        context = browser.new_context(**{"locale": "en-US", **options})
        context.log = ConsoleLog(context)
        made.append(context)
        return context

    yield new_context
    for context in made:
        context.close()
    assert [line for context in made for line in context.log.trouble_by_scripts] == []


@pytest.fixture
def context(new_context):
    """One reader, with the English language and a desktop window."""
    return new_context()


@pytest.fixture
def page(context):
    """One tab of that reader."""
    return context.new_page()


@dataclasses.dataclass(frozen=True)
class Counting:
    """A deployed stage, its URL, and the host whose origin may read the count."""

    stage: Stage
    url: str
    host: str

    @property
    def origin(self) -> str:
        return f"http://{self.host}.example"


@pytest.fixture(scope="module")
def counting(new_stage, counter):  # noqa: F811
    """A stage, deployed once for all tests of a file; each test leaves it as it was."""
    counting = Counting(new_stage(), "", f"portfolio{next(_numbers)}")
    counting.stage.write(**{ORIGINS_KEY: [counting.origin]})
    url = counter.deploy(counting.stage, "--json").expect(0).json["outputs"]["url"]
    return dataclasses.replace(counting, url=url)


@pytest.fixture
def scripted(web):
    """A counter whose answers a test sets, at `scripted.url`."""
    counter = ScriptedCounter()
    with web.host(f"counter{next(_numbers)}", counter) as url:
        counter.url = url
        yield counter
        counter.release()
