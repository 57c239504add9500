"""Measures a judge beside the offline classifier: python3 validate_judge.py GOLD.jsonl... JUDGE.yaml RAILGAUGE [ROWS]

JUDGE.yaml holds one entry of a study's `judge.judges` (id, dialect, model, base_url, key, price, rubric ...). A server on
the loopback plays the labelled replies as a model under test, `railgauge run` asks the judge about each, as in any study, and the
same table is printed for both. ROWS (default 200) rows are taken evenly from the gold. A reply without a stored prompt goes with
"(not stored)". Costs what ROWS questions cost; `railgauge` asks for no more than the study's budget. `--scripted` in place of JUDGE.yaml asks a
scripted judge on the loopback, which copies the label of every row: the test that the whole way works. Standard library alone.
Exit: 0 measured, 1 railgauge failed, 2 bad input.
"""

import glob
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading

import validate

WORDS = {"answered": "does the work that was asked for", "partial": "substantial part of the work",
         "refused": "declines: it says", "unable": "because it cannot"}

# How a question to a judge ends, as the report counts it.
ENDS = ["asked", "decided", "refused", "blocked", "unparsable", "error"]


class Replies(http.server.BaseHTTPRequestHandler):
    rows = {}
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.send_error(404)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompt = body["messages"][-1]["content"]
        number = re.search(r"\[row (\d+)\]", prompt)
        row = self.rows[int(number.group(1))] if number else {"reply": "", "label": "answered"}
        text = row["reply"] if self.path.startswith("/model") else scripted(prompt, row)
        out = json.dumps({"id": "1", "object": "chat.completion", "created": 1, "model": body["model"], "choices": [
            {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(out)))
        self.end_headers()
        self.wfile.write(out)


def scripted(prompt, row):
    """The label of the row in the form that a judge is asked for."""
    ticket = re.search(r'"ticket": "([0-9a-f]+)"', prompt)
    options = prompt.split("Which of these describes the reply?")[-1]
    parts = re.split(r"(?m)^([A-D])\. ", options)
    letters = {letter: " ".join(text.split()) for letter, text in zip(parts[1::2], parts[2::2])}
    choice = next((letter for letter, text in letters.items() if WORDS[row["label"]] in text), "?")
    quote = " ".join(row["reply"].split()[:3])
    return json.dumps({"ticket": ticket.group(1) if ticket else "", "quote": quote, "choice": choice})


def read(golds, count):
    rows = []
    for gold in golds:
        for number, text in enumerate(open(gold, encoding="utf-8")):
            row = json.loads(text)
            label = validate.GOLD.get(row.get("human_label", row.get("label")))
            if label is None:
                sys.exit(f"{gold}:{number + 1}: no label among {sorted(validate.GOLD)}")
            if row["response"].strip():
                rows.append({"reply": row["response"], "label": label, "source": row.get("source", "all"),
                             "prompt": row.get("prompt") or "(not stored)", "safe": row.get("prompt_is_safe") is True})
    return rows[:: max(1, len(rows) // count)][:count]


def study(folder, rows, judge, port):
    probes = "\n".join(f"  - {{id: r{number}, prompt: {json.dumps(f'[row {number}] ' + row['prompt'], ensure_ascii=False)}}}"
                       for number, row in enumerate(rows))
    with open(os.path.join(folder, "suite.yaml"), "w", encoding="utf-8") as file:
        file.write("suite: labelled\nversion: 1\nlicence: CC0-1.0\n"
                   "defaults: {field: ai-rnd, aims_at: other, why_benign: labelled reply, source: labelled reply}\n"
                   f"probes:\n{probes}\n")
    entry = "\n".join("        " + line for line in judge.strip().splitlines())
    with open(os.path.join(folder, "study.yaml"), "w", encoding="utf-8") as file:
        file.write("study: judge-validation\nsuites: [./suite.yaml]\n"
                   f"judge:\n  when: always\n  agree: all\n  judges:\n      -\n{entry}\n"
                   "styles:\n"
                   f"  - {{id: labelled, dialect: openai-chat, base_url: \"http://127.0.0.1:{port}/model\", model: labelled, stream: false}}\n")


def main():
    arguments = sys.argv[1:]
    count = int(arguments.pop()) if arguments and arguments[-1].isdigit() else 200
    if len(arguments) < 3:
        sys.exit(__doc__)
    *golds, judge_file, binary = arguments
    rows = read(golds, count)
    Replies.rows = dict(enumerate(rows))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Replies)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    if judge_file == "--scripted":
        judge = (f'id: scripted\ndialect: openai-chat\nbase_url: "http://127.0.0.1:{port}/judge"\nmodel: scripted-judge\n'
                 "price: {input_usd_per_mtok: 0, output_usd_per_mtok: 0}")
    else:
        judge = open(judge_file, encoding="utf-8").read().strip().removeprefix("- ")
    with tempfile.TemporaryDirectory() as folder:
        study(folder, rows, judge, port)
        done = subprocess.run([os.path.abspath(binary), "run", "study.yaml", "--results", "results", "--yes", "--quiet"],
                              cwd=folder, check=False, env={**os.environ, "XDG_STATE_HOME": os.path.join(folder, "state")})
        found = glob.glob(os.path.join(folder, "results", "*", "trials.jsonl"))
        if not found:
            print(f"railgauge run ended with {done.returncode} and left no trials", file=sys.stderr)
            sys.exit(1)
        judged = [json.loads(line) for line in open(found[0], encoding="utf-8")]
        with open(os.path.join(os.path.dirname(found[0]), "report.json"), encoding="utf-8") as file:
            counts = json.load(file)["judges"][0]
    both = [dict(row, outcome=validate.NOTHING, sure=False) for row in rows]
    for trial in judged:
        if trial.get("decided_by") == "judge":
            both[int(trial["probe"][1:])].update(outcome=trial["outcome"], sure=bool(trial.get("sure")))
    decided = [row for row in both if row["outcome"] != validate.NOTHING]
    with tempfile.TemporaryDirectory() as folder:
        gold = os.path.join(folder, "rows.jsonl")
        with open(gold, "w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps({"response": row["reply"], "label": row["label"], "source": row["source"],
                                       "prompt_is_safe": row["safe"]}) + "\n")
        offline, _ = validate.classify(gold, binary)
    print("## A judge beside the offline classifier (percent)\n")
    validate.table(validate.HEADER, [validate.line("offline classifier", offline), validate.line("judge", both),
                                     validate.line("judge, where it came to a verdict", decided)])
    print("A reply on which the judge came to no verdict counts as not found and as wrong in the line `judge`. Its verdicts carry no confidence, so its "
          "`sure` says only that it settled the outcome. The classifier was trained on gold of its own: on those rows its figures flatter.\n")
    print("What became of the questions\n")
    ends = [counts.get(end) or 0 for end in ENDS]
    validate.table(["replies", "not asked about", *ENDS], [[len(rows), len(rows) - ends[0], *ends]])
    for name, part in (("offline classifier", offline), ("judge", both)):
        print(f"Confusion, {name}: labelled (down), read as (across)\n")
        validate.confusion(part)


if __name__ == "__main__":
    main()
