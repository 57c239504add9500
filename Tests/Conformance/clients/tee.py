"""A transport that keeps what went over the wire, for clients whose typed objects forget what they do not know."""
import gzip
import json

import httpx2


class Tee(httpx2.BaseTransport):
    def __init__(self):
        self.inner, self.seen, self.headers, self.status = httpx2.HTTPTransport(verify=False), bytearray(), {}, None

    def handle_request(self, request):
        reply = self.inner.handle_request(request)
        self.seen.clear()
        self.headers, self.status = reply.headers, reply.status_code
        reply.stream = _Kept(reply.stream, self.seen)
        return reply

    def close(self):
        self.inner.close()

    def documents(self):
        """The JSON values of a document, of an array of them, or of a stream of events."""
        body = bytes(self.seen)
        if self.headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        text = body.decode("utf-8", "replace").replace("\r\n", "\n")
        if "event-stream" not in self.headers.get("content-type", ""):
            value = json.loads(text)
            return value if isinstance(value, list) else [value]
        blocks = ["\n".join(line[5:].lstrip() for line in block.split("\n") if line.startswith("data:"))
                  for block in text.split("\n\n")]
        return [json.loads(data) for data in blocks if data and data != "[DONE]"]


class _Kept(httpx2.SyncByteStream):
    def __init__(self, stream, into):
        self.stream, self.into = stream, into

    def __iter__(self):
        for piece in self.stream:
            self.into += piece
            yield piece

    def close(self):
        self.stream.close()
