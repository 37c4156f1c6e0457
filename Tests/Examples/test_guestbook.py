"""A stack of a table and one function, in the short form, with a function written with the library."""

import json

from program import DONE
from proxy import writes
from visits import Visitor


def test_a_guestbook_of_a_few_lines_is_deployed_signed_and_read(built, local_aws, proxy):
    guestbook = built("Guestbook")
    result = guestbook.deploy().expect(DONE).json
    created = [(step["kind"], step["name"]) for step in result["steps"]]
    assert created == [
        ("table", "Entries-dev"), ("logGroup", "/aws/lambda/guestbook-dev"), ("role", "guestbook-dev-role"),
        ("function", "guestbook-dev"), ("release", "guestbook-dev:live"), ("url", "guestbook-dev:live")]
    with proxy.recording() as calls:
        assert guestbook.deploy().expect(DONE).json["result"] == "unchanged"
    assert writes(calls) == []

    visitor = Visitor(result["outputs"]["url"], local_aws.port)
    for words in ("I was here", "Grüße"):
        assert visitor.ask("POST", "/?page=garden", body=words.encode())[0].status == 201
    entries = json.loads(visitor.ask(target="/?page=garden")[1])["entries"]
    assert [entry["text"]["S"] for entry in entries] == ["I was here", "Grüße"]
    assert json.loads(visitor.ask()[1]) == {"entries": []}

    guestbook.program("destroy", "--yes", "--delete-data", "--json").expect(DONE)
    assert guestbook.program("status", "--json").expect(DONE).json["deployed"] is False


def test_the_guestbook_is_as_short_as_it_is_said_to_be(built):
    folder = built("Guestbook").folder / "Sources"
    lines = {path.name: len(path.read_text().splitlines()) for path in folder.glob("Guestbook*/*.swift")}
    assert sum(lines.values()) <= 50, lines
