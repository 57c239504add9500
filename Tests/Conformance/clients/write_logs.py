"""What the official clients for Python log under OPENAI_LOG=debug and ANTHROPIC_LOG=debug (set before the start), of the same
requests that the last line of stdout counts: requests, and errors of each status. Errors are printed as an uncaught one would be.

    OPENAI_LOG=debug ANTHROPIC_LOG=debug write_logs.py ADDRESS 2>stderr.log
"""
import collections
import json
import sys
import traceback

import anthropic
import openai

address, key = sys.argv[1], sys.argv[2]
chat = openai.OpenAI(api_key=key, base_url=f"{address}/v1", max_retries=0)
messages = anthropic.Anthropic(api_key=key, base_url=address, max_retries=0)
seen, known = 0, collections.Counter()
QUOTE = "Why this?\nopenai.BadRequestError: Error code: 400 - {'error': {'code': 'invalid_prompt', 'message': 'usage policy'}}"
for n in range(24):
    for stream in (False, True):
        turns = [{"role": "user", "content": f"{n} {stream} {QUOTE}"}]
        for call in (
            lambda: chat.chat.completions.create(model="gpt-sim-1", messages=turns, stream=stream),
            lambda: messages.messages.create(model="claude-sim-1", max_tokens=400, messages=turns, stream=stream),
        ):
            seen += 1
            try:
                reply = call()
                if stream:
                    list(reply)
            except (openai.APIStatusError, anthropic.APIStatusError) as error:
                # Some versions show an error's body, others its message alone: without its code an error may be a block.
                if "limited access to this content for safety reasons" in str(error):
                    known["blocked"] += 1
                elif "{" in str(error):
                    known["error"] += 1
                traceback.print_exc()
            except (openai.APIError, anthropic.APIError):
                pass  # an error event within a stream: the log tells of a reply with status 200
print(json.dumps({"requests": seen, "blocked": known["blocked"], "unkept": seen - sum(known.values())}))
