"""A counter that sends only the beginning of each answer."""

import http.server
import threading


class StallingCounter:
    """The counter. Its answers are shorter than their Content-Length, and stay open until `close`."""

    def __init__(self):
        self._ended = threading.Event()
        #: Set once the beginning of an answer is sent.
        self.has_begun = threading.Event()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        """Ends open answers, and stops listening."""
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self):
        counter = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Content-Length", "1000")
                self.end_headers()
                self.wfile.write(b'{"count": 4')
                self.wfile.flush()
                counter.has_begun.set()
                counter._ended.wait()

            def log_message(self, *arguments):
                """Logs nothing: the tests assert what matters."""

        return Handler
