// What the official clients for JavaScript log under OPENAI_LOG=debug and ANTHROPIC_LOG=debug, of the same requests that the
// line of stdout counts; the log goes to stderr. Errors are printed as an uncaught one would be.
//
//     NODE_PATH=.../node_modules OPENAI_LOG=debug ANTHROPIC_LOG=debug node write_logs.cjs ADDRESS KEY 2>stderr.log
const { OpenAI } = require('openai');
const { Anthropic } = require('@anthropic-ai/sdk');

const [address, key] = process.argv.slice(2);
const said = console.log;
for (const level of ['debug', 'info', 'log', 'warn']) console[level] = console.error; // one file, in order

const options = { apiKey: key, maxRetries: 0 };
const chat = new OpenAI({ ...options, baseURL: `${address}/v1` });
const messages = new Anthropic({ ...options, baseURL: address });
const quote = `Why this?
BadRequestError: 400 Invalid prompt
[log_ffffff, x-request-id: "req_none"] POST https://x.test/v1/responses failed with status 400 in 2ms - error; not retryable`;

async function main() {
  const known = { requests: 0, blocked: 0 };
  let errors = 0;
  for (let n = 0; n < 24; n++) {
    for (const stream of [false, true]) {
      const turns = [{ role: 'user', content: `${n} ${stream} ${quote}` }];
      const calls = [
        () => chat.chat.completions.create({ model: 'gpt-sim-1', messages: turns, stream }),
        () => chat.responses.create({ model: 'gpt-sim-1', input: turns, stream }),
        () => messages.messages.create({ model: 'claude-sim-1', max_tokens: 400, messages: turns, stream }),
      ];
      for (const call of calls) {
        known.requests += 1;
        try {
          const reply = await call();
          if (stream) for await (const _ of reply);
          else if (reply.stop_reason === 'refusal' || reply.incomplete_details?.reason === 'content_filter' || reply.error?.code === 'invalid_prompt')
            known.blocked += 1;
        } catch (error) {
          if (error.status === undefined) continue; // an error event within a stream: the log tells of a reply with status 200
          if (error.status === 400 && /limited access to this content for safety reasons/.test(error.message)) known.blocked += 1;
          else errors += 1;
          console.error(error);
        }
      }
    }
  }
  // What the console does not show of the others it does not keep.
  said(JSON.stringify({ ...known, unkept: known.requests - known.blocked - errors }));
}
main();
