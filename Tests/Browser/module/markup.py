"""The pages that the tests of the module open."""

#: A page around the body of a test.
DOCUMENT = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><link rel="icon" href="/icon.svg">'
    '<script type="module" src="/visitor-counter.js"></script>{body}</html>')
#: The element, as an owner pastes it.
ELEMENT = '<visitor-counter src="{{url}}" page="main_page">–</visitor-counter>'
#: An element for another page of the same counter.
ABOUT = ELEMENT.replace("main_page", "about")
#: An element that counts once per session.
ONCE = ELEMENT.replace("<visitor-counter ", '<visitor-counter once="session" ')
