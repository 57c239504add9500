import Formats
import Trials

/// Writes suites as YAML that `SuiteReader` reads back to the very same texts.
///
/// Texts stand as block scalars under a stated indentation, so that leading spaces and tabs are as they were. What a
/// block scalar cannot hold (a carriage return, Unicode line separators) goes into double quotes; the two at once, and
/// control characters, cannot be written and are an error instead of a changed text.
package enum SuiteWriter {
    /// Why a text cannot stand in a suite file.
    package struct Unwritable: Error, Hashable {
        package var probe: String
        package var found: String
        package var accepted: String
    }

    /// All that `SuiteReader` knows of a suite, contexts in place instead of in files of their own.
    /// - Throws: `Unwritable` naming the probe.
    package static func yaml(_ suite: Suite, comment: [String] = []) throws(Unwritable) -> String {
        var out = comment.map { "# \(oneLine($0))\n" }.joined()
        out += "suite: \(quoted(suite.name))\n"
        out += "title: \(quoted(suite.title))\n"
        out += "version: \(suite.version)\n"
        if let licence = suite.licence { out += "licence: \(quoted(licence))\n" }
        if let canary = suite.canary { out += "canary_guid: \(quoted(canary))\n" }
        out += suite.probes.isEmpty ? "probes: []\n" : "probes:\n"
        for probe in suite.probes { out += try self.probe(probe) }
        return out
    }

    // MARK: One probe

    private static func probe(_ probe: Probe) throws(Unwritable) -> String {
        var out = "  - id: \(quoted(probe.id))\n"
        func line(_ key: String, _ value: String) { out += "    \(key): \(value)\n" }
        func list(_ key: String, _ values: [String]) {
            if !values.isEmpty { line(key, "[\(values.map(quoted).joined(separator: ", "))]") }
        }
        line("field", quoted(probe.field))
        line("expect", probe.expect.rawValue)
        line("role", probe.role.rawValue)
        line("frame", probe.frame.rawValue)
        if probe.cluster != probe.id || probe.variantOf != nil { line("cluster", quoted(probe.cluster)) }
        if let aim = probe.aimsAt { line("aims_at", quoted(aim)) }
        line("language", quoted(probe.language))
        if let source = probe.source { line("source", quoted(source)) }
        if let reason = probe.whyBenign { line("why_benign", quoted(reason)) }
        list("tags", probe.tags)
        if let parent = probe.variantOf { line("variant_of", quoted(parent)) }
        // Written whole, a truncated or padded script is another history.
        list("changes", probe.changes.map { [.cut, .padding].contains($0) ? Change.history.rawValue : $0.rawValue })
        if let rung = probe.rung {
            line("ladder", "{id: \(quoted(rung.ladder)), rung: \(rung.number)}")
            if let shift = rung.dangerShift { line("danger_shift", quoted(shift)) }
        }
        if let trigger = probe.trigger { line("trigger", flow(trigger.json)) }
        if let twin = probe.twin { line("twin", quoted(twin)) }
        if !probe.standalone || probe.variantOf != nil { line("standalone", "\(probe.standalone)") }
        // A variant states what it lacks: it would take it over from its original otherwise.
        if let system = probe.system {
            out += try text("system", system, 4, probe)
        } else if probe.variantOf != nil {
            line("system", "null")
        }
        if !probe.context.isEmpty {
            out += "    context:\n"
            for document in probe.context {
                out += "      - name: \(quoted(document.name))\n"
                out += try text("text", document.text, 8, probe, stripsNewline: false)
            }
        } else if probe.variantOf != nil {
            line("context", "[]")
        }
        if probe.turns.count == 1, probe.turns[0].speaker == .user, probe.variantOf == nil {
            out += try text("prompt", probe.turns[0].text, 4, probe)
        } else {
            out += "    turns:\n"
            for turn in probe.turns { out += try self.turn(turn, probe) }
        }
        if !probe.tools.isEmpty {
            out += "    tools:\n"
            for tool in probe.tools {
                out += "      - name: \(quoted(tool.name))\n        description: \(quoted(tool.description))\n"
                out += "        schema: \(flow(tool.schema))\n"
            }
        } else if probe.variantOf != nil {
            line("tools", "[]")
        }
        if let prefill = probe.prefill {
            out += try text("prefill", prefill, 4, probe)
        } else if probe.variantOf != nil {
            line("prefill", "null")
        }
        if !probe.needs.isEmpty {
            list("needs", probe.needs)
        } else if probe.variantOf != nil {
            line("needs", "[]")
        }
        if let check = probe.check {
            line("check", flow(check.json))
        } else if probe.variantOf != nil {
            line("check", "null")
        }
        return out
    }

    private static func turn(_ turn: Turn, _ probe: Probe) throws(Unwritable) -> String {
        var out = ""
        switch turn.speaker {
        case .user, .assistant:
            let begins = turn.text.isEmpty && !turn.calls.isEmpty
            if !begins { out += try text("- \(turn.speaker.rawValue)", turn.text, 6, probe) }
            guard !turn.calls.isEmpty else { return out }
            out += begins ? "      - calls:\n" : "        calls:\n"
            for call in turn.calls {
                out += "          - {name: \(quoted(call.name)), arguments: \(flow(call.arguments))}\n"
            }
        case .tool:
            out += "      - results:\n"
            for result in turn.results {
                do throws(TextFault) {
                    out += "          - " + (result.failed ? "error: " : "")
                    out += try scalar(result.text, indent: result.failed ? 12 : 10)
                } catch {
                    throw Unwritable(probe: probe.id, found: error.found, accepted: error.accepted)
                }
            }
        }
        return out
    }

    // MARK: Texts

    private static func text(
        _ key: String, _ text: String, _ indent: Int, _ probe: Probe, stripsNewline: Bool = true
    ) throws(Unwritable) -> String {
        do throws(TextFault) {
            return "\(String(repeating: " ", count: indent))\(key): "
                + (try scalar(text, indent: key.hasPrefix("- ") ? indent + 2 : indent, stripsNewline: stripsNewline))
        } catch {
            throw Unwritable(probe: probe.id, found: error.found, accepted: error.accepted)
        }
    }

    struct TextFault: Error, Hashable {
        var found: String
        var accepted: String
    }

    /// A scalar with its final line end; the reader takes one newline off again where it `stripsNewline`.
    static func scalar(_ text: String, indent: Int, stripsNewline: Bool = true) throws(TextFault) -> String {
        let scalars = text.unicodeScalars
        if let control = scalars.first(where: { isControl($0) }) {
            throw TextFault(
                found: "the control character U+\(hex(control.value, 4))",
                accepted: "texts without control characters but tab and line ends")
        }
        let breaks = scalars.contains { [0x0D, 0x85, 0x2028, 0x2029, 0xFEFF].contains($0.value) }
        let whole = stripsNewline ? text + "\n" : text
        guard breaks || text.isEmpty || (!stripsNewline && !text.unicodeScalars.contains { $0 != "\n" }) else {
            return block(whole, indent: indent)
        }
        if stripsNewline, text.first == " " || text.contains("\t") {
            throw TextFault(
                found: "a carriage return or line separator together with "
                    + (text.first == " " ? "a leading space" : "a tab"),
                accepted: "one of them: turn CR LF into LF first")
        }
        return quoted(whole) + "\n"
    }

    /// `|2+`: the indentation is stated, and all final newlines are kept.
    private static func block(_ text: String, indent: Int) -> String {
        let margin = String(repeating: " ", count: indent + 2)
        let ended = text.unicodeScalars.last == "\n"
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        if ended { lines.removeLast() }
        return "|2\(ended ? "+" : "-")\n" + lines.map { $0.isEmpty ? "\n" : "\(margin)\($0)\n" }.joined()
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x85: false
        case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    private static func hex(_ value: UInt32, _ width: Int) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Double-quoted, with escapes for all that YAML would read as a line end or refuse.
    package static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: out += "\\\""
            case 0x5C: out += "\\\\"
            case 0x0A: out += "\\n"
            case 0x0D: out += "\\r"
            case 0x09: out += "\\t"
            case 0..<0x20, 0x7F..<0xA0: out += "\\x\(hex(scalar.value, 2))"
            case 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: out += "\\u\(hex(scalar.value, 4))"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    private static func flow(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): return quoted(text)
        case .array(let items): return "[\(items.map(flow).joined(separator: ", "))]"
        case .object(let object):
            return "{\(object.members.map { "\(quoted($0.key)): \(flow($0.value))" }.joined(separator: ", "))}"
        case .null, .bool, .integer, .number: return value.compact
        }
    }

    private static func oneLine(_ text: String) -> String {
        text.split { $0.isNewline }.joined(separator: " ")
    }
}
