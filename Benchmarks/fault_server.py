"""A raw-socket HTTP server on loopback for `make torture` and `make faults`.

It counts every request whose bytes all arrived, by the id that the prompt carries (`#p17#`), and does what the prompt asks
for (`!reset!`), or with --mix a share of what its own list holds. `GET /count` tells the counts as JSON.
"""
import argparse, asyncio, base64, json, os, random, re, socket, struct

parser = argparse.ArgumentParser()
parser.add_argument("--mix", type=float, default=0, help="share of requests that meet a random fault")
parser.add_argument("--latency", type=float, default=5, help="milliseconds before a reply, at most")
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()
rng = random.Random(options.seed)
counts = {}
TEXT = "The answer is four, because two and two make four. Here is the derivation, step by step, for your notes."


def document(text, **more):
    return json.dumps({
        "id": "r", "object": "chat.completion", "created": 1, "model": "m", "choices": [
            {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 10, "completion_tokens": 8, "total_tokens": 18}, **more}).encode()


def reply(body, status="200 OK", headers=(), kind="application/json"):
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def error(status, message, code="x", headers=()):
    return reply(json.dumps({"error": {"message": message, "type": code, "code": code}}).encode(), f"{status} X", headers)


def hard_reset(writer):
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def good(number): return reply(document(f"{TEXT} For #{number}#."))


# What is written for each fault; None: nothing. Every one but the first two closes the connection after it.
FAULTS = {
    "ok": good,
    "twice": lambda n: good(n) + reply(document("a reply that belongs to nobody")),
    "reset": lambda n: None,
    "close": lambda n: b"",
    "half-head": lambda n: b"HTTP/1.1 200 OK\r\nContent-Ty",
    "half-body": lambda n: good(n)[:-40],
    "chunk-cut": lambda n: b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{\"id\":",
    "http2": lambda n: b"HTTP/2 200\r\n\r\n",
    "http9": lambda n: b"HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n",
    "http09": lambda n: document(TEXT),
    "garbage": lambda n: bytes(rng.randrange(256) for _ in range(200)),
    "status0": lambda n: b"HTTP/1.1 000 X\r\nContent-Length: 0\r\n\r\n",
    "s204": lambda n: b"HTTP/1.1 204 No Content\r\n\r\n",
    "s999": lambda n: b"HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n",
    "redirect": lambda n: reply(b"", "307 X", ["Location: http://127.0.0.1:9/elsewhere"]),
    "empty": lambda n: reply(b""),
    "page": lambda n: reply(b"<html>Log in to the network of the hotel</html>", kind="text/html"),
    "deep": lambda n: reply(b'{"choices":' + b"[" * 20000 + b"]" * 20000 + b"}"),
    "not-utf8": lambda n: reply(document("@").replace(b"@", b"four \xff\xfe\xc0\x80 is four")),
    "nul": lambda n: reply(document("@").replace(b"@", b"four \\u0000 is four")),
    "long-header": lambda n: reply(document(TEXT), headers=["X-Long: " + "h" * 400000]),
    "many-headers": lambda n: reply(document(TEXT), headers=[f"X-H{i}: {i}" for i in range(8000)]),
    "escapes": lambda n: error(400, "\x1b]52;c;ZXZpbA==\x07\u202e\x1b[2J"),
    "gzip": lambda n: reply(document(TEXT), headers=["Content-Encoding: gzip"]),
    "too-long": lambda n: reply(b"x" * (17 << 20)),
    "e400": lambda n: error(400, "bad request", "invalid_request_error"),
    "e403": lambda n: reply(b"<html>Attention required</html>", "403 X", kind="text/html"),
    "e429": lambda n: error(429, "slow down", "rate_limit_exceeded", ["Retry-After: 0.05"]),
    "e500": lambda n: error(500, "internal", "server_error"),
    "e502": lambda n: reply(b"<html>Bad gateway</html>", "502 X", kind="text/html"),
    "e503": lambda n: error(503, "unavailable", "service_unavailable"),
    "e529": lambda n: error(529, "Overloaded", "overloaded_error"),
    "filter": lambda n: reply(document("").replace(b'"stop"', b'"content_filter"')),
    "blocked": lambda n: error(400, "blocked by our content policy", "content_policy_violation"),
}
MIXED = ["reset", "close", "half-head", "half-body", "chunk-cut", "http2", "garbage", "empty", "e429", "e500", "e502", "e503", "e529"]


def echoes(key):
    """The key in the places and forms in which servers repeat it."""
    forms = [key, base64.b64encode(key.encode()).decode(), "".join(f"%{c:02X}" for c in key.encode()), key.encode().hex(),
             "".join(f"\\u{c:04x}" for c in key.encode()), key.replace("-", "\\u002d")]
    out = []
    for form in forms:
        body = json.dumps({"error": {"message": "the key @ is not valid", "code": "invalid_request_error"}}).replace("@", form)
        out.append(reply(body.encode(), "400 X", [f"X-Echo: {form}"] if "\\" not in form else []))
        out.append(reply(document("You sent @.").replace(b"@", form.encode())))
    return out


async def serve(reader, writer):
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            if head.startswith(b"GET /count"):
                writer.write(reply(json.dumps(counts).encode()))
                await writer.drain()
                continue
            length = int(re.search(rb"content-length: *(\d+)", head, re.I).group(1)) if b"ontent-" in head else 0
            body = await reader.readexactly(length)
            number = re.search(rb"#(p\d+)#", body)
            number = number.group(1).decode() if number else "?"
            counts[number] = counts.get(number, 0) + 1
            asked = re.search(rb"!([a-z0-9-]+)!", body)
            name = asked.group(1).decode() if asked else "ok"
            if options.mix and random.Random(f"{options.seed}/{number}/{counts[number]}").random() < options.mix:
                name = rng.choice(MIXED)
            await asyncio.sleep(rng.random() * options.latency / 1000)
            if name.startswith("echo-"):
                key = re.search(rb"[Bb]earer +(\S+)", head).group(1).decode()
                writer.write(echoes(key)[int(name[5:]) % len(echoes(key))])
                await writer.drain()
                continue
            out = FAULTS[name](number)
            if out is None:
                return hard_reset(writer)
            writer.write(out)
            await writer.drain()
            if name not in ("ok", "e400", "e429", "e500", "e503", "e529", "filter", "blocked"):
                return
    except (asyncio.IncompleteReadError, ConnectionError, OSError):
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=1 << 24, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
