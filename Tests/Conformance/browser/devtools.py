"""A headless Chromium that is told over its own protocol; needs the package websocket-client."""
import json
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request

import websocket


class Browser:
    """One page of one browser, closed with the block that opens it."""

    def __init__(self, chromium):
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            port = held.getsockname()[1]
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            [chromium, "--headless=new", "--no-sandbox", "--disable-gpu", f"--remote-debugging-port={port}",
             "--remote-allow-origins=*", f"--user-data-dir={self.profile.name}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        # It says so when it listens, and its further words must not fill the pipe.
        for line in self.process.stderr:
            if b"DevTools listening" in line:
                break
        threading.Thread(target=self.process.stderr.read, daemon=True).start()
        targets = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json"))
        self.link = websocket.create_connection(next(t for t in targets if t["type"] == "page")["webSocketDebuggerUrl"])
        self.sent = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.profile.cleanup()

    def call(self, method, **parameters):
        self.sent += 1
        self.link.send(json.dumps({"id": self.sent, "method": method, "params": parameters}))
        while (answer := json.loads(self.link.recv())).get("id") != self.sent:
            pass
        return answer.get("result")

    def value(self, expression):
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def wait(self, expression, seconds=30):
        """Whether the expression came true in that time; looked at with every frame that the page draws."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            look = (f"new Promise(done => {{ const until = performance.now() + {left * 1000}; (function look() {{"
                    f" let seen; try {{ seen = {expression} }} catch {{}}"
                    " seen || performance.now() > until ? done(!!seen) : requestAnimationFrame(look) })() })")
            # No answer where the page went away in between: the next one is asked.
            answer = self.call("Runtime.evaluate", expression=look, awaitPromise=True, returnByValue=True)
            if answer and "value" in answer.get("result", {}):
                return answer["result"]["value"]
        return False
