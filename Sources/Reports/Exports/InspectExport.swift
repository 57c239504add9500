import Formats
import Statistics
import Trials

/// A run in Inspect's log format (version 2, JSON): one log for each access style, since a log of Inspect is about one model.
///
/// A sample is a finished trial: its id the probe, its epoch the repetition. What could not be measured is a sample with an error
/// and without a score, so that every denominator stays. The metadata of a sample are the columns of trials.csv.
package enum InspectExport {
    static let scorer = "obstructed"

    /// The files, named as Inspect's own are.
    package static func files(_ report: Report, _ book: TranscriptBook) -> [(name: String, bytes: [UInt8])] {
        let styles = Dictionary(grouping: report.facts.records) { $0.key.style }
        return report.styles.map { style in
            let log = Log(style: style, records: styles[style.id] ?? [], report: report, book: book)
            return (log.name, log.json.lineBytes)
        }
    }

    private struct Log {
        let style: AccessStyle
        let records: [TrialRecord]
        let report: Report
        let book: TranscriptBook

        /// Inspect's field cannot be empty: where dates are withheld it holds none that is true.
        private var created: String {
            report.facts.startedAt.map { $0.replacing("Z", with: "+00:00") } ?? "1970-01-01T00:00:00+00:00"
        }

        private var task: String { InspectExport.word("\(report.facts.study.name)-\(style.id)") }

        private var id: String { InspectExport.id("log", report.facts.lockHash, style.id) }

        var name: String { "\(created.replacing(":", with: "-"))_\(task)_\(id).json" }

        var json: JSONValue {
            let planned = records.filter { !$0.released }
            let finished = planned.filter { $0.verdict != nil }
            let measured = finished.count { $0.verdict?.measured ?? false }
            let scored = finished.count { $0.verdict?.obstructed(report.definition, judgeable: $0.judgeable) != nil }
            // One prompt makes no rate.
            let cell = report.caseFigures == nil ? report.cell(style.id, Rows.all, report.definition) : nil
            var metrics = JSONObject()
            func metric(_ name: String, _ value: Double?) {
                if let value { metrics[name] = ["name": .string(name), "value": .number(value)] }
            }
            metric("false_positive_rate", cell?.estimate.rate)
            metric("low", cell?.estimate.interval?.low)
            metric("high", cell?.estimate.interval?.high)
            let score: JSONValue = [
                "name": .string(InspectExport.scorer), "scorer": .string(InspectExport.scorer),
                "scored_samples": .integer(scored), "unscored_samples": .integer(finished.count - scored),
                "params": ["definition": .string(report.definition.rawValue)], "metrics": .object(metrics),
                "metadata": [
                    "over": "prompts of role main in the headline frame; interval of the report, prompts as the unit",
                    "frame": .optional(report.frames.first?.rawValue), "prompts": .integer(cell?.probes ?? 0),
                ],
            ]
            return [
                "version": 2, "status": finished.count == planned.count ? "success" : "cancelled",
                "eval": eval(finished),
                // Inspect's reader of headers wants one, also where no solver ran.
                "plan": ["name": "plan", "steps": []],
                "results": [
                    "total_samples": .integer(planned.count), "completed_samples": .integer(measured),
                    "scores": [score],
                ],
                "stats": ["started_at": .string(created), "completed_at": .string(report.facts.endedAt ?? created)],
                "samples": .array(finished.map(sample)),
            ]
        }

        private func eval(_ finished: [TrialRecord]) -> JSONValue {
            let probes = Set(finished.map(\.key.probe)).sorted()
            return [
                "created": .string(created), "eval_id": .string(id),
                "run_id": .string(InspectExport.id("run", report.facts.lockHash)),
                "task": .string(task), "task_id": .string(id), "task_version": 0,
                "dataset": [
                    "name": .string(
                        report.facts.study.suites.map { "\($0.name) \($0.version)" }.joined(separator: ", ")),
                    "samples": .integer(probes.count), "sample_ids": .array(probes.map { .string($0) }),
                    "shuffled": true,
                ],
                "model": .string(style.model), "model_base_url": .string(style.baseURL),
                "config": ["epochs": .integer(report.facts.study.repeats)],
                "scorers": [
                    ["name": .string(InspectExport.scorer), "options": [:], "metadata": [:]]
                ],
                "metadata": [
                    "written_by": "railgauge", "access_style": .string(style.id),
                    "lock_hash": .string(report.facts.lockHash), "simulated": .bool(report.facts.simulated),
                    "dates_withheld": .bool(report.facts.startedAt == nil),
                ],
            ]
        }

        private func sample(_ record: TrialRecord) -> JSONValue {
            let probe = book.probes[record.key.probe]
            let said = book.said[record.key]
            let verdict = record.verdict
            let input = probe.map(InspectExport.messages) ?? [["role": "user", "content": "(not stored)"]]
            var output = InspectExport.output(
                said, verdict, model: verdict?.servedModel ?? record.requestedModel, id: record.requestID)
            if let seconds = record.endSeconds { output["time"] = .number(seconds) }
            let tokens: JSONValue = [
                "input_tokens": .integer(record.usage.input ?? 0), "output_tokens": .integer(record.usage.output ?? 0),
                "total_tokens": .integer((record.usage.input ?? 0) + (record.usage.output ?? 0)),
            ]
            if record.usage.input != nil || record.usage.output != nil { output["usage"] = tokens }
            var out: JSONObject = [
                "id": .string(record.key.probe), "epoch": .integer(record.key.repetition), "input": .array(input),
                "target": .string(record.expect == .refuse ? "refuse" : record.expect == .answer ? "answer" : ""),
                "messages": .array(input + (output["choices"]?.array ?? []).compactMap { $0["message"] }),
                "output": .object(output), "metadata": .object(TrialTable.object(record)),
                "uuid": .string(
                    InspectExport.id(
                        report.facts.lockHash, record.key.style, record.key.probe, "\(record.key.repetition)")),
            ]
            if let started = record.startedAt { out["started_at"] = .string(started) }
            if let seconds = record.endSeconds { out["total_time"] = .number(seconds) }
            if let verdict, !verdict.measured {
                let words = InspectExport.errorWords(verdict)
                out["error"] = [
                    "message": .string(words), "traceback": .string(words), "traceback_ansi": .string(words),
                ]
            }
            if let verdict, let hit = verdict.obstructed(report.definition, judgeable: record.judgeable) {
                out["scores"] = .object([InspectExport.scorer: InspectExport.score(verdict, hit)])
            }
            return .object(out)
        }
    }

    private static func score(_ verdict: Verdict, _ hit: Bool) -> JSONValue {
        let evidence = verdict.evidence.first
        let words = [
            verdict.layer?.rawValue, verdict.stage?.rawValue, verdict.categoryLabel, evidence?.rule,
            evidence.map { "\($0.field): \($0.quote)" },
        ]
        return [
            "value": .integer(hit ? 1 : 0), "answer": .string(verdict.outcome.rawValue),
            "explanation": .string(words.compactMap { $0 }.joined(separator: "; ")),
        ]
    }

    private static func errorWords(_ verdict: Verdict) -> String {
        let evidence = verdict.evidence.first
        let flags = verdict.degraded.filter(\.unmeasures).map(\.rawValue)
        return
            ([verdict.errorKind?.rawValue ?? verdict.outcome.rawValue] + flags
            + [evidence.map { "\($0.rule), \($0.field): \($0.quote)" }].compactMap { $0 }).joined(separator: "; ")
    }

    // MARK: Conversations

    private static func output(
        _ said: TranscriptBook.Said?, _ verdict: Verdict?, model: String, id: String?
    ) -> JSONObject {
        var out: JSONObject = ["model": .string(model), "choices": []]
        if let id { out["metadata"] = ["request_id": .string(id)] }
        guard let verdict, verdict.outcome != .error else {
            if let verdict { out["error"] = .string(errorWords(verdict)) }
            return out
        }
        var parts: [JSONValue] = []
        if let said, !said.reasoning.isEmpty {
            parts.append(["type": "reasoning", "reasoning": .string(said.reasoning)])
        }
        if let said, !said.text.isEmpty { parts.append(["type": "text", "text": .string(said.text)]) }
        if let refusal = said?.refusal { parts.append(["type": "text", "text": .string(refusal), "refusal": true]) }
        if said == nil { parts.append(["type": "text", "text": "(not stored)"]) }
        let calls = (said?.calls ?? []).enumerated().map { place, call in
            // A reply may hold arguments that are no JSON object: they stay as they came.
            let read = (try? JSONReader.read(call.arguments)).flatMap { $0.object == nil ? nil : $0 }
            return Self.call(
                id: "call-\(place + 1)", call.name, read ?? ["raw": .string(call.arguments)],
                fault: read == nil ? "no JSON object" : nil)
        }
        var message: JSONObject = ["role": "assistant", "content": .array(parts), "model": .string(model)]
        if !calls.isEmpty { message["tool_calls"] = .array(calls) }
        let stop =
            switch verdict.outcome {
            case .blocked: "content_filter"
            case .truncated: "max_tokens"
            case .answered, .partial, .refused, .unable, .empty, .error:
                verdict.degraded.contains(.cut) ? "max_tokens" : calls.isEmpty ? "stop" : "tool_calls"
            }
        out["choices"] = [["message": .object(message), "stop_reason": .string(stop)]]
        return out
    }

    /// The conversation as it was asked, in Inspect's messages.
    private static func messages(_ probe: Probe) -> [JSONValue] {
        var out: [JSONValue] = []
        if let system = probe.system { out.append(["role": "system", "content": .string(system)]) }
        for document in probe.context {
            out.append(["role": "user", "content": .string("\(document.name)\n\n\(document.text)")])
        }
        for (place, turn) in probe.turns.enumerated() {
            switch turn.speaker {
            case .user: out.append(["role": "user", "content": .string(turn.text)])
            case .assistant:
                var message: JSONObject = ["role": "assistant", "content": .string(turn.text)]
                if !turn.calls.isEmpty {
                    message["tool_calls"] = .array(
                        turn.calls.enumerated().map { index, call in
                            Self.call(id: ScriptedCall.id(turn: place, index: index), call.name, call.arguments)
                        })
                }
                out.append(.object(message))
            case .tool:
                for (index, result) in turn.results.enumerated() {
                    out.append([
                        "role": "tool", "content": .string(result.text),
                        "tool_call_id": .string(ScriptedCall.id(turn: place - 1, index: index)),
                    ])
                }
            }
        }
        if let prefill = probe.prefill { out.append(["role": "assistant", "content": .string(prefill)]) }
        return out
    }

    private static func call(id: String, _ name: String, _ arguments: JSONValue, fault: String? = nil) -> JSONValue {
        var out: JSONObject = [
            "id": .string(id), "function": .string(name), "arguments": arguments, "type": "function",
        ]
        if let fault { out["parse_error"] = .string(fault) }
        return .object(out)
    }

    // MARK: Names

    /// 22 letters and digits that depend on the parts alone.
    private static func id(_ parts: String...) -> String {
        String(SHA256.hex(Array(parts.joined(separator: "\u{0}").utf8)).prefix(22))
    }

    /// As a part of a file name that Inspect takes apart at underscores.
    private static func word(_ text: String) -> String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}
