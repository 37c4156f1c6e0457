"""The pages that the tests of the module open."""

#: A page around what a test is about.
DOCUMENT = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><link rel="icon" href="/icon.svg">'
    '<script type="module" src="/visitor-counter.js"></script>{body}</html>')
#: The element as it is pasted.
ELEMENT = '<visitor-counter src="{{url}}" page="main_page">–</visitor-counter>'
#: Another page of the same counter.
ABOUT = ELEMENT.replace("main_page", "about")
#: Counts once a session.
ONCE = ELEMENT.replace("<visitor-counter ", '<visitor-counter once="session" ')
