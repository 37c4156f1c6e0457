"""A DynamoDB that answers as a test says."""

import http.server
import json
import threading


class Table:
    """Counts every request, or refuses it."""

    def __init__(self):
        self.count, self.refusal, self.requests, self.connections, table = 0, None, [], 0, self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self):
                table.connections += 1
                super().setup()

            def do_POST(self):
                table.requests.append((self.headers, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
                table.count += table.refusal is None
                body = json.dumps(table.refusal or {"Attributes": {"views": {"N": str(table.count)}}}).encode()
                self.send_response(400 if table.refusal else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
