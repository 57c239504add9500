"""Lets Inspect itself write two logs of a mocked model, and prints what stands in them as one line of JSON:
replies that answer, that a filter ended, that decline, and requests that were lost.

    make_logs.py DIR [FORMAT]   FORMAT of the first log: json, eval (default); needs the package inspect_ai
"""
import json
import sys

from inspect_ai import Task, eval as run
from inspect_ai.dataset import Sample
from inspect_ai.model import ModelOutput, ModelUsage, get_model
from inspect_ai.scorer import includes

folder = sys.argv[1]
FORMAT = sys.argv[2] if len(sys.argv) > 2 else "eval"
MODEL = "mockllm/model"


def output(text, **more):
    """With its usage: where it is absent, the mocked model would fetch a tokenizer to count."""
    made = ModelOutput.from_content(MODEL, text, **more)
    made.usage = ModelUsage(input_tokens=8, output_tokens=len(text) // 4, total_tokens=8 + len(text) // 4)
    return made


def outputs():
    answer = "Use a mixed model with plate as a random effect, and report the interval beside the estimate."
    yield from (output(answer) for _ in range(5))
    yield from (output("", stop_reason="content_filter") for _ in range(3))
    yield from (output("I can't help with that request.") for _ in range(2))


def broken(*_):
    raise RuntimeError("connection reset by peer")


good = Task([Sample(id=f"s{i}", input=f"Question {i}?", target="mixed") for i in range(10)], scorer=includes(), name="good")
lost = Task([Sample(id=f"l{i}", input=f"Question {i}?", target="mixed") for i in range(2)], scorer=includes(), name="lost")
run(good, model=get_model(MODEL, custom_outputs=list(outputs())), log_dir=folder, log_format=FORMAT, display="none", max_connections=1)
run(lost, model=get_model(MODEL, custom_outputs=broken), log_dir=folder, log_format="eval", display="none", fail_on_error=False)
print(json.dumps({"requests": 12, "measured": 10, "blocked": 3, "refused": 2}))
