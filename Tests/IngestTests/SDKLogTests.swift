import Formats
import Foundation
import Ingest
import Testing
import Trials

/// Debug logs of the official clients, in the shapes that openai 1.99 and 3.57 and anthropic 2.14 for Python, and openai 7.5 and
/// @anthropic-ai/sdk 0.120 for JavaScript wrote against the simulator; older ones as their source states.
@Suite struct SDKLogTests {
    private func replies(_ text: String, ending: String = ".log") throws -> [LoggedReply] {
        let path = NSTemporaryDirectory() + "railgauge-\(UUID().uuidString)\(ending)"
        defer { unlink(path) }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        var out: [LoggedReply] = []
        _ = try LogFile(path).read(judge: LoggedVerdict()) { out.append($0) }
        return out
    }

    private static let quoted =
        #"Why this? [2026-11-28 07:16:21 - openai._base_client:1016 - DEBUG] HTTP Response: POST https://a.test/v1/chat/completions "400 Bad Request"\nopenai.BadRequestError: Error code: 400 - {\'error\': {\'code\': \'invalid_prompt\'}}"#

    private static let python = """
        [2026-11-28 07:18:30 - openai._base_client:482 - DEBUG] Request options: {'method': 'post', 'url': '/chat/completions', 'files': None, 'timeout': Timeout(connect=5.0, read=600), 'json_data': {'messages': [{'role': 'user', 'content': '\(quoted)'}], 'model': 'gpt-x'}}
        [2026-11-28 07:18:30 - openai._base_client:978 - DEBUG] Sending HTTP Request: POST https://api.openai.test/v1/chat/completions
        [2026-11-28 07:18:30 - httpx:1025 - INFO] HTTP Request: POST https://api.openai.test/v1/chat/completions "HTTP/1.1 200 OK"
        [2026-11-28 07:18:30 - openai._base_client:1016 - DEBUG] HTTP Response: POST https://api.openai.test/v1/chat/completions "200 OK" Headers({'x-request-id': 'req_1'})
        [2026-11-28 07:18:30 - openai._base_client:1024 - DEBUG] request_id: req_1
        [2026-11-28 07:18:31 - openai._base_client:482 - DEBUG] Request options: {'method': 'post', 'url': '/chat/completions', 'json_data': {'messages': [{'role': 'user', 'content': "it's b"}], 'model': 'gpt-x'}}
        [2026-11-28 07:18:31 - openai._base_client:978 - DEBUG] Sending HTTP Request: POST https://api.openai.test/v1/chat/completions
        [2026-11-28 07:18:31 - openai._base_client:1016 - DEBUG] HTTP Response: POST https://api.openai.test/v1/chat/completions "400 Bad Request" Headers({'x-request-id': 'req_2'})
        [2026-11-28 07:18:31 - openai._base_client:1024 - DEBUG] request_id: req_2
        [2026-11-28 07:18:31 - openai._base_client:1031 - DEBUG] Encountered httpx.HTTPStatusError
        Traceback (most recent call last):
          File "a.py", line 3, in <module>
        openai.BadRequestError: Error code: 400 - {'error': {'message': 'Invalid prompt: your prompt was flagged as potentially violating our usage policy.', 'type': 'invalid_request_error', 'param': None, 'code': 'invalid_prompt'}}
        DEBUG:anthropic._base_client:Request options: {'method': 'post', 'url': '/v1/messages', 'span': <function f at 0x7f>, 'json_data': {'max_tokens': 5, 'messages': [], 'model': 'claude-x'}}
        DEBUG:anthropic._base_client:Sending HTTP Request: POST https://api.anthropic.test/v1/messages
        DEBUG:anthropic._base_client:HTTP Response: POST https://api.anthropic.test/v1/messages "529 Overloaded" Headers({})
        DEBUG:anthropic._base_client:request_id: req_3
        DEBUG:anthropic._base_client:Request options: {'method': 'post', 'url': '/v1/messages', 'json_data': {'messages': [], 'model': 'claude-x'}}
        DEBUG:anthropic._base_client:Sending HTTP Request: POST https://api.anthropic.test/v1/messages
        DEBUG:anthropic._base_client:Encountered httpx.TimeoutException
        [2026-11-28 07:20:00 - openai._base_client:606 - DEBUG] Building HTTP request: method=POST retries_taken=0
        [2026-11-28 07:20:00 - openai._base_client:1179 - DEBUG] Sending HTTP Request: POST
        [2026-11-28 07:20:01 - openai._base_client:1220 - DEBUG] HTTP Response: POST 400
        [2026-11-28 07:20:01 - openai._base_client:1225 - DEBUG] request_id: req_5
        [2026-11-28 07:20:01 - openai._base_client:1230 - DEBUG] Encountered an HTTP status error: 400
        DEBUG:openai._base_client:HTTP Response: GET https://api.openai.test/v1/models "200 OK" Headers({})
        DEBUG:openai._base_client:Request options: {'method': 'post', 'url': '/embeddings', 'json_data': {'input': 'x', 'model': 'embed'}}
        DEBUG:openai._base_client:Sending HTTP Request: POST https://api.openai.test/v1/embeddings
        DEBUG:openai._base_client:HTTP Response: POST https://api.openai.test/v1/embeddings "200 OK" Headers({})

        """

    /// A client that polls, or was stopped, leaves requests open to the end of its log: they take nothing from those that are answered.
    @Test func requestsThatAreNeverAnsweredTakeNothingFromOthers() throws {
        let poll = "DEBUG:openai._base_client:Request options: {'method': 'get', 'url': '/batches/b'}\n"
        let building = "DEBUG:openai._base_client:Building HTTP request: method=GET retries_taken=0\n"
        let post = { (model: String) in
            "DEBUG:openai._base_client:Request options: {'method': 'post', 'url': '/chat/completions', 'json_data': {'messages': [], 'model': '\(model)'}}\n"
        }
        let blocked = { (id: String) in
            "DEBUG:openai._base_client:HTTP Response: POST https://a.test/v1/chat/completions \"400 Bad Request\" Headers({})\nDEBUG:openai._base_client:request_id: \(id)\n"
        }
        let polled = try replies(String(repeating: poll + building, count: 5) + post("a") + blocked("1"))
        #expect(polled.map(\.requested) == ["a"])
        // Of two models on their way nobody knows whose answer it is; of more than any client has open the oldest are given up.
        let left = String(repeating: post("a"), count: 3) + post("b")
        #expect(try replies(left + blocked("1")).map(\.requested) == [nil])
        let many = post("b") + String(repeating: post("a"), count: 1024)
        #expect(try replies(many + blocked("1")).map(\.requested) == ["a"])
    }

    @Test func python() throws {
        let found = try replies(Self.python).sorted { $0.line < $1.line }
        #expect(found.map(\.requestID) == ["req_1", "req_2", "req_3", nil, "req_5"])
        #expect(found.map(\.requested) == ["gpt-x", "gpt-x", "claude-x", "claude-x", nil])
        // A reply whose text is not kept is no answer, and a 400 without its body may have been a block.
        #expect(found.map(\.isKept) == [false, true, true, true, false])
        #expect(found.map(\.obstructed) == [nil, true, nil, nil, nil])
        #expect(found[1].verdict.outcome == .blocked && found[1].at == "2026-11-28T07:18:31")
        #expect(found[2].verdict.errorKind == .overloaded && found[3].verdict.errorKind == .transport)
    }

    /// Newer clients show an error's message and not its code: words can show a block, not that there is none.
    @Test func aMessageWithoutItsCode() throws {
        func outcome(_ message: String) throws -> LoggedReply? {
            try replies(
                """
                [2026-11-28 07:20:00 - openai._base_client:1179 - DEBUG] Sending HTTP Request: POST
                [2026-11-28 07:20:01 - openai._base_client:1220 - DEBUG] HTTP Response: POST 400
                openai.BadRequestError: Error code: 400 - \(message)

                """
            ).first
        }
        #expect(
            try outcome("Invalid prompt: your prompt was flagged as potentially violating our usage policy.")?
                .obstructed == true)
        #expect(try outcome("Unsupported value.")?.isKept == false)
    }

    /// What a prompt quotes stands in a string, whatever it quotes.
    @Test func quotedErrorsAreNone() throws {
        let line =
            "[2026-11-28 07:18:30 - openai._base_client:482 - DEBUG] Request options: {'json_data': {'messages': [{'content': '\(Self.quoted)'}]}}\n"
        let fault = #expect(throws: LogFault.self) { try replies(String(repeating: line, count: 3)) }
        #expect(fault?.found == "no line in which a client tells of a request")
    }

    /// Answers to several requests at once: the model is named where all that were open asked for it.
    @Test func requestsAtOnce() throws {
        func lines(_ models: [String]) -> String {
            models.map { "DEBUG:openai._base_client:Request options: {'json_data': {'model': '\($0)'}}\n" }.joined()
                + models.indices.map {
                    "DEBUG:openai._base_client:HTTP Response: POST https://a.test/v1/responses \"200 OK\" Headers({})\nDEBUG:openai._base_client:request_id: r\($0)\n"
                }.joined()
        }
        #expect(try replies(lines(["a", "a"])).map(\.requested) == ["a", "a"])
        #expect(try replies(lines(["a", "b"])).map(\.requested) == [nil, "b"])
    }

    private static let node = """
        [log_1a2b3c] sending request {
          method: 'post',
          url: 'https://api.openai.test/v1/responses',
          options: {
            method: 'post',
            path: '/responses',
            body: {
              input: "a prompt that quotes model: 'other' and [log_ffffff] POST https://x failed with status 400 in 2ms\\n" +
                'BadRequestError: 400 x',
              model: 'gpt-x'
            },
            stream: false
          },
          headers: { accept: 'application/json', authorization: '***' }
        }
        [log_1a2b3c, x-request-id: "req_1"] POST https://api.openai.test/v1/responses failed with status 400 in 210ms - error; not retryable
        [log_1a2b3c] response error (error; not retryable) {
          url: 'https://api.openai.test/v1/responses',
          status: 400,
          headers: { 'x-request-id': 'req_1' },
          message: undefined,
          durationMs: 212
        }
        [log_00ff00] sending request {
          method: 'post',
          options: { method: 'post', path: '/v1/messages', body: { max_tokens: 50, messages: [Array], model: 'claude-x' } }
        }
        [log_00ff00, request-id: "req_2"] POST https://api.anthropic.test/v1/messages succeeded with status 200 in 900ms
        [log_00ff00] response start { url: 'https://api.anthropic.test/v1/messages', status: 200, headers: { 'request-id': 'req_2' } }
        [log_00ff00] response parsed {
          url: 'https://api.anthropic.test/v1/messages',
          status: 200,
          body: {
            id: 'msg_1',
            type: 'message',
            model: 'claude-x',
            content: [],
            stop_reason: 'refusal',
            stop_details: { type: 'refusal', category: 'cyber' },
            usage: { input_tokens: 4, output_tokens: 0, cache_creation: [Object] }
          },
          durationMs: 901
        }
        BadRequestError: 400 Invalid prompt
            at APIError.generate (/x/error.mjs:41:20)
            at OpenAI.makeRequest (/x/client.mjs:299:32) {
          status: 400,
          headers: Headers { 'x-request-id': 'req_1' },
          requestID: 'req_1',
          error: {
            message: 'Invalid prompt: your prompt was flagged as potentially violating our usage policy.',
            type: 'invalid_request_error',
            code: 'invalid_prompt'
          },
          code: 'invalid_prompt'
        }
        [log_aaaaaa, retryOf: log_1a2b3c] POST https://api.openai.test/v1/chat/completions succeeded with status 200 in 12ms
        [log_bbbbbb] connection failed - error; no more retries left
        [log_bbbbbb] connection failed (error; no more retries left) {
          url: 'https://api.openai.test/v1/chat/completions',
          message: 'fetch failed'
        }

        """

    @Test func node() throws {
        let found = try replies(Self.node, ending: ".txt")
        #expect(found.map(\.requestID) == ["req_1", "req_2", nil, nil])
        #expect(found.map(\.requested) == ["gpt-x", "claude-x", nil, nil])
        #expect(found.map(\.obstructed) == [true, true, nil, nil])
        #expect(found.map(\.isKept) == [true, true, false, true])
        #expect(found[1].verdict.categoryLabel == "cyber")
    }

    /// As today's clients write: methods in small letters, a stream's own line between the others, lists shown as words.
    @Test func nodeAsItIsWrittenToday() throws {
        func request(_ id: String, _ path: String, _ body: String) -> String {
            """
            [log_\(id)] sending request {
              method: 'post',
              url: 'http://a.test/v1\(path)',
              options: {
                method: 'post',
                path: '\(path)',
                body: \(body),
                stream: false,
                __security: { bearerAuth: true }
              },
              headers: { accept: 'application/json', authorization: '***' }
            }

            """
        }
        let log =
            request("aaaaaa", "/responses", "{ model: 'gpt-x', input: [Array], stream: false }") + """
                [log_aaaaaa, x-request-id: "req_a"] post http://a.test/v1/responses succeeded with status 200 in 147ms
                [log_aaaaaa] response start {
                  url: 'http://a.test/v1/responses',
                  status: 200,
                  headers: { 'x-request-id': 'req_a' },
                  durationMs: 147
                }
                [log_aaaaaa] response parsed {
                  url: 'http://a.test/v1/responses',
                  status: 200,
                  body: {
                    id: 'resp_a',
                    object: 'response',
                    status: 'incomplete',
                    error: null,
                    incomplete_details: { reason: 'content_filter' },
                    model: 'gpt-x',
                    output: [],
                    text: { format: [Object] }
                  },
                  durationMs: 148
                }

                """ + request("bbbbbb", "/chat/completions", "{ model: 'gpt-x', messages: [Array], stream: true }")
                + """
                [log_bbbbbb, x-request-id: "req_b"] post http://a.test/v1/chat/completions succeeded with status 200 in 2ms
                response 200 http://a.test/v1/chat/completions Headers {
                  'content-type': 'text/event-stream; charset=utf-8',
                  'x-request-id': 'req_b'
                } ReadableStream { locked: false, state: 'readable', supportsBYOB: true }
                [log_bbbbbb] response parsed {
                  url: 'http://a.test/v1/chat/completions',
                  status: 200,
                  body: _Stream {
                    iterator: [AsyncGeneratorFunction: iterator],
                    controller: AbortController { signal: AbortSignal { aborted: false } }
                  },
                  durationMs: 3
                }

                """ + request("cccccc", "/responses", "{ model: 'gpt-x', input: 'one string' }") + """
                [log_cccccc, x-request-id: "req_c"] post http://a.test/v1/responses failed with status 400 in 6ms - error; not retryable
                BadRequestError: 400 Invalid prompt: your prompt was flagged as potentially violating our usage policy.
                    at APIError.generate (/x/openai/index.cjs:152:14)
                    at async main (/x/a.js:32:25) {
                  status: 400,
                  headers: Headers {
                    'x-request-id': 'req_c'
                  },
                  requestID: 'req_c',
                  error: {
                    message: 'Invalid prompt: your prompt was flagged as potentially violating our usage policy.',
                    type: 'invalid_request_error',
                    param: null,
                    code: 'invalid_prompt'
                  },
                  code: 'invalid_prompt',
                  param: null,
                  type: 'invalid_request_error'
                }

                """
        let found = try replies(log)
        #expect(found.map(\.requestID) == ["req_a", "req_b", "req_c"])
        #expect(found.map(\.requested) == ["gpt-x", "gpt-x", "gpt-x"])
        #expect(found.map(\.obstructed) == [true, nil, true] && found.map(\.isKept) == [true, false, true])
        // Two levels of an object are shown: no messages, but a prompt that is one string.
        #expect(found.map { $0.asked?["input"]?.string } == [nil, nil, "one string"])
    }

    /// Errors are kept where answers are not: a share of what is kept would be a share of the errors.
    @Test func theShareIsGivenByItsTwoEnds() throws {
        var tally = IngestTally()
        for reply in try replies(Self.python) { tally.add(reply) }
        #expect(tally.all.requests == 5 && tally.all.obstructed == 1 && tally.all.unkept == 2 && tally.all.share == nil)
        let page = IngestPage(tally, files: 1, lines: 30, broken: 0)
        #expect(
            page.markdown.contains(
                "At least 1 of 3 requests that came to a reply, or to an error that may have been a block, was blocked or refused. What came back to 2 of these 3 the logs do not keep, so that the share of them lies anywhere between 33.3 % and 100 %. 5 requests seen"
            ), "\(page.markdown.prefix(400))")
        #expect(
            page.json["rate"]?["of_replies"]?.isNull == true && page.json["rate"]?["of_replies_low"]?.double == 1.0 / 3)
        #expect(page.json["rate"]?["mean_of_sessions"]?.isNull == true)
    }
}
