"""What `railgauge ingest` takes for a gigabyte of an agent's logs and of a HAR file, beside Python's json.loads of the same lines
(json.load of the same document) in the same run, and what it takes for a tenth: memory that grows with the file would show.

    RAILGAUGE=.build/release/railgauge python3 Benchmarks/ingest.py [BYTES] [FOLDER]

The log is made: sessions of 40 turns in the shape of Claude Code's, with results of tools of 2 to 60 kB, a reply in two lines,
and a block in every 50th turn, told twice. The HAR file is one document: four pages of script to a request of Messages with a history
of 2 to 60 kB, and a block in every 50th. Times are of the wall, memory is the largest resident set.
"""
import json
import os
import random
import subprocess
import sys
import tempfile
import time

BINARY = os.environ.get("RAILGAUGE", ".build/release/railgauge")
PARSER = "import json,sys\nn=0\nfor line in open(sys.argv[1],'rb'):\n json.loads(line); n+=1\nprint(n)"
WORDS = "plate assay buffer index loop median cache result value array shift probe table query field".split()


def write(path, size):
    """Returns requests and blocks that the log tells of."""
    words = WORDS
    rng = random.Random(1)
    requests = blocks = written = 0
    with open(path, "w", encoding="utf-8") as file:
        while written < size:
            session = f"s{requests // 40}"
            text = " ".join(rng.choices(words, k=rng.randint(300, 9000)))
            common = {"sessionId": session, "timestamp": f"2026-09-{1 + requests // 40 % 28:02}T10:00:00Z"}
            lines = [
                {"type": "user", **common, "message": {"role": "user", "content": [
                    {"type": "tool_result", "tool_use_id": f"t{requests}", "content": text}]}},
            ]
            reply = {"id": f"m{requests}", "model": "claude-x", "role": "assistant"}
            if requests % 50 == 49:
                blocks += 1
                lines.append({"type": "assistant", **common, "requestId": f"r{requests}", "message": {
                    **reply, "content": [], "stop_reason": "refusal", "usage": {"input_tokens": 9, "output_tokens": 0}}})
                lines.append({"type": "system", "subtype": "model_refusal_no_fallback", **common, "requestId": f"r{requests}",
                              "originalModel": "claude-x", "apiRefusalCategory": "cyber"})
            else:
                answer = "The loop ran once too often; the bound is fixed. " + " ".join(rng.choices(words, k=60))
                lines.append({"type": "assistant", **common, "requestId": f"r{requests}", "message": {
                    **reply, "content": [{"type": "text", "text": answer}], "stop_reason": None}})
                lines.append({"type": "assistant", **common, "requestId": f"r{requests}", "message": {
                    **reply, "content": [{"type": "tool_use", "id": f"t{requests + 1}", "name": "Read", "input": {"file": "a.py"}}],
                    "stop_reason": "tool_use", "usage": {"input_tokens": 9, "output_tokens": 60}}})
            requests += 1
            for line in lines:
                written += file.write(json.dumps(line, separators=(",", ":")) + "\n")
    return requests, blocks


def write_har(path, size):
    """Returns requests and blocks that the file tells of."""
    rng = random.Random(1)
    requests = blocks = written = 0
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"log":{"version":"1.2","creator":{"name":"x","version":"1"},"pages":[],"entries":[')
        while written < size:
            blocked = requests % 50 == 49
            blocks += blocked
            answer = "The loop ran once too often; the bound is fixed. " + " ".join(rng.choices(WORDS, k=60))
            reply = {"id": f"m{requests}", "type": "message", "role": "assistant", "model": "claude-x",
                     "content": [] if blocked else [{"type": "text", "text": answer}],
                     "stop_reason": "refusal" if blocked else "end_turn", "usage": {"input_tokens": 9, "output_tokens": 60}}
            asked = {"model": "claude-x", "messages": [
                {"role": "user", "content": " ".join(rng.choices(WORDS, k=rng.randint(300, 9000)))}]}
            entries = [{"request": {"method": "GET", "url": "https://a.test/app.js"}, "response": {
                "status": 200, "headers": [], "content": {"text": "x = [1, {}];" * 500}}}] * 4
            entries.append({
                "startedDateTime": f"2026-09-05T10:{requests // 60 % 60:02}:{requests % 60:02}.{requests:06}Z",
                "request": {"method": "POST", "url": "https://a.test/v1/messages", "postData": {"text": json.dumps(asked)}},
                "response": {"status": 200, "headers": [{"name": "request-id", "value": f"r{requests}"},
                                                        {"name": "content-type", "value": "application/json"}],
                             "content": {"text": json.dumps(reply)}}})
            written += file.write(("," if requests else "") + ",".join(json.dumps(entry) for entry in entries))
            requests += 1
        file.write("]}}")
    return requests, blocks


def measured(command):
    """Seconds, MiB and stdout."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[0]} ended with {status}")
    return time.monotonic() - start, usage.ru_maxrss / 1024, out


def main():
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000_000
    folder = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp()
    print(f"{'log':>13} {'bytes':>13} {'ingest':>9} {'memory':>9} {'Python':>9} {'ratio':>6} {'memory':>10}")
    logs = [("session.jsonl", write, PARSER), ("browser.har", write_har, "import json,sys\njson.load(open(sys.argv[1]))")]
    for name, make, parser, part in [(*log, part) for log in logs for part in (size // 10, size)]:
        path = os.path.join(folder, name)
        requests, blocks = make(path, part)
        seconds, memory, out = measured([BINARY, "ingest", path, "--format", "json"])
        found = json.loads(out)["all"]
        assert (found["requests"], found["blocked"]) == (requests, blocks), (found, requests, blocks)
        python, held, _ = measured([sys.executable, "-c", parser, path])
        print(f"{name:>13} {os.path.getsize(path):>13,} {seconds:>7.1f} s {memory:>5.0f} MiB {python:>7.1f} s "
              f"{seconds / python:>6.2f} {held:>6.0f} MiB")
        os.unlink(path)


main()
