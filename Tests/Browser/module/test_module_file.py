"""The module as a file that a site's owner copies."""

import gzip
import re

from web_site import WEB

MODULE = WEB / "visitor-counter.js"
LIMIT_BYTES = 2048


def test_it_takes_at_most_2_kib_on_the_wire():
    size = len(gzip.compress(MODULE.read_bytes(), compresslevel=9, mtime=0))
    assert size <= LIMIT_BYTES


def test_it_depends_on_nothing():
    text = MODULE.read_text()
    assert not re.search(r"\bimport\b|\brequire\s*\(|https?://(?!…)", text)


def test_it_needs_no_exception_from_a_policy():
    text = MODULE.read_text()
    assert not re.search(r"innerHTML|insertAdjacentHTML|\.style\b|\beval\b|new Function|<style", text)


def test_it_never_writes_to_the_console():
    assert "console" not in MODULE.read_text()
