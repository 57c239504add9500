"""Writes the fixed replies, a suite of made-up prompts and the studies that the benchmark runs, into a folder."""
import json
import os
import sys

folder, port, tls1, tls2 = sys.argv[1], *map(int, sys.argv[2:5])
TEXT = (
    "The loss curve you describe is what a learning rate without warm-up looks like. First, the optimiser state is cold, "
    "so early steps are far too large for the layer norms. Second, the batch is small, so the noise hides it. I would add "
    "500 warm-up steps, log the gradient norm per layer, and compare the first 2,000 steps of both runs. If the spike "
    "stays, halve the peak rate and check the data order. "
) * 2
reply = {
    "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "m",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": TEXT}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 150, "completion_tokens": 190, "total_tokens": 340},
}
template = open(os.path.join(os.path.dirname(__file__), "nginx.conf.in")).read()
for key, value in {"DIR": folder, "PORT": port, "TLS1": tls1, "TLS2": tls2, "REPLY": json.dumps(reply).replace("'", "")}.items():
    template = template.replace(f"@{key}@", str(value))
open(f"{folder}/nginx.conf", "w").write(template)

for events in (20, 220):
    words = TEXT.split()
    with open(f"{folder}/events{events}.sse", "w") as out:
        for index in range(events):
            delta = {"content": words[index % len(words)] + " "}
            chunk = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m",
                     "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
            out.write(f"data: {json.dumps(chunk)}\n\n")
        last = {"id": "c1", "object": "chat.completion.chunk", "model": "m",
                "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
        out.write(f"data: {json.dumps(last)}\n\ndata: [DONE]\n\n")

with open(f"{folder}/suite.yaml", "w") as out:
    out.write("suite: bench\ntitle: Benchmark prompts\nversion: 1\nlicence: CC0-1.0\n")
    out.write("defaults: {field: bench, aims_at: other, why_benign: a benchmark, source: a benchmark}\nprobes:\n")
    for index in range(2000):
        out.write(f"  - id: p{index}\n    prompt: \"Prompt {index}: {'explain this training curve to me ' * 16}\"\n")


def study(name, base, stream, in_flight, repeats, sample=None, ca=None):
    use = "./suite.yaml" if sample is None else f"{{use: ./suite.yaml, sample: {{n: {sample}, seed: 1}}}}"
    with open(f"{folder}/{name}.yaml", "w") as out:
        out.write(f"study: {name}\nsuites: [{use}]\nrepeats: {repeats}\npacing: {{in_flight: {in_flight}}}\nstyles:\n")
        out.write(f"  - {{id: s, dialect: openai-compatible, base_url: \"{base}\", model: m, stream: {str(stream).lower()}")
        out.write(f", ca_file: {ca}}}\n" if ca else "}\n")


plain = f"http://127.0.0.1:{port}"
study("fast", f"{plain}/fast/v1", False, 64, 10)
study("events20", f"{plain}/events20/v1", True, 64, 2)
study("events220", f"{plain}/events220/v1", True, 64, 2)
study("slow-h1", f"{plain}/slow/v1", False, 1000, 1)
study("slow-tls1", f"https://localhost:{tls1}/slow/v1", False, 1000, 1, ca="ca.pem")
study("slow-h2", f"https://localhost:{tls2}/slow/v1", False, 1000, 1, ca="ca.pem")
