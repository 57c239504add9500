import Formats
import Trials

/// Scripted conversations: turns of people and models, calls of tools and what they gave, and what is made of a script.
extension SuiteReader {
    /// The turns of one script, which begins with the user and ends with the user or with results of tools.
    mutating func conversation(_ cursor: YAMLCursor) throws(InputError) -> [Turn] {
        let out = try turns(cursor)
        guard out.first?.speaker == .user, let last = out.last?.speaker, last != .assistant else {
            throw cursor.error(
                "the conversation does not begin with the user, or ends with the assistant",
                accepted: "user first; user or results last")
        }
        return out
    }

    private mutating func turns(_ cursor: YAMLCursor) throws(InputError) -> [Turn] {
        var out: [Turn] = []
        for item in try cursor.list() {
            let parts = try item.fields(accepting: ["user", "assistant", "calls", "results"])
            let turn: Turn
            switch (parts.optional("user"), parts.optional("assistant"), parts.optional("results")) {
            case (let user?, nil, nil): turn = Turn(.user, try text(user))
            case (nil, let assistant?, nil): turn = Turn(.assistant, try text(assistant))
            case (nil, nil, let results?): turn = try self.results(results, after: out.last)
            case (nil, nil, nil) where parts.optional("calls") != nil: turn = Turn(.assistant, "")
            case (_, _, _): throw item.error("a turn needs one of the keys user, assistant and results")
            }
            if turn.speaker != .tool, out.last?.calls.isEmpty == false {
                throw item.error("the calls of the turn before have no results", accepted: "a turn with results")
            }
            out.append(turn)
            guard let calls = parts.optional("calls") else { continue }
            guard turn.speaker == .assistant else {
                throw calls.error("only an assistant turn calls tools", accepted: "calls beside assistant")
            }
            out[out.count - 1].calls = try self.calls(calls)
        }
        return out
    }

    private func calls(_ cursor: YAMLCursor) throws(InputError) -> [ScriptedCall] {
        var out: [ScriptedCall] = []
        for item in try cursor.list() {
            let parts = try item.fields(accepting: ["name", "arguments"])
            let arguments = try parts.required("arguments")
            guard case .mapping = arguments.value.kind else {
                throw arguments.error("found \(arguments.shown)", accepted: "the arguments as a mapping")
            }
            out.append(ScriptedCall(name: try parts.required("name").string(), arguments: arguments.value.json))
        }
        guard !out.isEmpty else { throw cursor.error("no call", accepted: "at least one {name, arguments}") }
        return out
    }

    private mutating func results(_ cursor: YAMLCursor, after turn: Turn?) throws(InputError) -> Turn {
        var out: [ToolResult] = []
        for item in try cursor.list() {
            if case .mapping = item.value.kind,
                let failed = try item.fields(accepting: ["file", "error"]).optional("error")
            {
                out.append(ToolResult(try text(failed), failed: true))
            } else {
                out.append(ToolResult(try text(item)))
            }
        }
        let calls = turn?.calls.count ?? 0
        guard calls > 0, out.count == calls else {
            throw cursor.error(
                "\(counted(out.count, "result")) for \(counted(calls, "call")) of the turn before",
                accepted: "one result for each call: a text, {file: PATH}, or {error: TEXT}")
        }
        return Turn(results: out)
    }

    // MARK: What is made of a script

    /// `cut_at: [4, 8]`: the same script ended after so many turns, each a variant of its own named `ID.cut-4`.
    ///
    /// `needs` and `check` speak of the last turn and are dropped.
    func truncations(of probe: Probe, _ item: YAMLCursor) throws(InputError) -> [Probe] {
        let named = item.named("probe '\(probe.id)'")
        guard let cursor = try named.fields(accepting: Self.probeKeys).optional("cut_at") else { return [] }
        guard probe.variantOf == nil else {
            throw cursor.error("a variant cannot be cut", accepted: "cut_at in the original")
        }
        var out: [Probe] = []
        for point in try cursor.list() {
            let last = probe.turns.count - 1
            guard last >= 1 else { throw point.error("there is one turn only", accepted: "a script of several turns") }
            let kept = try point.integer(1...last)
            guard probe.turns[kept - 1].speaker != .assistant else {
                throw point.error(
                    "turn \(kept) is the assistant's", accepted: "a turn of the user, or results of tools")
            }
            guard !out.contains(where: { $0.cut == kept }) else { throw point.error("turn \(kept) stands twice") }
            var shorter = probe
            shorter.id = "\(probe.id).cut-\(kept)"
            guard Name.isName(shorter.id) else {
                throw point.error(
                    "the name '\(shorter.id)' is too long", accepted: "at most 120 characters with '.cut-N'")
            }
            shorter.turns = Array(probe.turns.prefix(kept))
            shorter.variantOf = probe.id
            shorter.changes = [.cut]
            shorter.cut = kept
            shorter.role = .variant
            shorter.rung = nil
            shorter.twin = nil
            shorter.tags = []
            shorter.needs = []
            shorter.check = nil
            if shorter.turns.last?.speaker == .tool { shorter.standalone = false }
            shorter.contentHash = shorter.hashOfContent
            out.append(shorter)
        }
        return out
    }

    /// The last turn after innocuous ones: does the length of a conversation alone set a safeguard off?
    mutating func pad(_ probe: inout Probe, _ fields: YAMLFields) throws(InputError) {
        let cursor = try fields.required("padding")
        let before = try turns(cursor)
        guard let last = probe.turns.last, last.speaker == .user else {
            throw cursor.error("the last turn is no user's", accepted: "an original that ends with the user")
        }
        guard before.first?.speaker == .user, before.last?.speaker == .assistant, before.last?.calls.isEmpty == true
        else {
            throw cursor.error(
                "the padding does not begin with the user and end with the assistant",
                accepted: "turns that may stand before the original's last one")
        }
        probe.turns = before + [last]
    }

    static func trigger(_ cursor: YAMLCursor) throws(InputError) -> Trigger {
        let parts = try cursor.fields(accepting: ["kind", "what", "ground", "cite"])
        return Trigger(
            kind: try parts.required("kind").choice(Trigger.Kind.self), what: try parts.required("what").string(),
            ground: try parts.required("ground").choice(Trigger.Ground.self), cite: try parts.required("cite").string())
    }
}
