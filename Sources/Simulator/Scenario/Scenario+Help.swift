extension Scenario {
    /// The scenario format on one page; itself a scenario.
    package static let help = """
        # A scenario: what a simulated service does, so that the truth is known.
        # Every key but `scenario` and `styles` may be left out. Unknown keys are errors.
        scenario: example
        seed: 1                     # same seed, same probes: same truth, whatever the order of arrival
        shared_draws: false         # true: a probe's own draw is the same under every style
        styles:
          public:                   # style id
            key: sim-public         # the API key that selects this style; default sim-<id>
            profile: openrouter     # whose Chat Completions it speaks (or \(VendorProfile.others)); default OpenAI's
            models: [sim-1]         # others are 404; default: any model is served
            correlation: 0.8        # of two repetitions of one probe, 0 to 1
            reasoning: 0.2          # share of replies with visible reasoning
            latency:                # a time (4ms, 1.5s), {uniform: [1ms, 5ms]} or {lognormal: {median: 4ms, sigma: 0.5}}
              first_token: 4ms
              per_token: 0.1ms
            limits: {requests_per_minute: 600, input_tokens_per_minute: 200000, retry_after: seconds}  # | http-date | milliseconds
            faults:                 # pass with a retry, never shift the truth
              - {kind: overloaded, share: 0.01, in_a_row: 1, retry_after: 1s}
              - {kind: rate-limited, requests: [20, 24]}       # by the style's own count of requests
              # kinds: rate-limited server-error bad-gateway unavailable overloaded
              #        reset reset-midstream cut stream-error stall
            quirks: {plain-json: 0.01}                         # | invalid-utf8 | compressed | comments | drip | endless
              # where the dialect has it: asynchronous-filter filter-open (Azure), tier-not-applied reasoning-dropped (Responses),
              #        prompt-cut, served-tier-other
            reroute: {share: 0.01, model: sim-small}           # served by another model, undeclared
            rules:                  # the first that matches a probe counts; what none matches is answered
              - probe: [one-id, another-id]                    # selectors: probe, field, frame, role; all optional
                outcomes: {refused: 1}
              - field: cyber
                frame: typical
                delivered: 0.95     # share of answers with the right `ANSWER:` line, for probes with a check
                outcomes:           # shares of all draws; `answered` takes what is left
                  partial: 0.05
                  refused: 0.05
                  refused-structured: 0.01
                  unable: 0.01
                  empty: 0.01
                  truncated: 0.01   # length stop without visible text
                  cut: 0.01         # length stop with visible text
                  blocked:
                    - {share: 0.10, stage: no-text, category: cyber}
                    # stages: input no-text during-reasoning midstream withheld; categories of design.md, or category_raw: TEXT
                    # signal (default: the dialect's usual one): stop-reason legacy-filter (Anthropic)
                    #         content-filter invalid-prompt cyber-policy bio-policy misalignment (OpenAI) responsible-ai (Azure)
                    #         prompt-feedback finish-reason (Gemini) guardrail content-filtered refusal-stop (Bedrock)
                    #         moderation content-policy (OpenRouter) content-risk (DeepSeek) usage-guidelines (xAI) error-toxic (Cohere)
                    - {share: 0.01, stage: no-text, category: cyber, rescued_by: sim-small}   # where `fallbacks` were asked for
                  error:            # unmeasurable, however often it is asked for
                    - {share: 0.01, kind: unknown-stop}
                    # kinds: unknown-stop unexplained-stop account-hold invalid-request context-too-long spend-limit permission
                    #        html-page huge deep-json truncated-gzip
          trusted:
            lapse: {requests: [200, 300], as: public}          # by its own count, these meet the rules of another style, unannounced

        """
}
