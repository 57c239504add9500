"""What LiteLLM hands to a logger (its standard logging payload) of calls to the simulator: an answer, a refusal, blocks of every
kind and errors that are none, one JSON object a line.

    write_logs.py ADDRESS FILE
"""
import json
import sys
import time

import litellm
from litellm.integrations.custom_logger import CustomLogger

address, path = sys.argv[1:]
STYLES = ["answered", "refused", "block-input", "block-prompt", "block-no-text", "block-midstream", "invalid", "hold"]
written = []


class Writer(CustomLogger):
    def log_success_event(self, kwargs, response_obj, start_time, end_time):
        written.append(kwargs["standard_logging_object"])

    log_failure_event = log_success_event


litellm.callbacks = [Writer()]
litellm.suppress_debug_info = True
calls = 0
for style in STYLES:
    for model, base in (("openai/gpt-sim-1", f"{address}/v1"), ("anthropic/claude-sim-1", address)):
        calls += 1
        try:
            litellm.completion(
                model=model, api_base=base, api_key=f"sim-{style}", num_retries=0, max_tokens=300,
                messages=[{"role": "user", "content": "Which control? My log says: content_filter, cyber_policy"}])
        except litellm.exceptions.APIError:
            pass
        except Exception as error:  # its classes for 4xx are the OpenAI client's, not one family
            if not type(error).__module__.startswith("litellm"):
                raise
# Loggers are told in a thread of their own.
for _ in range(100):
    if len(written) >= calls:
        break
    time.sleep(0.1)
with open(path, "w", encoding="utf-8") as file:
    for payload in written:
        file.write(json.dumps(payload, default=str) + "\n")
