"""Two small servers on 127.0.0.1: one plays transcripts byte for byte, one stands between a client and the simulator."""
import http.client
import http.server
import struct
import threading
import zlib


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A client that left, or a simulator that is gone: the check that waits for the reply says so."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def read_body(self):
        if self.headers.get("transfer-encoding", "").lower() == "chunked":
            body = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return body
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    def send_whole(self, status, headers, body):
        """Closes afterwards, so that no reply depends on the one before."""
        lines = [f"HTTP/1.1 {status} Played"]
        skipped = ("content-length", "transfer-encoding", "connection")
        lines += [f"{name}: {value}" for name, value in headers if name.lower() not in skipped]
        lines += [f"content-length: {len(body)}", "connection: close", "", ""]
        self.wfile.write("\r\n".join(lines).encode() + body)
        self.close_connection = True


class _Loopback:
    def __init__(self, answer):
        class Handler(_Handler):
            def do_POST(self):
                self.send_whole(*answer(self, self.read_body()))
            do_GET = do_POST
        self.server = _Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Transcript:
    """A file of Tests/Fixtures: status line, header lines, blank line, body."""

    def __init__(self, path):
        self.path = path
        self.name = path.stem
        head, self.body = path.read_bytes().split(b"\n\n", 1)
        lines = head.decode().split("\n")
        self.status = int(lines[0].split(" ")[1])
        self.headers = [tuple(line.split(": ", 1)) for line in lines[1:]]

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def streamed(self):
        kind = self.header("content-type") or ""
        return "event-stream" in kind or "eventstream" in kind


class TranscriptServer(_Loopback):
    """Answers every request with the transcript that was set last."""

    def __init__(self):
        self.transcript = None
        super().__init__(lambda _, __: (self.transcript.status, self.transcript.headers, self.transcript.body))


class Planter(_Loopback):
    """Passes requests on to the simulator and changes bytes in what comes back."""

    def __init__(self, target):
        self.target = target.removeprefix("http://")
        self.old, self.new = b"", b""
        # Whether the bytes were there to be changed.
        self.struck = False
        super().__init__(self.pass_on)

    def pass_on(self, handler, body):
        there = http.client.HTTPConnection(self.target, timeout=20)
        headers = {name: value for name, value in handler.headers.items()
                   if name.lower() not in ("host", "transfer-encoding", "accept-encoding", "content-length")}
        there.request(handler.command, handler.path, body, headers)
        reply = there.getresponse()
        whole = reply.read()
        there.close()
        self.struck = self.old in whole
        if "amazon.eventstream" in (reply.getheader("content-type") or ""):
            return reply.status, reply.getheaders(), b"".join(self.reframed(whole))
        return reply.status, reply.getheaders(), whole.replace(self.old, self.new)

    def reframed(self, body):
        """Frames of AWS with true lengths and checksums, so that the error alone is wrong."""
        at = 0
        while at < len(body):
            total, size = struct.unpack_from(">II", body, at)
            head, payload = body[at + 12:at + 12 + size], body[at + 12 + size:at + total - 4]
            payload = payload.replace(self.old, self.new)
            prelude = struct.pack(">II", 16 + len(head) + len(payload), len(head))
            frame = prelude + struct.pack(">I", zlib.crc32(prelude)) + head + payload
            yield frame + struct.pack(">I", zlib.crc32(frame))
            at += total
