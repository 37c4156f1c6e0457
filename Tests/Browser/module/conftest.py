"""What the tests of the page's module share: pages of their own, with a counter that answers as it is told."""

import contextlib
import itertools

import pytest

from counter_page import CounterPage
from markup import DOCUMENT, ELEMENT
from stalling_counter import StallingCounter
from web_site import Site

_numbers = itertools.count(1)


class Pages:
    """A site with one page at `first` and one at `second`, under a strict Content-Security-Policy."""

    def __init__(self, site: Site, origin: str):
        self.site = site
        self.first = origin + "first.html"
        self.second = origin + "second.html"


@pytest.fixture
def host(web, scripted):
    """Puts pages with these bodies on a site; the counter is the scripted one where no other is named."""
    with contextlib.ExitStack() as sites:

        def host(first: str = ELEMENT, second: str = "", counter_url: str = "") -> Pages:
            bodies = {"/first.html": first, "/second.html": second}
            documents = {path: DOCUMENT.replace("{body}", body) for path, body in bodies.items()}
            site = Site(counter_url or scripted.url, pages=documents)
            return Pages(site, sites.enter_context(web.host(f"module{next(_numbers)}", site)))

        yield host


@pytest.fixture
def open_page(host, page):
    """Opens a page with that body; what is on it."""

    def open_page(body: str = ELEMENT, counter_url: str = "") -> CounterPage:
        return CounterPage(page).visit(host(body, counter_url=counter_url).first)

    return open_page


@pytest.fixture
def count_visit(open_page, page):
    """Calls the module's function on a page without an element: the count, or `rejected: <name>: <message>`."""
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
    """Stops the pages' clock from the start, and lets that many milliseconds pass when it is called."""
    page.clock.install(time=0)
    page.clock.pause_at(1)
    return page.clock.run_for


@pytest.fixture(scope="session")
def forgetful_chromium(launch):
    """A Chromium that keeps no page for back and forward, but loads it again."""
    return launch(keeps_pages=False)


@pytest.fixture
def stalling():
    """A counter whose answer begins and never ends, at `stalling.url`."""
    counter = StallingCounter()
    yield counter
    counter.close()
