"""A raw-socket HTTP server on loopback for `make torture` and `make faults`.

It counts every request whose bytes all arrived, by the id that the prompt carries (`#p17#`), and does what the prompt asks
for (`!reset!`), or with --mix a share of what its own list holds. `GET /count` tells the counts as JSON.
"""
import argparse, asyncio, base64, gzip, json, random, re, socket, ssl, struct

TEXT = "The answer is four, because two and two make four. Here is the derivation, step by step, for your notes."
RESET = object()  # RST instead of FIN
NEVER = 3600.0
rng = random.Random(1)


def document(text, **more):
    return json.dumps({
        "id": "r", "object": "chat.completion", "created": 1, "model": "m", "choices": [
            {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 10, "completion_tokens": 8, "total_tokens": 18}, **more}).encode()


def reply(body, status="200 OK", headers=(), kind="application/json", length=None):
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body) if length is None else length}", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def error(status, message, code="x", headers=()):
    return reply(json.dumps({"error": {"message": message, "type": code, "code": code}}).encode(), f"{status} X", headers)


def said(number): return f"{TEXT} For #{number}#."
def good(number): return reply(document(said(number)))
def head(*lines): return ("\r\n".join(("HTTP/1.1 200 OK", *lines)) + "\r\n\r\n").encode()
def chunk(data): return b"%x\r\n" % len(data) + data + b"\r\n"
def usage(**counts): return reply(document(TEXT, usage=counts))
def with_text(raw): return reply(document("@").replace(b"@", raw))


def event(text, finish=None, **more):
    return b"data: " + json.dumps({"id": "r", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [
        {"index": 0, "delta": {"content": text} if text is not None else {}, "finish_reason": finish}], **more}).encode() + b"\n\n"


DONE = b"data: [DONE]\n\n"
BOMB = gzip.compress(b" " * (64 << 20))
CHUNKED = head("Content-Type: text/event-stream", "Transfer-Encoding: chunked")


def events(*parts): return CHUNKED + b"".join(chunk(part) for part in parts) + b"0\r\n\r\n"
def streamed(number): return events(event(said(number)), event(None, "stop"), DONE)


# What the verdict may be, and what is written: bytes; or bytes, seconds to wait and RESET in a row. Names that begin with
# `sse-` are asked for by a style that streams.
FAULTS = {
    # The connection.
    "reset": ("error", lambda n: [RESET]),
    "close": ("error", lambda n: b""),
    "reset-in-head": ("error", lambda n: [b"HTTP/1.1 200 OK\r\nContent-Ty", 0.01, RESET]),
    "reset-after-head": ("error", lambda n: [head("Content-Length: 500"), 0.01, RESET]),
    "reset-in-body": ("error", lambda n: [good(n)[:-40], 0.01, RESET]),
    "reset-in-chunk": ("error", lambda n: [CHUNKED + b"40\r\n{\"id\":", 0.01, RESET]),
    "half-head": ("error", lambda n: b"HTTP/1.1 200 OK\r\nContent-Ty"),
    "half-body": ("error", lambda n: good(n)[:-40]),
    # The status line.
    "http2": ("error", lambda n: b"HTTP/2 200\r\n\r\n"),
    "http2-line": ("error", lambda n: b"HTTP/2 200 \r\ncontent-length: 3\r\n\r\nabc"),
    "http9": ("error", lambda n: b"HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n"),
    "http09": ("error", lambda n: document(TEXT)),
    "http10": ("answered", lambda n: b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + document(said(n))),
    "garbage": ("error", lambda n: bytes(rng.randrange(256) for _ in range(200))),
    "status-0": ("error", lambda n: b"HTTP/1.1 000 X\r\nContent-Length: 0\r\n\r\n"),
    "status-999": ("error", lambda n: b"HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n"),
    "status-minus": ("error", lambda n: b"HTTP/1.1 -200 OK\r\nContent-Length: 0\r\n\r\n"),
    "status-word": ("error", lambda n: b"HTTP/1.1 fine OK\r\nContent-Length: 0\r\n\r\n"),
    "status-long": ("error", lambda n: b"HTTP/1.1 20000 OK\r\nContent-Length: 0\r\n\r\n"),
    "status-endless": ("error", lambda n: b"HTTP/1.1 200 " + b"O" * 500000 + b"\r\n\r\n"),
    "status-bare": ("answered", lambda n: good(n).replace(b"200 OK", b"200", 1)),
    "line-feeds": ("answered", lambda n: good(n).replace(b"\r\n", b"\n")),
    "switching": ("error", lambda n: b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"),
    "continue": ("answered", lambda n: [b"HTTP/1.1 100 Continue\r\n\r\n", 0.01, good(n)]),
    "hints": ("answered", lambda n: [b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", 0.01, good(n)]),
    "interim-flood": ("error", lambda n: b"HTTP/1.1 102 Processing\r\n\r\n" * 20000),
    "no-content": ("empty|error", lambda n: b"HTTP/1.1 204 No Content\r\n\r\n"),
    "not-modified": ("error", lambda n: b"HTTP/1.1 304 Not Modified\r\n\r\n"),
    # Header lines.
    "long-header": ("error", lambda n: reply(document(TEXT), headers=["X-Long: " + "h" * 400000])),
    "many-headers": ("answered|error", lambda n: reply(document(said(n)), headers=[f"X-H{i}: {i}" for i in range(8000)])),
    "header-flood": ("error", lambda n: b"HTTP/1.1 200 OK\r\n" + (b"X-E: " + b"e" * 1000 + b"\r\n") * 2000),
    "folded": ("answered", lambda n: reply(document(said(n)), headers=["X-F: a\r\n folded"])),
    "no-colon": ("answered|error", lambda n: reply(document(said(n)), headers=["nonsense"])),
    "header-nul": ("answered|error", lambda n: good(n).replace(b"OK\r\n", b"OK\r\nX-A: a\0b\r\n", 1)),
    "header-escapes": ("answered", lambda n: good(n).replace(b"OK\r\n", b"OK\r\nx-request-id: \x1b]52;c;ZXZpbA==\x07\xff\r\n", 1)),
    # Lengths. A document that is whole is a reply, whatever its length was said to be.
    "length-short": ("error", lambda n: reply(document(said(n)), length=40)),
    "length-long": ("answered|error", lambda n: reply(document(said(n)), length=5000)),
    "length-minus": ("error", lambda n: reply(document(said(n)), length=-5)),
    "length-giant": ("answered|error", lambda n: reply(document(said(n)), length=10 ** 30)),
    "length-twice": ("error", lambda n: reply(document(said(n)), headers=["Content-Length: 3"])),
    "length-and-chunks": ("answered|error", lambda n: head("Content-Type: application/json", "Content-Length: 3", "Transfer-Encoding: chunked") + chunk(document(said(n))) + b"0\r\n\r\n"),
    "too-long": ("error", lambda n: reply(b"x" * (17 << 20))),
    "too-long-chunks": ("error", lambda n: head("Transfer-Encoding: chunked") + chunk(b"x" * (1 << 20)) * 17 + b"0\r\n\r\n"),
    # Chunks.
    "chunk-cut": ("error", lambda n: CHUNKED + b"40\r\n{\"id\":"),
    "chunk-no-end": ("answered|error", lambda n: CHUNKED + chunk(document(said(n)))),
    "chunk-word": ("error", lambda n: CHUNKED + b"zz\r\nabc\r\n"),
    "chunk-giant": ("error", lambda n: CHUNKED + b"ffffffffffffffff\r\nabc"),
    "chunk-minus": ("error", lambda n: CHUNKED + b"-5\r\nabc\r\n"),
    "chunk-note": ("answered", lambda n: head("Content-Type: application/json", "Transfer-Encoding: chunked") + chunk(document(said(n))).replace(b"\r\n", b";note=1\r\n", 1) + b"0\r\n\r\n"),
    "trailer-flood": ("answered|error", lambda n: head("Content-Type: application/json", "Transfer-Encoding: chunked") + chunk(document(said(n))) + b"0\r\n" + (b"X-T: " + b"t" * 1000 + b"\r\n") * 1000 + b"\r\n"),
    # Encodings.
    "gzip": ("error", lambda n: reply(gzip.compress(document(TEXT)), headers=["Content-Encoding: gzip"])),
    "gzip-bomb": ("error", lambda n: reply(BOMB, headers=["Content-Encoding: gzip"])),
    "gzip-unsaid": ("error", lambda n: reply(gzip.compress(document(TEXT)))),
    "gzip-transfer": ("answered|error", lambda n: head("Transfer-Encoding: gzip, chunked") + chunk(gzip.compress(document(TEXT))) + b"0\r\n\r\n"),
    "utf-16": ("error", lambda n: reply(document(TEXT).decode().encode("utf-16"))),
    "byte-order-mark": ("answered|error", lambda n: reply(b"\xef\xbb\xbf" + document(said(n)))),
    "not-utf8": ("answered|error", lambda n: with_text(b"four \xff\xfe\xc0\x80 is four, because two and two make four")),
    "nul": ("answered", lambda n: with_text(b"four \\u0000 is four, because two and two make four")),
    "nul-raw": ("answered|error", lambda n: with_text(b"four \0 is four, because two and two make four")),
    "surrogate": ("answered", lambda n: with_text(b"four \\ud800 is \\udc00\\ud800 four, because two and two make four")),
    # Time.
    "silence": ("error", lambda n: [NEVER]),
    "head-silence": ("error", lambda n: [head("Content-Length: 500"), NEVER]),
    "body-silence": ("error", lambda n: [good(n)[:-40], NEVER]),
    "loris-head": ("error", lambda n: sum(([bytes([b]), 0.5] for b in good(n)), [])),
    "loris-body": ("error", lambda n: [good(n)[:200]] + sum(([bytes([b]), 0.5] for b in good(n)[200:]), [])),
    "loris-interim": ("error", lambda n: [b"HTTP/1.1 102 Processing\r\n\r\n", 0.5] * 100),
    "slow": ("answered", lambda n: [0.8, good(n)]),
    # Replies that nobody asked for.
    "twice": ("answered|error", lambda n: [good(n) + reply(document("a reply that belongs to nobody"))]),
    "twice-late": ("answered|error", lambda n: [good(n), 0.03, reply(document("a reply that belongs to nobody"))]),
    # Documents.
    "empty": ("empty|error", lambda n: reply(b"")),
    "page": ("error", lambda n: reply(b"<html>Log in to the network of the hotel</html>", kind="text/html")),
    "half-document": ("error", lambda n: reply(document(said(n))[:-30])),
    "array": ("error", lambda n: reply(b"[]")),
    "null": ("error", lambda n: reply(b"null")),
    "no-choices": ("error|empty", lambda n: reply(b'{"id":"r","object":"chat.completion","model":"m","choices":[]}')),
    "number-as-text": ("error|empty", lambda n: reply(document(7))),
    "deep": ("error", lambda n: reply(b'{"choices":' + b"[" * 20000 + b"]" * 20000 + b"}")),
    "giant-number": ("answered|error", lambda n: reply(document(said(n)).replace(b'"created": 1', b'"created": ' + b"9" * 5000))),
    "giant-exponent": ("answered|error", lambda n: reply(document(said(n)).replace(b'"created": 1', b'"created": 1e99999'))),
    "tokens-giant": ("answered", lambda n: usage(prompt_tokens=2 ** 63 - 1, completion_tokens=2 ** 63 - 1, total_tokens=2 ** 63 - 1)),
    "tokens-minus": ("answered", lambda n: usage(prompt_tokens=-5, completion_tokens=-(2 ** 63), total_tokens=1)),
    "cost-giant": ("answered", lambda n: usage(prompt_tokens=1, completion_tokens=1, cost=1e308)),
    # Redirects lead nowhere: the server that they name would count them.
    **{f"redirect-{code}": ("error", lambda n, code=code: reply(b"", f"{code} X", ["Location: /v1/chat/completions"])) for code in (301, 302, 303, 307, 308)},
    # Errors and blocks.
    "escapes": ("error", lambda n: error(400, "\x1b]52;c;ZXZpbA==\x07\u202e\x1b[2J")),
    "e400": ("error", lambda n: error(400, "bad request", "invalid_request_error")),
    "e403": ("blocked|error", lambda n: reply(b"<html>Attention required</html>", "403 X", kind="text/html")),
    "e429": ("error", lambda n: error(429, "slow down", "rate_limit_exceeded", ["Retry-After: 0.05"])),
    "e500": ("error", lambda n: error(500, "internal", "server_error")),
    "e502": ("error", lambda n: reply(b"<html>Bad gateway</html>", "502 X", kind="text/html")),
    "e503": ("error", lambda n: error(503, "unavailable", "service_unavailable")),
    "e529": ("error", lambda n: error(529, "Overloaded", "overloaded_error")),
    "filter": ("blocked", lambda n: reply(document("").replace(b'"stop"', b'"content_filter"'))),
    "blocked": ("blocked", lambda n: error(400, "blocked by our content policy", "content_policy_violation")),
    # Streams. One that HTTP ends well, without a word of its own that it ends, is read as far as it goes.
    "sse-cut": ("answered|error|truncated", lambda n: events(event("The answer "), event("is four."))),
    "sse-reset": ("error", lambda n: [CHUNKED + chunk(event("The answer is four")), 0.01, RESET]),
    "sse-no-done": ("answered", lambda n: events(event(said(n)), event(None, "stop"))),
    "sse-error": ("error", lambda n: events(b'data: {"error":{"message":"The server had an error","type":"server_error"}}\n\n')),
    "sse-late-error": ("error", lambda n: events(event("The answer is "), b'data: {"error":{"message":"The server had an error","type":"server_error"}}\n\n')),
    "sse-bad-json": ("error", lambda n: events(b'data: {"choices":[{"delta":{"content":"x\n\n', DONE)),
    "sse-comments": ("error|empty", lambda n: events(b": keep-alive\n\n" * 200, DONE)),
    "sse-only-returns": ("answered", lambda n: events(event(said(n)).replace(b"\n", b"\r"), event(None, "stop").replace(b"\n", b"\r"), DONE.replace(b"\n", b"\r"))),
    "sse-returns-4mb": ("answered", lambda n: events(event(said(n)).replace(b"\n", b"\r"), b"\r" * (4 << 20), event(None, "stop").replace(b"\n", b"\r"), DONE)),
    "sse-giant-line": ("error", lambda n: events(b"data: " + b"a" * (6 << 20) + b"\n\n", DONE)),
    "sse-byte-order-mark": ("answered", lambda n: events(b"\xef\xbb\xbf" + event(said(n)), event(None, "stop"), DONE)),
    "sse-byte-by-byte": ("answered", lambda n: CHUNKED + b"".join(chunk(bytes([b])) for b in event(said(n)) + event(None, "stop") + DONE) + b"0\r\n\r\n"),
    "sse-after-done": ("answered", lambda n: events(event(said(n)), event(None, "stop"), DONE, event("and what nobody may read"))),
    "sse-filter": ("blocked", lambda n: events(event("Well, "), event(None, "content_filter"), DONE)),
    "sse-silence": ("error", lambda n: [CHUNKED + chunk(event("The answer is four")), NEVER]),
    "sse-loris": ("error", lambda n: [CHUNKED] + [chunk(b": keep-alive\n\n"), 0.5] * 100),
}
# These keep the connection open for the next request.
KEEP = {"ok", "twice", "twice-late", "continue", "hints", "slow", "status-bare", "chunk-note", "folded", "e400", "e429", "e500", "e503",
        "e529", "filter", "blocked", "sse-no-done", "sse-byte-by-byte", "no-content", "redirect-307"}
MIXED = ["reset", "close", "half-head", "half-body", "chunk-cut", "http2", "garbage", "empty", "e429", "e500", "e502", "e503", "e529",
         "twice", "reset-in-body", "reset-in-head", "gzip", "status-word"]


def echoes(key):
    """The key in the places and forms in which servers repeat it: an error, a text, a model, an id, a stream in pieces."""
    forms = [key, base64.b64encode(key.encode()).decode(), "".join(f"%{c:02X}" for c in key.encode()), key.encode().hex(),
             "".join(f"\\u{c:04x}" for c in key.encode()), key.replace("-", "\\u002d")]
    out = []
    for form in forms:
        body = json.dumps({"error": {"message": "the key @ is not valid", "code": "invalid_request_error"}}).replace("@", form)
        plain = "\\" not in form
        out += [
            reply(body.encode(), "400 X", [f"X-Echo: {form}", f"x-request-id: {form}"] if plain else []),
            with_text(f"You sent {form}.".encode()),
            reply(document("I'm sorry, but I can't help with @.", model="m-@", id="@", system_fingerprint="@").replace(b"@", form.encode())),
            reply(document("four").replace(b'"stop"', f'"{form}"'.encode())),
            reply(f"<html>{form}</html>".encode(), "403 X", kind="text/html"),
        ]
    half = len(key) // 2
    out.append(events(event("I cannot help with " + key[:half]), event(key[half:] + " today"), event(None, "stop"), DONE))
    out.append(head("Content-Length: 4000") + document(f"cut {key}")[:-20])
    out.append(reply(b"", f"400 {key}"))
    out.append(reply(b"", "307 X", [f"Location: http://127.0.0.1:9/?key={key}", f"Set-Cookie: s={key}"]))
    return out


class Player:
    def __init__(self, options):
        self.options, self.counts, self.seed = options, {}, random.Random(options.seed)

    async def play(self, out, writer):
        for step in out if isinstance(out, list) else [out]:
            if step is RESET:
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                writer.transport.abort()
            elif isinstance(step, float):
                await asyncio.sleep(step)
            else:
                writer.write(step)
                await writer.drain()

    def choose(self, number, body):
        asked = re.search(rb"!([a-z0-9-]+)!", body)
        name = asked.group(1).decode() if asked else "ok"
        options = self.options
        if options.mix and random.Random(f"{options.seed}/{number}/{self.counts[number]}").random() < options.mix:
            name = self.seed.choice(MIXED)
        return name

    async def take(self, reader):
        """The next request, counted: head, body, and the id in its prompt."""
        start = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: *(\d+)", start, re.I)
        body = await reader.readexactly(int(length.group(1)) if length else 0)
        number = re.search(rb"#(p\d+)#", body)
        number = number.group(1).decode() if number else "?"
        if not start.startswith(b"GET /count"): self.counts[number] = self.counts.get(number, 0) + 1
        return start, body, number

    async def leave(self, reader, writer):
        """Ends the sending side; a request that was on its way then is not answered, but it is counted."""
        if not writer.can_write_eof(): return
        writer.write_eof()
        while True: await asyncio.wait_for(self.take(reader), 0.5)

    async def serve(self, reader, writer):
        try:
            while True:
                start, body, number = await self.take(reader)
                if start.startswith(b"GET /count"):
                    await self.play(reply(json.dumps(self.counts).encode()), writer)
                    continue
                name = self.choose(number, body)
                await asyncio.sleep(self.seed.random() * self.options.latency / 1000)
                if name.startswith("echo-"):
                    all = echoes(re.search(rb"[Bb]earer +(\S+)", start).group(1).decode())
                    return await self.play(all[int(name[5:]) % len(all)], writer)
                if name == "ok":
                    await self.play((streamed if b'"stream":true' in body else good)(number), writer)
                else:
                    await self.play(FAULTS[name][1](number), writer)
                if name not in KEEP: return await self.leave(reader, writer)
        except (asyncio.TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, OSError):
            pass
        finally:
            writer.close()


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mix", type=float, default=0, help="share of requests that meet a random fault")
    parser.add_argument("--latency", type=float, default=5, help="milliseconds before a reply, at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--certificate", help="PEM file with certificate and key: TLS, without HTTP/2")
    options = parser.parse_args()
    tls = None
    if options.certificate:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(options.certificate)
    server = await asyncio.start_server(Player(options).serve, "127.0.0.1", 0, limit=1 << 24, backlog=4096, ssl=tls)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
