import Formats
import Statistics
import Trials

/// What a provider needs to find the fault behind a false positive: one folder, with a page for each prompt and style.
///
/// It holds request ids, times, models, category, stage, the sign that decided, the prompt or its hash, what became of the same
/// prompt elsewhere, and the rate it belongs to. It never holds names of credentials, accounts, or a word of a positive control; what looks
/// like a secret is masked by its shape, in prompts too, and hashes are of the unmasked text.
package struct EvidencePack: Sendable {
    package struct File: Sendable, Hashable {
        package let path: String
        package let bytes: [UInt8]

        init(_ path: String, _ text: String) { (self.path, bytes) = (path, Array(text.utf8)) }
    }

    /// A support form takes so many characters.
    package static let longestPage = 4000

    /// In the order of their names; `SHA256SUMS` last, for `sha256sum -c`.
    package private(set) var files: [File] = []
    /// Prompts that were blocked, refused or helped only in part, each under one style.
    package let cases: Int
    /// Of these, those that were helped only in part.
    package let partial: Int
    /// Of these, those of which every verdict was read from words and is unsure.
    package let unsure: Int
    /// Secrets masked by their shape in the prompts, each prompt counted once; 0 where prompts are withheld.
    package let masked: Int

    /// - Parameters:
    ///   - probes: only these; nil: every obstructed one.
    ///   - redact: prompts by their hash alone, and no words of replies.
    package init(_ report: Report, _ book: TranscriptBook, probes: Set<String>? = nil, redact: Bool = false) {
        let rows = report.falsePositives.filter { probes?.contains($0.record.key.probe) ?? true }
        struct Case: Hashable, Comparable {
            var probe: String
            var style: String

            static func < (a: Self, b: Self) -> Bool { (a.probe, a.style) < (b.probe, b.style) }
        }
        let grouped = Dictionary(grouping: rows) { Case(probe: $0.record.key.probe, style: $0.record.key.style) }
        let order = grouped.keys.sorted()
        cases = order.count
        partial = grouped.values.count { !$0.contains(where: \.isWhole) }
        unsure = grouped.values.count { $0.allSatisfy { !$0.verdict.sure } }
        let named = Set(order.map(\.probe))
        let byProbe = Dictionary(
            grouping: report.facts.records.filter { named.contains($0.key.probe) }, by: \.key.probe)
        let prompts = Dictionary(
            uniqueKeysWithValues: named.compactMap { id in book.probes[id].map { (id, PackedPrompt($0)) } })
        masked = redact ? 0 : prompts.values.reduce(0) { $0 + $1.masked }
        for (index, own) in order.enumerated() {
            let page = Self.page(
                "\(index + 1) of \(order.count)", grouped[own] ?? [], byProbe[own.probe] ?? [], report,
                prompts[own.probe], redact: redact)
            files.append(File("cases/\(own.probe)--\(own.style).txt", page))
        }
        if !redact {
            for probe in named.sorted() {
                if let own = prompts[probe] { files.append(File("prompts/\(probe).txt", own.text)) }
            }
        }
        files.append(File("trials.csv", Self.trials(named.sorted().flatMap { byProbe[$0] ?? [] }, redact: redact)))
        files.append(
            File(
                "prompts.csv",
                CSVFile(
                    name: "prompts.csv", header: ["probe", "sha256", "secrets_masked"],
                    rows: named.sorted().map {
                        [$0, prompts[$0]?.hash ?? "", prompts[$0].map { "\($0.masked)" } ?? ""]
                    }
                ).text))
        files.append(
            File(
                "README.txt",
                Self.readme(
                    report, cases: order.count, unsure: unsure, prompts: named.count,
                    masked: redact ? nil : Array(prompts.values))))
        files.sort { $0.path < $1.path }
        files.append(
            File("SHA256SUMS", files.map { "\(SHA256.hex($0.bytes))  \($0.path)\n" }.joined()))
    }

    // MARK: A page for a support form

    private static func page(
        _ number: String, _ rows: [ObstructedRow], _ all: [TrialRecord], _ report: Report, _ prompt: PackedPrompt?,
        redact: Bool
    ) -> String {
        guard let first = rows.first else { return "" }
        let key = first.record.key
        let style = report.styles.first { $0.id == key.style }
        let whole = rows.count { $0.isWhole }
        let unsure = rows.count { !$0.verdict.sure }
        var out = whole > 0 ? "FALSE POSITIVE \(number)" : "HELPED ONLY IN PART \(number)"
        out += unsure == rows.count ? " (UNSURE)\n\n" : "\n\n"
        func line(_ name: String, _ value: String?) {
            guard let value, !value.isEmpty else { return }
            out += "\(name): \(Prose.plain(SecretMask.masked(value).text))\n"
        }
        line("Prompt id", key.probe)
        line("Field", first.record.field)
        line(
            "Access",
            style.map { "\($0.id) (\($0.tier.rawValue), \($0.dialect.rawValue), route \($0.route))" } ?? key.style)
        line("Credential", style?.credential(among: report.styles))
        line("Model asked for", style?.model)
        line("Model that replied", Set(rows.compactMap(\.verdict.servedModel)).sorted().joined(separator: ", "))
        line("What happened", Set(rows.map(\.what)).sorted().joined(separator: "; "))
        line(
            "How sure",
            unsure == 0
                ? nil
                : "unsure\(unsure < rows.count ? " in \(unsure) of these \(rows.count) replies" : ""): read from the words by a classifier that does not "
                    + "stand by it; read the reply before this page goes anywhere")
        line(
            "Category",
            Set(rows.compactMap { $0.verdict.categoryRaw ?? $0.verdict.categoryLabel }).sorted().joined(separator: ", ")
        )
        if !redact { line("Sign", first.verdict.evidence.first?.shown) }
        line("When", rows.compactMap(\.record.startedAt).joined(separator: ", "))
        line("Request ids", rows.compactMap(\.record.requestID).joined(separator: ", "))
        let own = all.filter { $0.key.style == key.style && $0.verdict?.measured ?? false }
        let parts = rows.count - whole
        line(
            "How often",
            [
                whole > 0 ? "blocked or refused in \(whole)" : nil, parts > 0 ? "helped only in part in \(parts)" : nil,
            ].compactMap { $0 }.joined(separator: ", ") + " of \(counted(own.count, "repeat")) of this prompt")
        // Rates are of prompts as they are: a changed one belongs to none, and one prompt makes none.
        if report.caseFigures == nil, first.record.role == .main,
            let cell = report.cell(key.style, first.record.field, report.definition, frame: first.record.frame),
            cell.estimate.rate != nil
        {
            line(
                "Rate",
                "\(Prose.rate(cell.estimate)) of \(cell.frame.counted(cell.probes)) in this field \(report.definition.clause(cell.probes)) under this "
                    + "access (\(RateProse(report: report).confidence) interval)")
        }
        let others = Dictionary(
            grouping: all.filter { $0.key.style != key.style && $0.verdict != nil }, by: \.key.style)
        line(
            "The same prompt elsewhere",
            others.sorted { $0.key < $1.key }.map { style, trials in
                let outcomes = Dictionary(grouping: trials) { $0.verdict?.outcome.rawValue ?? "" }.mapValues(\.count)
                return "\(style): "
                    + outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
            }.joined(separator: "; "))
        if !redact { line("Why it is benign", prompt?.whyBenign) }
        if let prompt {
            line("Prompt sha256", prompt.hash)
            if !redact {
                if prompt.masked > 0 {
                    line(
                        "Masked",
                        "\(counted(prompt.masked, "secret")) in this prompt, by shape; the hash is of the unmasked text"
                    )
                }
                let room = longestPage - out.count - 160
                let text = prompt.text
                out +=
                    "\nPrompt:\n"
                    + (text.count <= room
                        ? text
                        : text.prefix(max(0, room)) + "\n[cut here; the whole prompt is prompts/\(prompt.id).txt]\n")
            }
        }
        return out.hasSuffix("\n") ? out : out + "\n"
    }

    // MARK: Tables

    /// Every trial of the prompts, under every style.
    private static func trials(_ records: [TrialRecord], redact: Bool) -> String {
        CSVFile(
            name: "trials.csv",
            header: [
                "probe", "style", "repetition", "field", "frame", "outcome", "layer", "stage", "category",
                "category_raw", "decided_by", "sure",
                "served_model", "request_id", "started_at", "seconds", "rule", "evidence_field", "evidence",
            ],
            rows: records.sorted {
                ($0.key.probe, $0.key.style, $0.key.repetition) < ($1.key.probe, $1.key.style, $1.key.repetition)
            }.map { record in
                let verdict = record.verdict
                let evidence = verdict?.evidence.first
                return [
                    record.key.probe, record.key.style, "\(record.key.repetition)", record.field, record.frame.rawValue,
                    verdict?.outcome.rawValue, verdict?.layer?.rawValue, verdict?.stage?.rawValue,
                    verdict?.categoryLabel,
                    verdict?.categoryRaw, verdict?.decidedBy.rawValue, verdict.map { "\($0.sure)" },
                    verdict?.servedModel, record.requestID, record.startedAt,
                    record.endSeconds.map { JSONValue.figure($0).compact }, evidence?.rule, evidence?.field,
                    redact ? nil : evidence?.quote,
                ].map { SecretMask.masked($0 ?? "").text }
            }
        ).text
    }

    private static func readme(_ report: Report, cases: Int, unsure: Int, prompts: Int, masked: [PackedPrompt]?)
        -> String
    {
        let findings = Findings(report: report)
        var out = "Evidence of false positives: \(Prose.plain(report.facts.study.name))\n\n"
        if report.facts.simulated {
            out += "SIMULATED: replies came from a simulator; nothing here is about a model.\n\n"
        }
        out +=
            "\(counted(prompts, "benign prompt was", "benign prompts were")) blocked, refused or helped only in part: "
            + "\(counted(cases, "case")) of prompt and access.\n"
        if unsure > 0 {
            out +=
                "\(counted(unsure, "case rests", "cases rest")) on readings of words alone that the classifier does not stand by: their pages say UNSURE, and trials.csv has "
                + "sure=false. Read those replies before you call them false positives.\n"
        }
        out += "\n"
        out += "cases/        a page for each, short enough for a support form\n"
        out +=
            masked == nil
            ? "              prompts are withheld; prompts.csv has their hashes\n"
            : masked?.isEmpty == true ? "" : "prompts/      every prompt in full\n"
        out += "trials.csv    every trial of these prompts, under every access of the run\n"
        out += "SHA256SUMS    check with: sha256sum -c SHA256SUMS\n\n"
        if masked?.isEmpty == true {
            out += "This run holds no texts of prompts: they stand where its outcomes were measured.\n\n"
        } else if let masked {
            let with = masked.filter { $0.masked > 0 }
            out +=
                (with.isEmpty
                    ? "Nothing in the prompts has the shape of a secret or of an account's id."
                    : "\(counted(with.reduce(0) { $0 + $1.masked }, "secret")) masked by shape in \(counted(with.count, "prompt")) "
                        + "([masked: …]); hashes are of the unmasked text, and prompts.csv has the number for each.")
                + " Read the prompts before you hand them on: shapes do not find everything.\n\n"
        }
        if report.facts.records.contains(where: { $0.role == .sentinel }) {
            out += "Prompts that were sent again as checks of access have no page for those checks.\n\n"
        }
        for sentence in findings.overall { out += sentence.replacing("**", with: "").replacing("\\", with: "") + "\n" }
        out += "\n" + Sureness(report: report).limits + "\n"
        return out
    }

    // MARK: One file

    /// The folder as a tar archive (POSIX ustar), the same bytes for the same files: no owner, no time of day.
    package func tar(folder: String) -> [UInt8] {
        var out: [UInt8] = []
        for file in files {
            var header = [UInt8](repeating: 0, count: 512)
            func put(_ text: String, at: Int, _ length: Int) {
                for (index, byte) in text.utf8.prefix(length).enumerated() { header[at + index] = byte }
            }
            func octal(_ value: Int, _ digits: Int) -> String {
                let text = String(value, radix: 8)
                return String(repeating: "0", count: max(0, digits - text.count)) + text
            }
            let (prefix, name) = Self.split("\(folder)/\(file.path)")
            put(name, at: 0, 100)
            put("0000644", at: 100, 8)
            put("0000000", at: 108, 8)
            put("0000000", at: 116, 8)
            put(octal(file.bytes.count, 11), at: 124, 12)
            put(octal(0, 11), at: 136, 12)
            put("        ", at: 148, 8)
            put("0", at: 156, 1)
            put("ustar", at: 257, 6)
            put("00", at: 263, 2)
            put(prefix, at: 345, 155)
            put(octal(header.reduce(0) { $0 + Int($1) }, 6), at: 148, 6)
            header[154] = 0
            out += header + file.bytes
            out += [UInt8](repeating: 0, count: (512 - file.bytes.count % 512) % 512)
        }
        return out + [UInt8](repeating: 0, count: 1024)
    }

    /// Names longer than 100 bytes are divided at a slash.
    private static func split(_ path: String) -> (prefix: String, name: String) {
        guard path.utf8.count > 100 else { return ("", path) }
        let parts = path.split(separator: "/")
        for place in 1..<max(2, parts.count) {
            let (prefix, name) = (
                parts.prefix(place).joined(separator: "/"), parts.dropFirst(place).joined(separator: "/")
            )
            if name.utf8.count <= 100, prefix.utf8.count <= 155 { return (prefix, name) }
        }
        return ("", path)
    }
}

/// A prompt as the pack writes it: secrets masked, its hash that of the text which was sent.
private struct PackedPrompt {
    let id: String
    let whyBenign: String?
    /// Masked before anything is cut: half a secret has no shape.
    let text: String
    let masked: Int
    /// SHA-256 (hex) of the unmasked text.
    let hash: String

    init(_ probe: Probe) {
        (id, whyBenign) = (probe.id, probe.whyBenign)
        let whole = probe.whole
        (text, masked) = SecretMask.masked(whole)
        hash = SHA256.hex(Array(whole.utf8))
    }
}

extension Probe {
    /// Everything that reaches a model, for a person to read; what is hashed in an evidence pack.
    var whole: String {
        var out = ""
        if let system { out += "[system]\n\(system)\n\n" }
        for document in context { out += "[document \(document.name)]\n\(document.text)\n\n" }
        for turn in turns { out += "[\(turn.speaker.rawValue)]\n\(turn.wholeText)\n\n" }
        if let prefill { out += "[prefill]\n\(prefill)\n\n" }
        return out
    }
}

extension ObstructedRow {
    /// Blocked or refused, and not helped in part.
    fileprivate var isWhole: Bool { verdict.outcome != .partial }

    /// `blocked by the API, in the middle of the answer`; for partial help who declined the rest.
    fileprivate var what: String {
        let layer = verdict.layer.map { layer in
            if case .modelText = layer, !isWhole { return "the rest declined by the model in its own words" }
            return layer.prose
        }
        // The words of a layer say what happened; where none is named, the outcome does.
        let what = isWhole ? (layer == nil ? verdict.outcome.rawValue : nil) : "helped in part"
        return [what, layer, verdict.stage?.prose].compactMap { $0 }
            .joined(separator: ", ")
    }
}
