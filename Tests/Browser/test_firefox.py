"""The page in Firefox, with the deployed function: it behaves as in Chromium."""

import pytest

import browsers
from counter_page import COUNTED, KEPT, UNKNOWN
from firefox import Firefox
from stage import ORIGINS_KEY
from web_site import Site

STATE = "document.querySelector('visitor-counter')?.getAttribute('state')"
TEXT = "document.querySelector('visitor-counter').textContent"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    """One Firefox for all tests of this file."""
    try:
        path = browsers.FIREFOX.find()
    except browsers.NoBrowser as error:
        pytest.skip(str(error))
    firefox = Firefox(path, tmp_path_factory.mktemp("firefox"))
    yield firefox
    firefox.close()


@pytest.fixture
def counted(web, new_stage, counter):
    """The page's address at `http://localhost`, which the stage allows, its site and its stage."""
    stage = new_stage()
    site = Site("")
    with web.host("localhost", site) as home:
        stage.write(**{ORIGINS_KEY: [home.removesuffix("/")]})
        site.counter_url = counter.deploy(stage, "--json").expect(0).json["outputs"]["url"]
        yield home, site, stage


def test_views_and_reloads_count_and_back_does_not(firefox, counted, cloud):
    home, _, stage = counted
    firefox.visit(home)
    firefox.wait_for(STATE, COUNTED)
    assert firefox.evaluate(TEXT) == "1"
    firefox.reload()
    firefox.wait_for(STATE, COUNTED)
    assert firefox.evaluate(TEXT) == "2"
    firefox.visit(home + "icon.svg")
    firefox.back()
    firefox.wait_for(STATE, KEPT)
    assert firefox.evaluate(TEXT) == "2"
    firefox.reload()
    firefox.wait_for(STATE, COUNTED)
    assert firefox.evaluate(TEXT) == "3"
    assert cloud.views(stage) == 3
    assert firefox.trouble == []


def test_another_origin_is_blocked_and_the_page_stays_quiet(firefox, counted, web):
    _, site, _ = counted
    with web.host("foreign.localhost", site) as foreign:
        firefox.visit(foreign)
        firefox.wait_for(STATE, UNKNOWN)
        assert firefox.evaluate(TEXT) == "–"
        # The browser would not even let a script see the status.
        refused = firefox.evaluate(f"fetch('{site.counter_url}').then(() => 'read', (error) => error.name)")
        assert refused == "TypeError"
        assert firefox.trouble == []
