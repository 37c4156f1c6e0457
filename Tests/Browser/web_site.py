"""A web site with the counter: `web/`, served with a strict Content-Security-Policy."""

import html
import mimetypes
import pathlib

from loopback_web import NOT_FOUND, Answer, Request

WEB = pathlib.Path(__file__).resolve().parents[2] / "web"

#: The text in the page that the counter's URL replaces.
PLACEHOLDER = "{{url}}"


def content_security_policy(counter_url: str) -> str:
    """A policy that allows only the site's own files and requests to the counter."""
    return ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; "
            f"form-action 'none'; connect-src {counter_url}")


class Site:
    """A host for `LoopbackWeb` with the files of a folder and the pages of a test."""

    def __init__(self, counter_url: str, folder: pathlib.Path = WEB, pages: dict[str, str] | None = None):
        self.counter_url = counter_url
        self.folder = folder
        self.pages = pages or {}
        self.requests: list[Request] = []

    def __call__(self, request: Request) -> Answer:
        self.requests.append(request)
        path = "/index.html" if request.path == "/" else request.path
        if path in self.pages:
            return self._page(self.pages[path])
        file = (self.folder / path.lstrip("/")).resolve()
        if not file.is_relative_to(self.folder.resolve()) or not file.is_file():
            return NOT_FOUND
        if file.suffix == ".html":
            return self._page(file.read_text())
        kind = "text/javascript" if file.suffix == ".js" else mimetypes.guess_type(file.name)[0]
        return Answer(200, self._headers(kind or "application/octet-stream"), file.read_bytes())

    def _page(self, text: str) -> Answer:
        filled = text.replace(PLACEHOLDER, html.escape(self.counter_url, quote=True))
        return Answer(200, self._headers("text/html; charset=utf-8"), filled.encode())

    def _headers(self, kind: str) -> tuple[tuple[str, str], ...]:
        return (("Content-Type", kind), ("Cache-Control", "no-cache"), ("X-Content-Type-Options", "nosniff"),
                ("Content-Security-Policy", content_security_policy(self.counter_url)))
