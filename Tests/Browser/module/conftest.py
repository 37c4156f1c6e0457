"""The fixtures of the module's tests: pages with a scripted counter."""

import contextlib
import itertools

import pytest

from counter_page import CounterPage
from markup import DOCUMENT, ELEMENT
from stalling_counter import StallingCounter
from web_site import Site

_numbers = itertools.count(1)


class Pages:
    """A site with one page at `first` and one at `second`, with a strict Content-Security-Policy."""

    def __init__(self, site: Site, origin: str):
        self.site = site
        self.first = origin + "first.html"
        self.second = origin + "second.html"


@pytest.fixture
def host(web, scripted):
    """Puts pages with these bodies on a site. The counter is the scripted one, unless a URL is given."""
    with contextlib.ExitStack() as sites:

        def host(first: str = ELEMENT, second: str = "", counter_url: str = "") -> Pages:
            bodies = {"/first.html": first, "/second.html": second}
            documents = {path: DOCUMENT.replace("{body}", body) for path, body in bodies.items()}
            site = Site(counter_url or scripted.url, pages=documents)
            return Pages(site, sites.enter_context(web.host(f"module{next(_numbers)}", site)))

        yield host


@pytest.fixture
def open_page(host, page):
    """Opens a page with that body."""

    def open_page(body: str = ELEMENT, counter_url: str = "") -> CounterPage:
        return CounterPage(page).visit(host(body, counter_url=counter_url).first)

    return open_page


@pytest.fixture
def count_visit(open_page, page):
    """Calls the module's function on a page without an element; returns the count, or `rejected: <name>: <message>`."""
    open_page("")

    def count_visit(url: str, options: str = "{}"):
        return page.evaluate(
            f"""async (url) => {{
                const {{ countVisit }} = await import("/visitor-counter.js");
                try {{
                    return await countVisit(url, {options});
                }} catch (error) {{
                    return `rejected: ${{error.name}}: ${{error.message}}`;
                }}
            }}""", url)

    return count_visit


@pytest.fixture
def pass_time(page):
    """Stops the page's clock; a call advances it by that many milliseconds."""
    page.clock.install(time=0)
    page.clock.pause_at(1)
    return page.clock.run_for


@pytest.fixture(scope="session")
def forgetful_chromium(launch):
    """A Chromium without the back/forward cache."""
    return launch(keeps_pages=False)


@pytest.fixture
def stalling():
    """A counter whose answers begin and never end, at `stalling.url`."""
    counter = StallingCounter()
    yield counter
    counter.close()
